package socket

import (
	"twocups/lessons/play/rfc6455"
)

// Behaviour decides what one connection does with its client's messages. A [Join] makes a
// behaviour for each connection. The calls come one after the other, so a behaviour needs a
// lock only for state that other goroutines use too.
type Behaviour interface {
	// Message is called for each whole message. The payload is valid only until Message
	// returns: a behaviour that keeps the payload copies it.
	Message(m Message)

	// Left is called once, when no more messages can come.
	Left()
}

// Join makes the behaviour of a connection. It is called when the opening handshake is
// accepted, just before the server sends its answer. Messages that Join sends follow that
// answer. Join can't call Ping, SendFragments or Vanish yet. It may close the connection:
// then no Message follows, and it may return nil.
type Join func(c *Conn) Behaviour

// noBehaviour is the behaviour of a connection that Join has closed.
type noBehaviour struct{}

func (noBehaviour) Message(Message) {}
func (noBehaviour) Left()           {}

// Message is a whole message of an application. The message may have come in several frames
// (RFC 6455 §1.2).
type Message struct {
	Opcode  rfc6455.Opcode // Text, whose payload is valid UTF-8, or Binary
	Payload []byte
}
