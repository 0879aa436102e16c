package socket

import (
	"twocups/lessons/play/rfc6455"
)

// Behaviour is what one connection does with its client's messages. Each connection has a
// behaviour of its own, made by a [Join], so its state needs a lock only where other
// goroutines use it too. The calls come one after the other.
type Behaviour interface {
	// Message is called for each whole message. The payload is only good until Message
	// returns: a behaviour that keeps it copies it.
	Message(m Message)

	// Left is called once, when no more messages can come.
	Left()
}

// Join makes the behaviour of a connection. It is called when the opening handshake is
// accepted, just before the client is told. What it sends follows the handshake; it can't
// ping yet, nor vanish. It may close the connection. Then no Message follows, and it may
// return nil.
type Join func(c *Conn) Behaviour

// noBehaviour is for a connection that is closed when it has just been opened.
type noBehaviour struct{}

func (noBehaviour) Message(Message) {}
func (noBehaviour) Left()           {}

// Message is what an application sends, whole, whatever the number of frames it
// travelled in (RFC 6455 §1.2).
type Message struct {
	Opcode  rfc6455.Opcode // Text, whose payload is valid UTF-8, or Binary
	Payload []byte
}
