package raw

import (
	"net/http"
	"sync"

	"twocups/lessons/play"
	"twocups/server/socket"
)

// Raw is the [socket.Behaviour]: a raw client for each connection.
type Raw struct {
	echo http.Handler

	mu    sync.Mutex
	lines map[*socket.Conn]*line // of those who have sent a frame
}

// New returns raw clients whose frames go to what the handler serves.
func New(echo http.Handler) *Raw { return &Raw{echo: echo, lines: make(map[*socket.Conn]*line)} }

// Joined does nothing: the first frame opens a connection.
func (*Raw) Joined(*socket.Conn) {}

// Message writes the frame that the learner asks for.
func (r *Raw) Message(c *socket.Conn, m socket.Message) {
	if m.Opcode != play.Text {
		tell(c, "a frame is asked for in a text message, such as unmasked text Hello")
		return
	}
	what, err := parse(string(m.Payload))
	if err != nil {
		tell(c, err.Error())
		return
	}
	if what.vanish {
		r.vanish(c)
		return
	}
	l, err := r.lineOf(c)
	switch {
	case err != nil:
		tell(c, err.Error())
	case !l.write(what.bytes):
		tell(c, "not written: the connection is ending")
	}
}

// Left ends the raw client's connection.
func (r *Raw) Left(c *socket.Conn) {
	r.mu.Lock()
	l := r.lines[c]
	delete(r.lines, c)
	r.mu.Unlock()
	if l != nil {
		l.close()
	}
}

// lineOf returns the open connection of a raw client. If there is none, it opens one.
func (r *Raw) lineOf(c *socket.Conn) (*line, error) {
	l := r.last(c)
	if l != nil && !l.isOver() {
		return l, nil
	}
	if l != nil {
		l.close() // waits until its end has been told
	}
	l, err := open(r.echo, c.Tag(), func(text string) { tell(c, text) })
	if err != nil {
		return nil, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.lines[c] = l
	return l, nil
}

// last returns the connection that a raw client opened last, nil for none.
func (r *Raw) last(c *socket.Conn) *line {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.lines[c]
}

// vanish ends a raw client's connection without a close frame.
func (r *Raw) vanish(c *socket.Conn) {
	if l := r.last(c); l != nil && !l.isOver() {
		l.close()
		return
	}
	tell(c, "no connection is open: the next frame opens one")
}

// tell tells the learner something. While they don't read it waits, and with it the
// echo, and so in the end the learner.
func tell(c *socket.Conn, text string) {
	c.Push(socket.Message{Opcode: play.Text, Payload: []byte(text)})
}
