package tap

import (
	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
	"twocups/lessons/play/socketio"
)

// headBytes is the number of bytes at the start of a text that tell how many attachments
// follow.
const headBytes = 8

// packets follows the Socket.IO packets of one direction. The attachments of an event
// travel behind it, each in a binary message of its own.
type packets struct {
	head    [headBytes]byte     // of the text message under way
	length  int                 // how many bytes of the head have come
	begins  int                 // the number of the frame in which that message begins
	carried socketio.Attachment // the latest attachment; zero for none
}

// follow reads a numbered frame, which is new, or whole, or both. It sets the attachment
// that the frame carries.
func (p *packets) follow(f *play.Frame, isNew, whole bool) {
	switch {
	case f.Message == 0: // no part of a message
	case f.Carries == rfc6455.Binary:
		if isNew && f.Fragment <= 1 {
			p.next()
		}
		f.Attachment = p.carried
	case whole:
		p.begin(f)
	}
}

// next goes on to the next attachment; behind the last there is none.
func (p *packets) next() {
	if p.carried.Number++; p.carried.Number > p.carried.Count {
		p.carried = socketio.Attachment{}
	}
}

// begin reads a frame of a text message, which may begin a packet. A packet of Engine.IO's
// own, such as a ping, may come between a packet and its attachments; after a packet of
// Socket.IO, no attachment of an earlier packet comes.
func (p *packets) begin(f *play.Frame) {
	if f.Fragment <= 1 {
		p.length, p.begins = 0, f.Number
	}
	p.length += copy(p.head[p.length:], f.Payload)
	if head := string(p.head[:p.length]); f.Fin && head != "" && head[0] == '4' {
		p.carried = socketio.Attachment{Count: socketio.Announced(head), Packet: p.begins}
	}
}

// reading reads the packet that a frame holds or begins. It returns nil for any other
// frame.
func reading(f *play.Frame) *socketio.Reading {
	if f.Carries != rfc6455.Text || f.Fragment > 1 || f.Text == "" {
		return nil
	}
	whole := f.Fin && f.Came == f.Length && f.Length <= play.MaxFramePreview
	r := socketio.Read(f.Text, whole)
	return &r
}
