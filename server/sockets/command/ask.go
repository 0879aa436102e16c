package command

import (
	"fmt"
	"strings"
	"sync"

	"twocups/lessons/play/rfc6455"
	"twocups/server/socket"
)

// Ask is the [socket.Behaviour].
type Ask struct {
	mu      sync.Mutex
	waiting map[*socket.Conn]*waiting // of those who have asked for something slowly
}

// New returns a behaviour that nobody has asked yet.
func New() *Ask { return &Ask{waiting: make(map[*socket.Conn]*waiting)} }

// Joined does nothing: the client asks first.
func (*Ask) Joined(*socket.Conn) {}

// Message does what the client asks.
func (a *Ask) Message(c *socket.Conn, m socket.Message) {
	if m.Opcode != rfc6455.Text {
		answer(c, "a request is a text message, such as ping hi")
		return
	}
	what, err := parse(string(m.Payload))
	if err != nil {
		answer(c, err.Error())
		return
	}
	a.do(c, what)
}

func (a *Ask) do(c *socket.Conn, what asked) {
	message := socket.Message{Opcode: rfc6455.Text, Payload: what.payload}
	switch what.verb {
	case "ping":
		c.Ping(what.payload, func(pong string) { answer(c, "pong "+strings.ToValidUTF8(pong, "\uFFFD")) })
	case "text":
		c.Send(message)
	case "binary":
		message.Opcode = rfc6455.Binary
		c.Send(message)
	case "fragments":
		c.SendFragments(message, what.frames)
	case "slowly":
		if !a.waitingOf(c).add(what.delay, func() { c.Deliver(socket.Prepare(message)) }) {
			answer(c, fmt.Sprintf("%d answers are waiting already: ask again when one of them has come", MaxWaiting))
		}
	case "close":
		c.Close(what.code, string(what.payload))
	case "vanish":
		c.Vanish()
	}
}

// Left drops the answers that still wait.
func (a *Ask) Left(c *socket.Conn) {
	a.mu.Lock()
	w := a.waiting[c]
	delete(a.waiting, c)
	a.mu.Unlock()
	if w != nil {
		w.drop()
	}
}

// waitingOf returns the answers that wait for a connection.
func (a *Ask) waitingOf(c *socket.Conn) *waiting {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.waiting[c] == nil {
		a.waiting[c] = &waiting{}
	}
	return a.waiting[c]
}

func answer(c *socket.Conn, text string) {
	c.Send(socket.Message{Opcode: rfc6455.Text, Payload: []byte(text)})
}
