package load

import (
	"encoding/binary"
	"fmt"

	"twocups/lessons/play/rfc6455"
)

// Message is a whole message of a server, in one or several frames, or a control frame.
type Message struct {
	Opcode rfc6455.Opcode
	Size   int    // of the payload, in bytes
	Start  []byte // the payload's first bytes, up to [MaxStart]; valid until the next call of Feed
}

// MaxStart is the number of bytes of a payload that a [Decoder] keeps. It is enough for a
// control frame, for the first messages of a server, and to compare an echo. A decoder only
// counts the rest of a payload.
const MaxStart = 2048

// Decoder splits the bytes of a server into messages. The bytes may come in pieces of any size.
// A decoder returns an error for frames that RFC 6455 forbids, and for reserved bits, because
// this program offers no extension. It doesn't check the payload.
type Decoder struct {
	header    []byte // the bytes of a frame's header that have come
	remaining uint64 // bytes of the frame's payload that are still to come
	firstByte byte   // the frame's first byte
	inPayload bool   // the frame's header has come, and its payload has not ended

	message    Message // the frames of the message so far
	control    Message // may come between the frames of a message (RFC 6455 §5.4)
	unfinished bool    // the last frame of a fragmented message has not come
}

// Feed reads the next bytes, and calls each for every message that they complete, in order. It
// returns the first error, which may be an error of each.
func (d *Decoder) Feed(chunk []byte, each func(Message) error) error {
	for len(chunk) > 0 {
		if !d.inPayload {
			whole, rest := d.readHeader(chunk)
			chunk = rest
			if !whole {
				return nil
			}
			if err := d.parseHeader(); err != nil {
				return err
			}
		}
		n := min(uint64(len(chunk)), d.remaining)
		d.currentMessage().add(chunk[:n])
		chunk, d.remaining = chunk[n:], d.remaining-n
		if d.remaining == 0 {
			if err := d.endFrame(each); err != nil {
				return err
			}
		}
	}
	return nil
}

// readHeader reads bytes of the chunk until the header is whole.
func (d *Decoder) readHeader(chunk []byte) (whole bool, rest []byte) {
	for {
		n := min(d.headerSize()-len(d.header), len(chunk))
		d.header, chunk = append(d.header, chunk[:n]...), chunk[n:]
		switch {
		case len(d.header) == d.headerSize():
			return true, chunk
		case len(chunk) == 0:
			return false, nil
		}
	}
}

// headerSize returns the header's size. It returns 2 until the second byte has come.
func (d *Decoder) headerSize() int {
	if len(d.header) < 2 {
		return 2
	}
	switch d.header[1] & lengths {
	case length16:
		return 2 + 2
	case length64:
		return 2 + 8
	}
	return 2
}

// parseHeader reads the values of a whole header and checks them.
func (d *Decoder) parseHeader() error {
	first, second := d.header[0], d.header[1]
	switch extended := d.header[2:]; len(extended) {
	case 0:
		d.remaining = uint64(second & lengths)
	case 2:
		d.remaining = uint64(binary.BigEndian.Uint16(extended))
	default:
		d.remaining = binary.BigEndian.Uint64(extended)
	}
	d.header, d.firstByte, d.inPayload = d.header[:0], first, true

	opcode := d.opcode()
	switch {
	case first&^(finBit|opcodes) != 0:
		return fmt.Errorf("decoding a frame: reserved bits %#x, and no extension was agreed on", first&^(finBit|opcodes))
	case second&maskBit != 0:
		return fmt.Errorf("decoding a frame: it is masked, which only a client's may be")
	case d.isControl() && (first&finBit == 0 || second&lengths >= length16):
		return fmt.Errorf("decoding a frame: a %v frame that is fragmented or longer than 125 bytes", opcode)
	case !d.isControl() && (opcode == rfc6455.Continuation) != d.unfinished:
		return fmt.Errorf("decoding a frame: opcode %v, with a fragmented message open: %v", opcode, d.unfinished)
	}
	if opcode != rfc6455.Continuation {
		*d.currentMessage() = Message{Opcode: opcode, Start: d.currentMessage().Start[:0]}
	}
	d.unfinished = d.unfinished || !d.isControl()
	return nil
}

// endFrame calls each if the frame completes a message.
func (d *Decoder) endFrame(each func(Message) error) error {
	d.inPayload = false
	if d.isControl() {
		return each(d.control)
	}
	if d.firstByte&finBit == 0 {
		return nil
	}
	d.unfinished = false
	return each(d.message)
}

func (d *Decoder) opcode() rfc6455.Opcode { return rfc6455.Opcode(d.firstByte & opcodes) }
func (d *Decoder) isControl() bool        { return d.opcode() >= rfc6455.Close }

// currentMessage returns the message or the control frame that the frame belongs to.
func (d *Decoder) currentMessage() *Message {
	if d.isControl() {
		return &d.control
	}
	return &d.message
}

func (m *Message) add(payload []byte) {
	m.Size += len(payload)
	m.Start = append(m.Start, payload[:min(len(payload), MaxStart-len(m.Start))]...)
}
