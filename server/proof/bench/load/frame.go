package load

import (
	"encoding/binary"

	"twocups/lessons/play/rfc6455"
)

// maskingKey is the key of all frames. A real client chooses a new key for each frame, to
// protect proxies from pages that choose the payload (RFC 6455 §10.3). No proxy is in use here,
// and the key has no influence on the time to unmask.
var maskingKey = [4]byte{0x9b, 0x3c, 0x5d, 0x71}

// The bits of a frame's first two bytes, and the values that announce a longer length
// (RFC 6455 §5.2).
const (
	finBit   = 0x80
	maskBit  = 0x80
	opcodes  = 0x0f
	lengths  = 0x7f
	length16 = 126
	length64 = 127
)

// AppendFrame appends a client's frame, which has FIN and is masked.
func AppendFrame(to []byte, opcode rfc6455.Opcode, payload []byte) []byte {
	to = append(to, finBit|byte(opcode))
	switch n := len(payload); {
	case n < length16:
		to = append(to, maskBit|byte(n))
	case n < 1<<16:
		to = binary.BigEndian.AppendUint16(append(to, maskBit|length16), uint16(n))
	default:
		to = binary.BigEndian.AppendUint64(append(to, maskBit|length64), uint64(n))
	}
	to = append(to, maskingKey[:]...)
	for i, b := range payload {
		to = append(to, b^maskingKey[i%4])
	}
	return to
}
