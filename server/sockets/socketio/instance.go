package socketio

import (
	"errors"
	"slices"
	"sync"

	"twocups/lessons/play/faulttext"
	"twocups/lessons/play/jsontext"
	protocol "twocups/lessons/play/socketio"
	"twocups/server/sockets/socketio/engineio"
)

// instance has the namespaces that some sessions share, with their members and rooms.
type instance struct {
	key        instanceKey
	namespaces map[string]Namespace
	sessions   int // guarded by the server's mutex

	mu       sync.Mutex
	members  []*Member // in the order in which they came
	closings []func()  // close sessions; called when the mutex is free
}

// unlock frees the mutex. Then it closes the sessions that have to end.
func (i *instance) unlock() {
	closings := i.closings
	i.closings = nil
	i.mu.Unlock()
	for _, closeSession := range closings {
		closeSession()
	}
}

// receive adds a part of a packet, and serves the packet when its last part has come.
func (i *instance) receive(c *client, part protocol.EnginePacket) error {
	i.mu.Lock()
	defer i.unlock()
	if c.gone {
		return nil
	}
	p, err := c.inbox.add(part)
	if err == errNoMemory {
		i.closings = append(i.closings, c.closeWithoutMemory)
		return nil
	}
	if p == nil {
		return err
	}
	return i.servePacket(c, p)
}

// servePacket serves a whole packet. The caller holds the mutex.
func (i *instance) servePacket(c *client, p *receivedPacket) error {
	m := i.memberOf(c, p.Namespace)
	switch {
	case p.Type == protocol.ConnectError:
		return errors.New("a packet CONNECT_ERROR from a client (want CONNECT)")
	case p.Type == protocol.Connect && m != nil:
		return errors.New("a second CONNECT to a namespace (want one)")
	case p.Type == protocol.Connect:
		i.connect(c, p)
	case m == nil && !slices.Contains(c.leftNamespaces, p.Namespace):
		return errors.New("a packet for a namespace that the client is not in (want CONNECT first)")
	case m == nil: // the packet was under way when the server disconnected the client
	case p.limit != "":
		c.report.remark("a packet of the client exceeds a limit: " + p.limit)
		m.problem(p.Packet, p.limit)
	case p.Type == protocol.Disconnect:
		i.leaveNamespace(m, "")
	default:
		i.serve(m, newEvent(p))
	}
	return nil
}

// serve serves an event or an acknowledgement. The caller holds the mutex.
func (i *instance) serve(m *Member, e *Event) {
	m.client.report.received(m, e)
	if e.Name == "" {
		receiveAcknowledgement(m, e)
	} else if handler := i.namespaces[m.namespace].Events[e.Name]; handler != nil {
		handler(m, e)
	}
}

func (i *instance) memberOf(c *client, namespace string) *Member {
	for _, m := range i.members {
		if m.client == c && m.namespace == namespace {
			return m
		}
	}
	return nil
}

// connect makes a client a member of a namespace. The caller holds the mutex.
func (i *instance) connect(c *client, p *receivedPacket) {
	namespace, known := i.namespaces[p.Namespace]
	switch {
	case p.limit != "":
		i.refuse(c, p.Namespace, p.limit)
		return
	case !known:
		i.refuse(c, p.Namespace, "Invalid namespace") // the official server's words
		c.report.remark("a client wanted to connect to " + faulttext.Quote(p.Namespace) + ", which is no namespace here")
		return
	}
	c.connectTimer.Stop()
	m := &Member{client: c, instance: i, namespace: i.nameOf(p.Namespace)}
	i.members = append(i.members, m)
	m.send(protocol.Packet{Type: protocol.Connect, Payload: `{"sid":` + jsontext.Quote(engineio.NewSID()) + `}`}, nil)
	c.report.connected(m.namespace)
	if namespace.Connected != nil {
		namespace.Connected(m, p.Payload)
	}
}

// nameOf returns the name of a namespace. The text that a client sent may be a part of a long body,
// which the member must not keep.
func (i *instance) nameOf(sent string) string {
	for name := range i.namespaces {
		if name == sent {
			return name
		}
	}
	return ""
}

// refuse answers a CONNECT with a CONNECT_ERROR. The caller holds the mutex.
func (i *instance) refuse(c *client, namespace, words string) {
	p := protocol.Packet{Type: protocol.ConnectError, Payload: `{"message":` + jsontext.Quote(words) + `}`}
	i.send(&Member{client: c}, payloadOf(namespace, p, nil))
}

// leaveNamespace removes a member from its namespace. The reason is "" if the client itself left.
// The caller holds the mutex.
func (i *instance) leaveNamespace(m *Member, reason string) {
	i.members = slices.DeleteFunc(i.members, func(other *Member) bool { return other == m })
	if left := &m.client.leftNamespaces; !slices.Contains(*left, m.namespace) {
		*left = append(*left, m.namespace)
	}
	m.client.report.disconnected(m.namespace, reason)
}

// leave removes a client from all its namespaces, in the order in which the client came.
func (i *instance) leave(c *client, reason string) {
	i.mu.Lock()
	defer i.unlock()
	c.gone = true
	c.inbox.clear()
	for _, m := range slices.Clone(i.members) {
		if m.client == c {
			i.leaveNamespace(m, reason)
		}
	}
}

// send sends a payload to a member. The caller holds the mutex.
func (i *instance) send(m *Member, p *engineio.Payload) {
	if !m.client.session.Send(p) {
		i.closings = append(i.closings, m.client.session.CloseOverfull)
	}
}
