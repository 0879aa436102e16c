package rawframe

import (
	"net/http"
	"sync"

	"twocups/lessons/play/rfc6455"
	"twocups/server/socket"
)

// Raw is the [socket.Behaviour]: a raw client for each connection.
type Raw struct {
	echo http.Handler

	mu      sync.Mutex
	clients map[*socket.Conn]*client // of those who have asked for something
}

// New returns raw clients whose frames go to what the handler serves.
func New(echo http.Handler) *Raw {
	return &Raw{echo: echo, clients: make(map[*socket.Conn]*client)}
}

// Joined does nothing: the first frame opens a connection.
func (*Raw) Joined(*socket.Conn) {}

// Message writes the frame that the learner asks for.
func (r *Raw) Message(c *socket.Conn, m socket.Message) {
	of := r.clientOf(c)
	if m.Opcode != rfc6455.Text {
		of.tell("a frame is asked for in a text message, such as unmasked text Hello")
		return
	}
	what, err := parse(string(m.Payload))
	switch {
	case err != nil:
		of.tell(err.Error())
	case what.vanish:
		of.vanish()
	default:
		if err := of.write(what.bytes); err != nil {
			of.tell(err.Error())
		}
	}
}

// Left ends the raw client's connection.
func (r *Raw) Left(c *socket.Conn) {
	r.mu.Lock()
	of := r.clients[c]
	delete(r.clients, c)
	r.mu.Unlock()
	if of != nil {
		of.leave()
	}
}

// clientOf returns the raw client that a learner leads by a connection.
func (r *Raw) clientOf(c *socket.Conn) *client {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.clients[c] == nil {
		r.clients[c] = &client{leader: c, echo: r.echo}
	}
	return r.clients[c]
}
