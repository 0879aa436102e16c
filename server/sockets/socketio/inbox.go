package socketio

import (
	"errors"

	protocol "twocups/lessons/play/socketio"
)

// inbox joins the parts of a packet: its text, and the attachments that the text announces.
type inbox struct {
	waiting        *protocol.Packet // the packet that waits for attachments; nil for none
	attachments    []string
	leftNamespaces []string // namespaces that the client has left
}

// wholePacket is a packet with all its attachments.
type wholePacket struct {
	protocol.Packet
	name        string   // of an event; "" for another packet
	args        []string // of an event or an acknowledgement
	attachments []string
	size        int // bytes of all its parts
}

// add adds a part. If the part completes a packet, add returns the packet, else nil.
func (in *inbox) add(p protocol.EnginePacket) (whole *wholePacket, err error) {
	if p.Binary {
		if in.waiting == nil {
			return nil, errors.New("an attachment that no packet announced (want a packet first)")
		}
		in.attachments = append(in.attachments, p.Text)
	} else {
		if in.waiting != nil {
			return nil, errors.New("another packet before all attachments of the last one (want its attachments)")
		}
		packet, err := protocol.Parse(p.Text)
		if err != nil {
			return nil, err
		}
		in.waiting = &packet
	}
	if len(in.attachments) < in.waiting.Attachments {
		return nil, nil
	}
	whole = &wholePacket{Packet: *in.waiting, name: in.waiting.Event(), args: in.waiting.Args(), attachments: in.attachments}
	whole.size = len(in.waiting.String())
	for _, attachment := range in.attachments {
		whole.size += len(attachment)
	}
	in.waiting, in.attachments = nil, nil
	return whole, nil
}
