// Package echo is the socket that sends every message back as it came: the same opcode
// and the same bytes, in the same order. Most lessons talk to it.
package echo

import (
	"net/http"

	"twocups/lessons/play"
	"twocups/server/socket"
)

// Path is where the socket is.
const Path = play.EchoPath

// Handler serves the socket.
func Handler(sockets *socket.Sockets) http.Handler {
	return sockets.Handler(func(c *socket.Conn) socket.Behaviour { return behaviour{c} })
}

// behaviour is the [socket.Behaviour] of one connection.
type behaviour struct{ conn *socket.Conn }

// Message sends the message back. While a client doesn't read its echoes, the server reads no
// more of its messages: a slow client slows down only itself.
func (b behaviour) Message(m socket.Message) { b.conn.Send(m) }

// Left does nothing.
func (behaviour) Left() {}
