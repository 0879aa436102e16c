package socket

import (
	"net"
	"net/http"
)

// Tap is a [Watcher] that also wants to see the bytes of its connection: those of the
// handshake's answer and of every frame. Received and Sent may be called at the same
// time, each of them by one goroutine after the other. They return at once, and
// don't keep the slice.
type Tap interface {
	Watcher
	Handshake(r *http.Request) // the first call: the request as it was read
	Received(raw []byte)       // has come
	Sent(raw []byte)           // is about to go, so that no answer to it is seen before it
}

// wire is the connection below gorilla's, where a tap sees what travels.
type wire struct {
	net.Conn
	tap Tap
}

// newWire returns the connection with the watcher's tap on it, if it has one.
func newWire(conn net.Conn, r *http.Request, watcher Watcher) net.Conn {
	tap, ok := watcher.(Tap)
	if !ok {
		return conn
	}
	tap.Handshake(r)
	return &wire{Conn: conn, tap: tap}
}

// Read reads, and shows the tap what came (net.Conn).
func (w *wire) Read(p []byte) (int, error) {
	n, err := w.Conn.Read(p)
	if n > 0 {
		w.tap.Received(p[:n])
	}
	return n, err
}

// Write shows the tap what goes, and writes it (net.Conn).
func (w *wire) Write(p []byte) (int, error) {
	w.tap.Sent(p)
	return w.Conn.Write(p)
}

// CloseWrite shuts the server's half of the connection, where there are halves.
func (w *wire) CloseWrite() error {
	if half, ok := w.Conn.(interface{ CloseWrite() error }); ok {
		return half.CloseWrite()
	}
	return nil
}
