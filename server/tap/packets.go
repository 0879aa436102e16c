package tap

import (
	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
	"twocups/lessons/play/socketio"
)

// headBytes is the number of bytes at the beginning of a text that decide how many
// attachments follow the text.
const headBytes = 8

// packets follows the Socket.IO packets of one direction. The attachments of an event
// follow the event, each in a binary message of its own, or in a text message in base64.
type packets struct {
	head       [headBytes]byte     // of the text message under way
	length     int                 // how many bytes of the head have come
	first      int                 // the number of the frame in which that message begins
	attachment socketio.Attachment // the latest attachment; zero for none
}

// addFrame reads a numbered frame, which is new, or whole, or both. It sets the attachment
// that the frame carries.
func (p *packets) addFrame(f *play.Frame, isNew, whole bool) {
	switch {
	case f.Message == 0: // no part of a message
	case f.Carries == rfc6455.Binary:
		if isNew && f.Fragment <= 1 {
			p.nextAttachment()
		}
		f.Attachment = p.attachment
	case whole:
		p.addText(f)
	}
}

// nextAttachment goes on to the next attachment. After the last attachment, it sets none.
func (p *packets) nextAttachment() {
	if p.attachment.Number++; p.attachment.Number > p.attachment.Count {
		p.attachment = socketio.Attachment{}
	}
}

// addText reads a frame of a text message, which may begin a packet. A packet of Engine.IO's
// own, such as a ping, may come between a packet and its attachments; after a packet of
// Socket.IO, no attachment of an earlier packet comes.
func (p *packets) addText(f *play.Frame) {
	if f.Fragment <= 1 {
		p.length, p.first = 0, f.Number
	}
	begins := p.length == 0 // the frames before it, if any, were empty
	p.length += copy(p.head[p.length:], f.Payload)
	if p.length > 0 && p.head[0] == 'b' { // an attachment in base64, of a client with forceBase64
		if begins {
			p.nextAttachment()
		}
		f.Attachment = p.attachment
		return
	}
	if head := string(p.head[:p.length]); f.Fin && head != "" && head[0] == '4' {
		p.attachment = socketio.Attachment{Count: socketio.Announced(head), Packet: p.first}
	}
}

// readPacket reads the packet that a frame holds or begins. It returns nil for any other
// frame.
func readPacket(f *play.Frame) *socketio.Reading {
	if f.Carries != rfc6455.Text || f.Fragment > 1 || f.Text == "" {
		return nil
	}
	whole := f.Fin && f.Came == f.Length && f.Length <= play.MaxFramePreview
	r := socketio.Read(f.Text, whole)
	return &r
}
