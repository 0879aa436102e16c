package socket

import (
	"bufio"
	"net"
	"net/http"
)

// acceptance makes the behaviour of a connection between the checks of its handshake and
// the handshake's answer. So a client that sees its connection open has joined, and
// others reach it from then on. The upgrader takes over the connection at that moment.
type acceptance struct {
	http.ResponseWriter
	request   *http.Request
	conn      *Conn
	join      Join
	behaviour Behaviour // nil: not yet
}

// Hijack takes over the connection (http.Hijacker).
func (a *acceptance) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	conn, buffers, err := http.NewResponseController(a.ResponseWriter).Hijack()
	if err != nil {
		return nil, nil, err
	}
	defer func() {
		if a.behaviour == nil { // join panics, and nobody else has the connection yet
			conn.Close()
		}
	}()
	a.behaviour = a.joined()
	a.conn.scanned = newScannedConn(conn, a.request, a.conn)
	return a.conn.scanned, buffers, nil
}

// joined returns the behaviour that join makes.
func (a *acceptance) joined() Behaviour {
	if b := a.join(a.conn); b != nil {
		return b
	}
	return noBehaviour{}
}

// undo ends what join began, for a handshake whose answer could not be written.
func (a *acceptance) undo() {
	if a.behaviour != nil {
		a.behaviour.Left()
	}
}
