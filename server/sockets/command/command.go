package command

import (
	"fmt"
	"net/http"
	"strings"

	"twocups/lessons/play/rfc6455"
	"twocups/server/socket"
)

// Path is where the socket is.
const Path = "/ask"

// Handler serves the socket.
func Handler(sockets *socket.Sockets) http.Handler {
	return sockets.Handler(func(c *socket.Conn) socket.Behaviour { return &behaviour{conn: c} })
}

// behaviour is the [socket.Behaviour] of one connection.
type behaviour struct {
	conn    *socket.Conn
	delayed delayed
}

// Message serves a request.
func (b *behaviour) Message(m socket.Message) {
	if m.Opcode != rfc6455.Text {
		b.answer("a request is a text message, such as ping hi")
		return
	}
	request, err := parse(string(m.Payload))
	if err != nil {
		b.answer(err.Error())
		return
	}
	b.serve(request)
}

func (b *behaviour) serve(r request) {
	message := socket.Message{Opcode: rfc6455.Text, Payload: r.payload}
	switch r.verb {
	case "ping":
		b.conn.Ping(r.payload, func(pong string) { b.answer("pong " + strings.ToValidUTF8(pong, "\uFFFD")) })
	case "text":
		b.conn.Send(message)
	case "binary":
		message.Opcode = rfc6455.Binary
		b.conn.Send(message)
	case "fragments":
		b.conn.SendFragments(message, r.frames)
	case "slowly":
		if !b.delayed.add(r.delay, func() { b.conn.Deliver(socket.Prepare(message)) }) {
			b.answer(fmt.Sprintf("%d answers are waiting already: ask again when one of them has come", MaxDelayed))
		}
	case "close":
		b.conn.Close(r.code, string(r.payload))
	case "vanish":
		b.conn.Vanish()
	}
}

// Left drops the answers that wait.
func (b *behaviour) Left() { b.delayed.stop() }

func (b *behaviour) answer(text string) {
	b.conn.Send(socket.Message{Opcode: rfc6455.Text, Payload: []byte(text)})
}
