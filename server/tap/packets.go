package tap

import (
	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
	"twocups/lessons/play/socketio"
)

// headBytes is how much of a text tells how many attachments it announces.
const headBytes = 8

// packets follows the Socket.IO packets of one direction: the bytes of an event travel
// behind it, each in a binary message of its own.
type packets struct {
	head    [headBytes]byte     // of the text message under way
	length  int                 // how much of the head there is
	begins  int                 // the number of the frame that it begins in
	carried socketio.Attachment // the latest attachment; without a count, there was none
}

// follow looks at a numbered frame, which is new, or whole, or both. It tells the frame
// which attachment it carries.
func (p *packets) follow(f *play.Frame, isNew, whole bool) {
	switch {
	case f.Message == 0: // no part of a message
	case f.Carries == rfc6455.Binary:
		if isNew && f.Fragment <= 1 {
			p.next()
		}
		f.Attachment = p.carried
	case whole:
		p.take(f)
	}
}

// next goes on to the next attachment; behind the last there is none.
func (p *packets) next() {
	if p.carried.Number++; p.carried.Number > p.carried.Count {
		p.carried = socketio.Attachment{}
	}
}

// take takes a frame of a text message. A packet of Engine.IO's own, such as a ping, may
// stand before an attachment; a message of Socket.IO takes the place of those that are missing.
func (p *packets) take(f *play.Frame) {
	if f.Fragment <= 1 {
		p.length, p.begins = 0, f.Number
	}
	p.length += copy(p.head[p.length:], f.Payload)
	if head := string(p.head[:p.length]); f.Fin && head != "" && head[0] == '4' {
		p.carried = socketio.Attachment{Count: socketio.Announced(head), Packet: p.begins}
	}
}

// reading reads the packet that a frame holds, or begins with. It is nil for a frame that
// does neither.
func reading(f *play.Frame) *socketio.Reading {
	if f.Carries != rfc6455.Text || f.Fragment > 1 || f.Text == "" {
		return nil
	}
	whole := f.Fin && f.Came == f.Length && f.Length <= play.MaxFramePreview
	r := socketio.Read(f.Text, whole)
	return &r
}
