package load

import (
	"encoding/binary"
	"fmt"

	"twocups/lessons/play/rfc6455"
)

// Message is what a server sent: a whole message of one or several frames, or a
// control frame.
type Message struct {
	Opcode rfc6455.Opcode
	Size   int    // of the payload, in bytes
	Start  []byte // the payload's first bytes, up to [MaxStart]; the decoder's own
}

// MaxStart is how many bytes of a payload a [Decoder] keeps: enough for a control
// frame, for what servers say first, and to compare an echo. The rest is counted.
const MaxStart = 2048

// Decoder splits the bytes of a server into messages. They may come in pieces, cut
// anywhere. It refuses what RFC 6455 forbids a server and what this program's offer
// rules out, but doesn't look at the payload.
type Decoder struct {
	header []byte // as much as has come of a frame's header
	left   uint64 // of the frame's payload
	frame  byte   // the frame's first byte
	inside bool   // a frame's header has come, its payload not yet

	message Message // of the frames so far
	control Message // which may come between the frames of a message (RFC 6455 §5.4)
	open    bool    // the message's last frame has not come
}

// Feed takes the next bytes and calls each for every message that they complete, in
// order. It ends with the first error, which may be that of each.
func (d *Decoder) Feed(chunk []byte, each func(Message) error) error {
	for len(chunk) > 0 {
		if !d.inside {
			whole, rest := d.takeHeader(chunk)
			chunk = rest
			if !whole {
				return nil
			}
			if err := d.begin(); err != nil {
				return err
			}
		}
		n := min(uint64(len(chunk)), d.left)
		d.current().add(chunk[:n])
		chunk, d.left = chunk[n:], d.left-n
		if d.left == 0 {
			if err := d.end(each); err != nil {
				return err
			}
		}
	}
	return nil
}

// takeHeader takes bytes from the chunk until the header is whole.
func (d *Decoder) takeHeader(chunk []byte) (whole bool, rest []byte) {
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

// headerSize returns the header's size as far as is known from what has come of it.
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

// begin reads the header.
func (d *Decoder) begin() error {
	first, second := d.header[0], d.header[1]
	switch extended := d.header[2:]; len(extended) {
	case 0:
		d.left = uint64(second & lengths)
	case 2:
		d.left = uint64(binary.BigEndian.Uint16(extended))
	default:
		d.left = binary.BigEndian.Uint64(extended)
	}
	d.header, d.frame, d.inside = d.header[:0], first, true

	opcode := d.opcode()
	switch {
	case first&^(finBit|opcodes) != 0:
		return fmt.Errorf("decoding a frame: reserved bits %#x, and no extension was agreed on", first&^(finBit|opcodes))
	case second&maskBit != 0:
		return fmt.Errorf("decoding a frame: it is masked, which only a client's may be")
	case d.isControl() && (first&finBit == 0 || second&lengths >= length16):
		return fmt.Errorf("decoding a frame: a %v frame that is fragmented or longer than 125 bytes", opcode)
	case !d.isControl() && (opcode == rfc6455.Continuation) != d.open:
		return fmt.Errorf("decoding a frame: opcode %v, with a fragmented message open: %v", opcode, d.open)
	}
	if opcode != rfc6455.Continuation {
		*d.current() = Message{Opcode: opcode, Start: d.current().Start[:0]}
	}
	d.open = d.open || !d.isControl()
	return nil
}

// end hands over what the frame completes.
func (d *Decoder) end(each func(Message) error) error {
	d.inside = false
	if d.isControl() {
		return each(d.control)
	}
	if d.frame&finBit == 0 {
		return nil
	}
	d.open = false
	return each(d.message)
}

func (d *Decoder) opcode() rfc6455.Opcode { return rfc6455.Opcode(d.frame & opcodes) }
func (d *Decoder) isControl() bool        { return d.opcode() >= rfc6455.Close }

// current returns what the frame belongs to.
func (d *Decoder) current() *Message {
	if d.isControl() {
		return &d.control
	}
	return &d.message
}

func (m *Message) add(payload []byte) {
	m.Size += len(payload)
	m.Start = append(m.Start, payload[:min(len(payload), MaxStart-len(m.Start))]...)
}
