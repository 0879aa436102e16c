package socket

import (
	"bufio"
	"net"
	"net/http"

	"twocups/lessons/play/rfc6455"
)

// acceptance makes the behaviour of a connection. It does so when the upgrader takes over
// the connection: after the checks of the handshake and before its answer. So a client that
// sees its connection open has joined, and other clients can reach it.
type acceptance struct {
	http.ResponseWriter
	request   *http.Request
	conn      *Conn
	join      Join
	behaviour Behaviour // nil until join has made it
}

// Hijack takes over the connection (http.Hijacker).
func (a *acceptance) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	conn, buffers, err := http.NewResponseController(a.ResponseWriter).Hijack()
	if err != nil {
		return nil, nil, err
	}
	defer func() {
		if a.behaviour == nil { // join panicked: nothing else would close the connection
			conn.Close()
		}
	}()
	a.behaviour = a.joined()
	a.conn.scanned = newScannedConn(conn, a.request, a.conn)
	a.conn.figures.open() // before the answer, so that a client that sees its connection open is counted
	return a.conn.scanned, buffers, nil
}

// joined returns the behaviour that join makes.
func (a *acceptance) joined() Behaviour {
	if b := a.join(a.conn); b != nil {
		return b
	}
	return noBehaviour{}
}

// undo ends the behaviour of a handshake whose answer could not be written.
func (a *acceptance) undo() {
	if a.behaviour != nil {
		a.behaviour.Left()
		a.conn.figures.close(rfc6455.AbnormalClosure)
	}
}
