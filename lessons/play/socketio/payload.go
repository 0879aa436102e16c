package socketio

import (
	"iter"
	"strings"
)

// Separator separates the packets of a payload. No packet contains it, since JSON escapes
// control characters.
const Separator = "\x1e"

// Payload returns the packets in a request or a response of long-polling, one after the other,
// and stops at the first error. So a payload of many packets takes no memory for all of them.
func Payload(text string) iter.Seq2[EnginePacket, error] {
	return func(yield func(EnginePacket, error) bool) {
		for one := range strings.SplitSeq(text, Separator) {
			if p, err := ParseEngine(one); !yield(p, err) || err != nil {
				return
			}
		}
	}
}

// AppendPayload appends the packets as a payload.
func AppendPayload(b []byte, packets ...EnginePacket) []byte {
	for i, p := range packets {
		if i > 0 {
			b = append(b, Separator...)
		}
		b = p.Append(b)
	}
	return b
}
