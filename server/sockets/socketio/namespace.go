package socketio

import (
	"slices"

	"twocups/lessons/play/jsontext"
	protocol "twocups/lessons/play/socketio"
)

// Namespace is what a server does in a namespace.
type Namespace struct {
	// Connected is called when a client has connected. Auth is the JSON object with the client's
	// credentials, or "". Nil: nothing happens.
	Connected func(m *Member, auth string)

	// Events are the handlers of events, by the events' names. The server only writes any other
	// event to the console.
	Events map[string]Handler
}

// Handler serves an event. It must not wait: the other clients of the instance wait for it.
type Handler func(*Member, *Event)

// Member is a client in a namespace. Only a [Handler], or a function Connected, may call its
// methods.
type Member struct {
	client    *client
	instance  *instance
	namespace string
	rooms     []string
	awaited   []uint64 // the ids of the acknowledgements that the server waits for
	nextID    uint64   // the id of the next acknowledgement that the server asks for
}

// Emit sends an event to the member. The args are JSON texts, with a placeholder for each
// attachment.
func (m *Member) Emit(name string, args, attachments []string) {
	m.send(eventPacket(name, args, attachments), attachments)
}

// Acknowledge sends the acknowledgement of an event if the client asked for one. It makes the
// report first, so that the console has the report before the client can react.
func (m *Member) Acknowledge(e *Event, args, attachments []string) {
	if !e.packet.HasID {
		return
	}
	p := protocol.Packet{Type: protocol.Ack, HasID: true, ID: e.packet.ID, Payload: array(args)}
	if len(attachments) > 0 {
		p.Type = protocol.BinaryAck
	}
	m.client.report.acknowledged(m, p, attachments)
	m.send(p, attachments)
}

// send sends a packet to the member.
func (m *Member) send(p protocol.Packet, attachments []string) {
	m.instance.send(m, payloadOf(m.namespace, p, attachments))
}

// problem tells the client why its event can't be served: in the acknowledgement if the client asks
// for one, else in an event problem.
func (m *Member) problem(packet protocol.Packet, words string) {
	if packet.Type.IsEvent() && packet.HasID {
		m.Acknowledge(&Event{packet: packet}, []string{`{"error":` + jsontext.Quote(words) + `}`}, nil)
		return
	}
	m.Emit("problem", []string{jsontext.Quote(words)}, nil)
}

// others returns the other members of the namespace for which chosen reports true.
func (m *Member) others(chosen func(*Member) bool) (others []*Member) {
	for _, other := range m.instance.members {
		if other != m && other.namespace == m.namespace && chosen(other) {
			others = append(others, other)
		}
	}
	return others
}

func (m *Member) isIn(room string) bool { return slices.Contains(m.rooms, room) }
