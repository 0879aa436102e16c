package tap

import (
	"encoding/binary"

	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
)

// Decoder decodes the raw bytes of one direction of a connection into frames.
type Decoder struct {
	sender  rfc6455.Side
	decoded func(f *play.Frame, whole bool)

	header    [maxHeader]byte
	length    int  // bytes of the header that have come
	inPayload bool // the header is whole, and its payload is coming
	invalid   int  // the number of frames so far that break a rule
	frame     play.Frame

	rules rules
}

// maxHeader is the largest length of a frame's header in bytes: two bytes, the longest form
// of the length, and the masking key.
const maxHeader = 2 + 8 + 4

// maxInvalid is the number of invalid frames after which a decoder stops. An endpoint closes
// the connection at the first invalid frame. Further invalid frames teach nothing, but cost
// time.
const maxInvalid = 100

// NewDecoder returns a decoder of the bytes that one end sends. The decoder
// calls decoded with each frame when the frame is whole. The decoder also calls decoded at
// the end of a Write if the header of a frame is whole and its payload isn't. The frame is
// valid only until decoded returns.
func NewDecoder(sender rfc6455.Side, decoded func(f *play.Frame, whole bool)) *Decoder {
	return &Decoder{sender: sender, decoded: decoded, rules: rules{stream: rfc6455.Stream{Sender: sender}}}
}

// Write decodes any number of bytes. It keeps no part of the slice.
func (d *Decoder) Write(raw []byte) {
	for len(raw) > 0 {
		if d.inPayload {
			raw = d.readPayload(raw)
		} else if d.invalid == maxInvalid {
			return
		} else {
			raw = d.readHeader(raw)
		}
	}
	if d.inPayload {
		d.decoded(&d.frame, false)
	}
}

// Rest returns the bytes of a header that isn't whole yet. They are valid only until the
// next Write.
func (d *Decoder) Rest() []byte { return d.header[:d.length] }

// readHeader reads up to the end of the header, and returns the bytes behind it.
func (d *Decoder) readHeader(raw []byte) []byte {
	for len(raw) > 0 {
		n := copy(d.header[d.length:d.headerEnd()], raw)
		d.length += n
		raw = raw[n:]
		if d.length >= 2 && d.length == d.headerEnd() {
			d.decodeHeader()
			return raw
		}
	}
	return raw
}

// headerEnd returns the length of the header, as far as the bytes so far determine the
// length.
func (d *Decoder) headerEnd() int {
	if d.length < 2 {
		return 2
	}
	end := 2 + extendedLength(d.header[1])
	if d.header[1]&0x80 != 0 {
		end += len(rfc6455.MaskingKey{})
	}
	return end
}

// extendedLength returns how many bytes of the header hold a length that is too large
// for the second byte.
func extendedLength(second byte) int {
	switch second & 0x7F {
	case 126:
		return 2
	case 127:
		return 8
	}
	return 0
}

// decodeHeader decodes a whole header.
func (d *Decoder) decodeHeader() {
	first, second := d.header[0], d.header[1]
	f := play.Frame{
		Sender:      d.sender,
		Fin:         first&0x80 != 0,
		RSV:         [3]bool{first&0x40 != 0, first&0x20 != 0, first&0x10 != 0},
		Opcode:      rfc6455.Opcode(first & 0x0F),
		OpcodeBits:  first & 0x0F,
		Masked:      second&0x80 != 0,
		ShortLength: second & 0x7F,
		Payload:     d.frame.Payload[:0],
		Violations:  nil,
	}
	rest := d.header[2:d.length]
	switch extendedLength(second) {
	case 0:
		f.LengthForm, f.Length = 7, uint64(f.ShortLength)
	case 2:
		f.LengthForm, f.Length = 16, uint64(binary.BigEndian.Uint16(rest))
	case 8:
		f.LengthForm, f.Length = 64, binary.BigEndian.Uint64(rest)
	}
	if f.Masked {
		copy(f.Key[:], rest[extendedLength(second):])
	}
	d.frame, d.length = f, 0
	d.rules.checkHeader(&d.frame, first, second)
	if d.inPayload = f.Length > 0; !d.inPayload {
		d.endFrame()
	}
}

// readPayload reads up to the end of the payload, and returns the bytes behind it.
func (d *Decoder) readPayload(raw []byte) []byte {
	f := &d.frame
	n := min(uint64(len(raw)), f.Length-f.Came)
	d.rules.checkPayload(f, raw[:n])
	if f.Came += n; f.Came == f.Length {
		d.inPayload = false
		d.endFrame()
	}
	return raw[n:]
}

func (d *Decoder) endFrame() {
	d.rules.checkEnd(&d.frame)
	if len(d.frame.Violations) > 0 {
		d.invalid++
	}
	d.decoded(&d.frame, true)
}
