package socket

import (
	"twocups/lessons/play/rfc6455"
)

// Behaviour is what a socket does with its clients and their messages. For one
// connection the calls come one after the other: Joined once, Message for each
// message, Left once. For several connections they come at the same time.
type Behaviour interface {
	// Joined is called when the opening handshake is accepted, just before the client
	// is told. What it sends follows the handshake. It may close the connection; then
	// no Message follows. It can't ping yet, nor vanish.
	Joined(c *Conn)

	// Message is called for each whole message. Its payload is only good until Message
	// returns: what is to be kept must be copied.
	Message(c *Conn, m Message)

	// Left is called when no more messages can come.
	Left(c *Conn)
}

// Message is what an application sends, whole, whatever the number of frames it
// travelled in (RFC 6455 §1.2).
type Message struct {
	Opcode  rfc6455.Opcode // Text, whose payload is valid UTF-8, or Binary
	Payload []byte
}
