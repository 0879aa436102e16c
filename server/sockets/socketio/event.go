package socketio

import (
	"twocups/lessons/play/jsontext"
	protocol "twocups/lessons/play/socketio"
	"twocups/server/sockets/socketio/engineio"
)

// Event is an event from a client, or the acknowledgement of an event of the server.
type Event struct {
	Name        string   // "" for an acknowledgement
	Args        []string // JSON texts
	Attachments []string // the bytes in the places of the placeholders in Args

	packet protocol.Packet
	size   int // bytes of all its parts
}

func newEvent(p *receivedPacket) *Event {
	e := &Event{Name: p.Event(), Args: p.Args(), Attachments: p.attachments, packet: p.Packet}
	e.size = len(p.Packet.String())
	for _, attachment := range p.attachments {
		e.size += len(attachment)
	}
	return e
}

// eventPacket makes the packet of an event.
func eventPacket(name string, args []string, attachments []string) protocol.Packet {
	p := protocol.Packet{Type: protocol.Event, Payload: array(append([]string{jsontext.Quote(name)}, args...))}
	if len(attachments) > 0 {
		p.Type = protocol.BinaryEvent
	}
	return p
}

// payloadOf makes the payload of a packet in a namespace. Many members of the namespace may get
// it.
func payloadOf(namespace string, p protocol.Packet, attachments []string) *engineio.Payload {
	p.Namespace, p.Attachments = namespace, len(attachments)
	parts := []protocol.EnginePacket{{Type: protocol.Message, Text: p.String()}}
	for _, attachment := range attachments {
		parts = append(parts, protocol.EnginePacket{Type: protocol.Message, Binary: true, Text: attachment})
	}
	return engineio.NewPayload(parts...)
}

// array writes JSON texts as an array.
func array(values []string) string {
	b := []byte{'['}
	for n, value := range values {
		if n > 0 {
			b = append(b, ',')
		}
		b = append(b, value...)
	}
	return string(append(b, ']'))
}
