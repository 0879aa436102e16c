package rawframe

import (
	"encoding/binary"

	"twocups/lessons/play/rfc6455"
)

// frame is a frame to write, valid or not.
type frame struct {
	fragment  bool    // FIN is 0
	rsv       [3]bool // RSV1, RSV2, RSV3
	opcode    rfc6455.Opcode
	unmasked  bool
	hasLength bool   // the length is not that of the payload
	length    uint64 // the length that the frame claims if hasLength is true
	form      int    // the number of bits of the length; 0 for the shortest form
	payload   []byte
}

// key masks every frame. The examples in RFC 6455 §5.7 use the same masking key.
var key = rfc6455.MaskingKey{0x37, 0xfa, 0x21, 0x3d}

// appendTo appends the frame as it goes over the wire (RFC 6455 §5.2).
func (f *frame) appendTo(b []byte) []byte {
	first := byte(f.opcode)
	if !f.fragment {
		first |= 0x80
	}
	for i, set := range f.rsv {
		if set {
			first |= 0x40 >> i
		}
	}
	b = f.appendLength(append(b, first))
	if f.unmasked {
		return append(b, f.payload...)
	}
	b = append(b, key[:]...)
	for i, c := range f.payload {
		b = append(b, c^key[i%len(key)])
	}
	return b
}

// appendLength appends MASK and the length.
func (f *frame) appendLength(b []byte) []byte {
	mask := byte(0x80)
	if f.unmasked {
		mask = 0
	}
	length := f.claimedLength()
	switch form := f.lengthBits(); form {
	case 16:
		return binary.BigEndian.AppendUint16(append(b, mask|126), uint16(length))
	case 64:
		return binary.BigEndian.AppendUint64(append(b, mask|127), length)
	}
	return append(b, mask|byte(length))
}

// claimedLength returns the length that the frame claims, true or not.
func (f *frame) claimedLength() uint64 {
	if f.hasLength {
		return f.length
	}
	return uint64(len(f.payload))
}

// lengthBits returns the number of bits of the length.
func (f *frame) lengthBits() int {
	switch length := f.claimedLength(); {
	case f.form > 0:
		return f.form
	case length > 0xFFFF:
		return 64
	case length > 125:
		return 16
	}
	return 7
}
