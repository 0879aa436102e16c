// Package echo is the socket that sends every message back as it came: the same
// opcode, the same bytes, one for one and in the same order.
package echo

import "twocups/server/socket"

// Echo is the [socket.Behaviour]. Its zero value is ready.
type Echo struct{}

// Joined does nothing: an echo waits to be spoken to.
func (Echo) Joined(*socket.Conn) {}

// Message sends the message back. While the client doesn't read its echoes, no more
// of its messages are read: it slows down itself, and nobody else.
func (Echo) Message(c *socket.Conn, m socket.Message) { c.Send(m) }

// Left does nothing.
func (Echo) Left(*socket.Conn) {}
