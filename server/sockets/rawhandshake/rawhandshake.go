package rawhandshake

import (
	"net/http"

	"twocups/lessons/play/rfc6455"
	"twocups/server/socket"
)

// Path is where the socket is.
const Path = "/opening"

// Handler serves the socket. It sends the handshakes to the server. The handshakes reach nothing
// but the server's handler, and the server's timeouts and limits apply to them.
func Handler(sockets *socket.Sockets, server *http.Server) http.Handler {
	return sockets.Handler(func(c *socket.Conn) socket.Behaviour { return &behaviour{c, server} })
}

// behaviour is the [socket.Behaviour] of one connection.
type behaviour struct {
	conn   *socket.Conn
	server *http.Server
}

// Message sends a handshake to the server, and then the answer to the learner. The learner's next
// message waits meanwhile.
func (b *behaviour) Message(m socket.Message) {
	parts, err := b.exchange(m)
	if err != nil {
		parts = []string{err.Error()}
	}
	for _, text := range parts {
		b.conn.Send(socket.Message{Opcode: rfc6455.Text, Payload: []byte(text)})
	}
}

// exchange sends the handshake of a message, and returns the answer. The answer to a binary message
// is one text, and the answer to a text message has several parts.
func (b *behaviour) exchange(m socket.Message) ([]string, error) {
	binary := m.Opcode == rfc6455.Binary
	var request []byte
	var err error
	if binary {
		request, err = m.Payload, checkSize(len(m.Payload))
	} else {
		request, err = parse(string(m.Payload))
	}
	if err != nil {
		return nil, err
	}
	a, err := exchange(b.server, b.conn.RemoteAddr(), request)
	if err != nil || binary {
		return []string{a.raw}, err
	}
	return a.parts(), nil
}

// Left does nothing: Message returns only when its handshake has ended.
func (b *behaviour) Left() {}
