package rawhandshake

import (
	"net"
	"net/http"

	"twocups/lessons/play/rfc6455"
	"twocups/server/socket"
)

// Opening is the [socket.Behaviour]: it sends a handshake for each message.
type Opening struct{ server *http.Server }

// New returns a behaviour that sends handshakes to the server. The server's timeouts and
// limits are those that the handshakes meet, and its handler is all that they reach.
func New(server *http.Server) Opening { return Opening{server} }

// Joined does nothing: the learner begins.
func (Opening) Joined(*socket.Conn) {}

// Left does nothing: no handshake is under way.
func (Opening) Left(*socket.Conn) {}

// Message sends a handshake, and tells what is answered. The learner's next message
// waits meanwhile.
func (o Opening) Message(c *socket.Conn, m socket.Message) {
	var parts []string
	var err error
	if m.Opcode == rfc6455.Binary {
		parts, err = o.bytes(c.RemoteAddr(), m.Payload)
	} else {
		parts, err = o.changed(c.RemoteAddr(), string(m.Payload))
	}
	if err != nil {
		parts = []string{err.Error()}
	}
	for _, text := range parts {
		c.Send(socket.Message{Opcode: rfc6455.Text, Payload: []byte(text)})
	}
}

// bytes sends bytes, and returns the answer as it came.
func (o Opening) bytes(from net.Addr, request []byte) ([]string, error) {
	if err := within(len(request)); err != nil {
		return nil, err
	}
	a, err := exchange(o.server, from, request)
	return []string{a.raw}, err
}

// changed sends what the text asks for, and returns the answer in parts.
func (o Opening) changed(from net.Addr, text string) ([]string, error) {
	request, err := parse(text)
	if err != nil {
		return nil, err
	}
	a, err := exchange(o.server, from, request)
	if err != nil {
		return nil, err
	}
	return a.parts(), nil
}
