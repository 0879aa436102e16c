package conformance

import (
	"encoding/binary"
	"fmt"
)

// The opcodes of RFC 6455 §5.2.
const (
	opContinuation = 0x0
	opText         = 0x1
	opBinary       = 0x2
	opClose        = 0x8
	opPing         = 0x9
	opPong         = 0xA
)

// maxControl is the longest payload of a control frame, in bytes (RFC 6455 §5.5).
const maxControl = 125

// maskingKey is the default key of frames. A key should be random (RFC 6455 §5.3). Here the
// key is fixed, so that a case sends the same bytes every time.
var maskingKey = [4]byte{0x9a, 0x3c, 0x51, 0xe7}

// Frame is a frame of RFC 6455 §5.2. A frame that a case sends may break every rule. A frame
// that a case expects or receives is a control frame or a whole message, in any number of
// fragments.
type Frame struct {
	Unfinished bool // FIN is 0
	RSV        byte // RSV1 is 4, RSV2 is 2, RSV3 is 1
	Opcode     byte
	Unmasked   bool    // MASK is 0
	Key        [4]byte // the masking key, if MASK is 1
	LengthBits int     // of the length: 7, 16 or 64; 0 for its shortest form
	Missing    uint64  // the number of bytes that the header declares beyond the payload
	Payload    []byte
}

func frame(opcode byte, payload string) Frame {
	return Frame{Opcode: opcode, Key: maskingKey, Payload: []byte(payload)}
}

func text(payload string) Frame         { return frame(opText, payload) }
func binaryOf(payload string) Frame     { return frame(opBinary, payload) }
func continuation(payload string) Frame { return frame(opContinuation, payload) }
func ping(payload string) Frame         { return frame(opPing, payload) }
func pong(payload string) Frame         { return frame(opPong, payload) }

// closing returns a close frame with a code and a reason. With code 0 the frame has no code.
func closing(code uint16, reason string) Frame {
	if code == 0 {
		return frame(opClose, reason)
	}
	return frame(opClose, string(binary.BigEndian.AppendUint16(nil, code))+reason)
}

// Each of these methods returns the frame with one change.
func (f Frame) unfinished() Frame         { f.Unfinished = true; return f }
func (f Frame) rsv(bits byte) Frame       { f.RSV = bits; return f }
func (f Frame) unmasked() Frame           { f.Unmasked = true; return f }
func (f Frame) masked(key [4]byte) Frame  { f.Key = key; return f }
func (f Frame) lengthBits(bits int) Frame { f.LengthBits = bits; return f }

// missing makes the header declare n bytes more than the payload has.
func (f Frame) missing(n uint64) Frame { f.Missing = n; return f }

// bytes returns the frame as it goes over the wire.
func (f Frame) bytes() []byte {
	first := f.RSV<<4 | f.Opcode
	if !f.Unfinished {
		first |= 0x80
	}
	out := f.appendLength([]byte{first})
	if f.Unmasked {
		return append(out, f.Payload...)
	}
	out[1] |= 0x80
	out = append(out, f.Key[:]...)
	for i, b := range f.Payload {
		out = append(out, b^f.Key[i%4])
	}
	return out
}

func (f Frame) appendLength(out []byte) []byte {
	length := uint64(len(f.Payload)) + f.Missing
	bits := f.LengthBits
	if bits == 0 {
		bits = shortestLengthBits(length)
	}
	switch bits {
	case 7:
		return append(out, byte(length))
	case 16:
		return binary.BigEndian.AppendUint16(append(out, 126), uint16(length))
	default:
		return binary.BigEndian.AppendUint64(append(out, 127), length)
	}
}

// shortestLengthBits returns the number of bits of a length in its shortest form.
func shortestLengthBits(length uint64) int {
	switch {
	case length <= 125:
		return 7
	case length <= 0xffff:
		return 16
	default:
		return 64
	}
}

// String describes the frame in the words that the descriptions of the cases use.
func (f Frame) String() string {
	const most = 24
	payload := fmt.Sprintf("%q", f.Payload)
	if len(f.Payload) > most {
		payload = fmt.Sprintf("%q… (%d bytes)", f.Payload[:most], len(f.Payload))
	}
	switch f.Opcode {
	case opText:
		return "text " + payload
	case opBinary:
		return "binary " + payload
	case opPong:
		return "pong " + payload
	case opClose:
		return fmt.Sprintf("close %d %q", f.code(), f.reason())
	default:
		return fmt.Sprintf("opcode %X %s", f.Opcode, payload)
	}
}
