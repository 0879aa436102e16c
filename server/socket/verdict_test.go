package socket

import (
	"encoding/binary"
	"math"
	"slices"
	"sync"
	"testing"

	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
	"twocups/server/tap"
)

// verdict is a judgement of a client's bytes: the number of bytes in good frames before the first
// broken one, and the reason of the server's close frame, or "" if no frame is broken.
type verdict struct {
	good   int
	reason string
}

// scanned returns the verdict of the connection, which reads headers and close frames.
func scanned(raw []byte) verdict {
	s := scanner{config: &Config{MaxMessage: math.MaxInt64}, frames: math.MaxInt, stream: rfc6455.Stream{Sender: rfc6455.Client}}
	good, answer := s.scan(raw)
	if answer == nil || answer.answer {
		return verdict{}
	}
	return verdict{good, answer.reason}
}

// explained returns the verdict of the wire view, and the wire view's explanations of the broken
// frame: one for each rule that the frame breaks.
func explained(raw []byte) (v verdict, why []string) {
	good, over := 0, false
	decoder := tap.NewDecoder(rfc6455.Client, func(f *play.Frame, whole bool) {
		if over {
			return
		}
		for _, violation := range f.Violations {
			if violation.Field != rfc6455.PayloadField { // the scanner does not check the text of messages
				why = append(why, violation.Why)
			}
		}
		if f.Opcode == rfc6455.Close && !whole {
			why = slices.DeleteFunc(why, aboutPayload) // the connection waits for all of the reason
		}
		if over = len(why) > 0 || whole && f.Opcode == rfc6455.Close; len(why) > 0 {
			v = verdict{good, "broken"}
		}
		if whole {
			good += 2 + map[int]int{7: 0, 16: 2, 64: 8}[f.LengthForm] + keyLength + int(f.Length)
		}
	})
	decoder.Write(raw)
	return v, why
}

func aboutPayload(why string) bool {
	return why == rfc6455.ReasonNotUTF8.Violation(0).Why
}

// expectAgreement compares the two verdicts. If the server closes, the wire view must explain the
// same frame, and one of the explanations must be about the rule in the server's reason.
func expectAgreement(t *testing.T, raw []byte) {
	t.Helper()
	closed := scanned(raw)
	shown, why := explained(raw)
	if (closed.reason != "") != (shown.reason != "") || closed.good != shown.good {
		t.Fatalf("% x: the server closes with %+v, the wire view explains %+v %q", raw, closed, shown, why)
	}
	if closed.reason != "" && !slices.ContainsFunc(why, func(text string) bool { return reasons()[text] == closed.reason }) {
		t.Fatalf("% x: the server closes with %q, the wire view explains %q", raw, closed.reason, why)
	}
}

// reasons are the close frames' reasons, by the explanation of the same rule.
var reasons = sync.OnceValue(func() map[string]string {
	all := make(map[string]string)
	for rule := rfc6455.RSV1WithoutMeaning; rule <= rfc6455.TextCut; rule++ {
		for number := range uint64(1 << 16) {
			why := rule.Violation(number).Why
			if _, known := all[why]; known {
				break // the rule is about no number
			}
			all[why] = rule.Reason(number)
		}
	}
	return all
})

// The test tries every pair of first bytes, between two messages and within a message.
func TestTheServerClosesForWhatTheWireViewExplains(t *testing.T) {
	for _, before := range []string{"", "\x01\x80\x00\x00\x00\x00"} {
		for start := range 1 << 16 {
			head := binary.BigEndian.AppendUint16([]byte(before), uint16(start))
			switch length := start & 0x7F; length {
			case 126:
				for _, length := range []uint16{0, 125, 126, math.MaxUint16} {
					agreeOn(t, binary.BigEndian.AppendUint16(slices.Clone(head), length), 0)
				}
			case 127:
				for _, length := range []uint64{0, 125, 126, math.MaxUint16, math.MaxUint16 + 1, 1<<62 + 1, 1 << 63} {
					agreeOn(t, binary.BigEndian.AppendUint64(slices.Clone(head), length), 0)
				}
			default:
				agreeOn(t, head, length)
			}
		}
	}
}

// agreeOn compares the verdicts on a header with a key and a payload of zeros.
func agreeOn(t *testing.T, header []byte, payload int) {
	t.Helper()
	expectAgreement(t, append(header, make([]byte, keyLength+payload)...))
}

func FuzzTheServerClosesForWhatTheWireViewExplains(f *testing.F) {
	for _, raw := range []string{
		"\x81\x85\x37\xfa\x21\x3d\x7f\x9f\x4d\x51\x58", // RFC 6455 §5.7
		"\x01\x80\x00\x00\x00\x00\x89\x80\x00\x00\x00\x00\x80\x81\x00\x00\x00\x00x",
		"\x88\x82\x00\x00\x00\x00\x03\xe8",
		"\x88\x83\x00\x00\x00\x00\x03\xe8\xff",
		"\x82\xfe\x00\x7e\x00\x00\x00\x00",
	} {
		f.Add([]byte(raw))
	}
	const enough = 14 + rfc6455.MaxControl // zeros that complete any header and any close frame
	f.Fuzz(func(t *testing.T, raw []byte) { expectAgreement(t, append(raw, make([]byte, enough)...)) })
}
