package socket

import (
	"encoding/binary"

	"twocups/lessons/play/rfc6455"
	"twocups/server/limit/memory"
)

// Prepared is a message in the form of a frame. [Prepare] makes it once, for any number of
// connections.
type Prepared struct {
	message Message
	frame   []byte
	text    *memory.Shared // nil for a small frame, which each connection copies
}

// Prepare makes the frame of a message. It keeps no part of the payload.
func Prepare(m Message) Prepared {
	frame := appendFrame(nil, m.Opcode, m.Payload)
	p := Prepared{
		message: Message{Opcode: m.Opcode, Payload: frame[len(frame)-len(m.Payload):]},
		frame:   frame,
	}
	if len(frame) >= sharedFrom {
		p.text = memory.NewShared(len(frame))
	}
	return p
}

// appendFrame appends one unmasked frame with a whole message, or a control frame. The length
// has its shortest form (RFC 6455 §5.2).
func appendFrame(b []byte, opcode rfc6455.Opcode, payload []byte) []byte {
	b = append(b, rfc6455.FinBit|byte(opcode))
	switch n := len(payload); {
	case n < rfc6455.Length16:
		b = append(b, byte(n))
	case n < 1<<16:
		b = append(b, rfc6455.Length16)
		b = binary.BigEndian.AppendUint16(b, uint16(n))
	default:
		b = append(b, rfc6455.Length64)
		b = binary.BigEndian.AppendUint64(b, uint64(n))
	}
	return append(b, payload...)
}

// appendCloseFrame appends a close frame. For NoCloseCode the frame is empty (RFC 6455 §5.5.1).
func appendCloseFrame(b []byte, code rfc6455.CloseCode, reason string) []byte {
	if code == rfc6455.NoCloseCode {
		return appendFrame(b, rfc6455.Close, nil)
	}
	payload := make([]byte, 0, rfc6455.MaxControl)
	payload = binary.BigEndian.AppendUint16(payload, uint16(code))
	return appendFrame(b, rfc6455.Close, append(payload, reason...))
}
