package socketio

import (
	"errors"
	"slices"
	"sync"

	"twocups/lessons/play/faulttext"
	"twocups/lessons/play/jsontext"
	protocol "twocups/lessons/play/socketio"
)

// namespaces are the namespaces that a client may connect to.
var namespaces = []string{protocol.MainNamespace, "/chat"}

// instance has the namespaces that some sessions share, with their members and rooms.
type instance struct {
	key      instanceKey
	sessions int // guarded by the server's mutex

	mu      sync.Mutex
	members []*member  // in the order in which they came
	slow    []*session // sessions to close when the mutex is free
}

func newInstance(key instanceKey) *instance { return &instance{key: key} }

// member is a client in a namespace.
type member struct {
	session   *session
	namespace string
	rooms     []string
	awaited   []uint64 // the ids of the acknowledgements that the server waits for
	nextID    uint64   // the id of the next acknowledgement that the server asks for
}

// unlock frees the mutex. Then it closes the sessions in slow, whose queues were too full for a
// packet.
func (i *instance) unlock() {
	slow := i.slow
	i.slow = nil
	i.mu.Unlock()
	for _, s := range slow {
		s.tooSlow()
	}
}

// receive adds a part of a packet, and serves the packet when its last part has come.
func (i *instance) receive(s *session, part protocol.EnginePacket) error {
	i.mu.Lock()
	defer i.unlock()
	if !s.isOpen() {
		return nil
	}
	p, err := s.inbox.add(part)
	if p == nil {
		return err
	}
	m := i.memberOf(s, p.Namespace)
	switch {
	case p.Type == protocol.ConnectError:
		return errors.New("a packet CONNECT_ERROR from a client (want CONNECT)")
	case p.Type == protocol.Connect && m != nil:
		return errors.New("a second CONNECT to a namespace (want one)")
	case p.Type == protocol.Connect:
		i.connect(s, p.Namespace)
	case m == nil && !slices.Contains(s.inbox.leftNamespaces, p.Namespace):
		return errors.New("a packet for a namespace that the client is not in (want CONNECT first)")
	case m == nil: // the packet was under way when the server disconnected the client
	case p.Type == protocol.Disconnect:
		i.leaveNamespace(m, "")
	default:
		i.serve(m, p)
	}
	return nil
}

func (i *instance) memberOf(s *session, namespace string) *member {
	for _, m := range i.members {
		if m.session == s && m.namespace == namespace {
			return m
		}
	}
	return nil
}

// connect makes a client a member of a namespace. The caller holds the mutex.
func (i *instance) connect(s *session, namespace string) {
	m := &member{session: s, namespace: namespace}
	if !slices.Contains(namespaces, namespace) {
		i.send(m, protocol.Packet{Type: protocol.ConnectError, Payload: `{"message":"Invalid namespace"}`}, nil) // the official server's words
		s.report.remark("a client wanted to connect to " + faulttext.Quote(namespace) + ", which is no namespace here")
		return
	}
	s.connected()
	i.members = append(i.members, m)
	i.send(m, protocol.Packet{Type: protocol.Connect, Payload: `{"sid":` + jsontext.Quote(newSID()) + `}`}, nil)
	s.report.connected(namespace)
}

// leaveNamespace removes a member from its namespace. The reason is "" if the client itself left.
// The caller holds the mutex.
func (i *instance) leaveNamespace(m *member, reason string) {
	i.members = slices.DeleteFunc(i.members, func(other *member) bool { return other == m })
	if leftNamespaces := &m.session.inbox.leftNamespaces; !slices.Contains(*leftNamespaces, m.namespace) {
		*leftNamespaces = append(*leftNamespaces, m.namespace)
	}
	m.session.report.disconnected(m.namespace, reason)
}

// leave removes a session from all its namespaces.
func (i *instance) leave(s *session, reason string) {
	i.mu.Lock()
	defer i.unlock()
	for _, namespace := range namespaces {
		if m := i.memberOf(s, namespace); m != nil {
			i.leaveNamespace(m, reason)
		}
	}
}

// send sends a packet to a member. The caller holds the mutex.
func (i *instance) send(m *member, p protocol.Packet, attachments []string) {
	p.Namespace, p.Attachments = m.namespace, len(attachments)
	parts := []protocol.EnginePacket{{Type: protocol.Message, Text: p.String()}}
	for _, attachment := range attachments {
		parts = append(parts, protocol.EnginePacket{Type: protocol.Message, Binary: true, Text: attachment})
	}
	if !m.session.send(parts...) {
		i.slow = append(i.slow, m.session)
	}
}

// emit sends an event to a member. The caller holds the mutex.
func (i *instance) emit(m *member, name string, args []string, attachments []string) {
	i.send(m, event(name, args, attachments), attachments)
}

// event makes the packet of an event.
func event(name string, args []string, attachments []string) protocol.Packet {
	p := protocol.Packet{Type: protocol.Event, Payload: array(append([]string{jsontext.Quote(name)}, args...))}
	if len(attachments) > 0 {
		p.Type = protocol.BinaryEvent
	}
	return p
}

// acknowledge sends the acknowledgement of an event if the client asked for one. It makes the report
// first, so that the console has the report before the client can react. The caller holds the mutex.
func (i *instance) acknowledge(m *member, of *wholePacket, args []string, attachments []string) {
	if !of.HasID {
		return
	}
	p := protocol.Packet{Type: protocol.Ack, HasID: true, ID: of.ID, Payload: array(args)}
	if len(attachments) > 0 {
		p.Type = protocol.BinaryAck
	}
	m.session.report.acknowledged(m, p, attachments)
	i.send(m, p, attachments)
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

func (s *session) isOpen() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.state == open
}
