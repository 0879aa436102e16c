package socket

import (
	"bufio"
	"net"
	"net/http"
)

// acceptance lets the behaviour know of a client between the checks of its
// handshake and the handshake's answer. So a client that sees its connection open
// has joined, and is reached by what others send from then on. The upgrader takes
// over the connection at just that moment.
type acceptance struct {
	http.ResponseWriter
	request   *http.Request
	conn      *Conn
	behaviour Behaviour
	joined    bool
}

// Hijack takes over the connection (http.Hijacker).
func (a *acceptance) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	conn, buffers, err := http.NewResponseController(a.ResponseWriter).Hijack()
	if err != nil {
		return nil, nil, err
	}
	defer func() {
		if !a.joined { // the behaviour panics, and nobody else has the connection yet
			conn.Close()
		}
	}()
	a.behaviour.Joined(a.conn)
	a.joined = true
	a.conn.wire = newWire(conn, a.request, a.conn)
	return a.conn.wire, buffers, nil
}

// undo is for a handshake whose answer could not be written.
func (a *acceptance) undo() {
	if a.joined {
		a.behaviour.Left(a.conn)
	}
}

// nothing is the behaviour of connections that are refused.
type nothing struct{}

func (nothing) Joined(*Conn)           {}
func (nothing) Message(*Conn, Message) {}
func (nothing) Left(*Conn)             {}
