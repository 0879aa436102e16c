package raw

import (
	"io"
	"net"
	"net/http"
	"time"
)

// half is one end of a connection inside the program: two pipes, one for each
// direction, so that each can be shut by itself as those of TCP can.
type half struct {
	net.Conn          // where this end reads
	out      net.Conn // where it writes
}

// newPipe returns the two ends. What one writes waits until the other reads it.
func newPipe() (half, half) {
	up, upEnd := net.Pipe()
	down, downEnd := net.Pipe()
	return half{Conn: downEnd, out: up}, half{Conn: upEnd, out: down}
}

func (h half) Write(p []byte) (int, error) { return h.out.Write(p) }

// CloseWrite tells the other end that nothing more comes.
func (h half) CloseWrite() error { return h.out.Close() }

func (h half) Close() error {
	h.out.Close() // never fails for a pipe
	return h.Conn.Close()
}

func (h half) SetWriteDeadline(t time.Time) error { return h.out.SetWriteDeadline(t) }

func (h half) SetDeadline(t time.Time) error {
	h.out.SetWriteDeadline(t) // never fails for a pipe that is open
	return h.Conn.SetReadDeadline(t)
}

// only is a net.Listener that has one connection and no more.
type only struct{ conn net.Conn }

// serveOne has the handler serve one connection, on a goroutine of the HTTP server's that
// ends with the connection, or when the handler has taken it over.
func serveOne(conn net.Conn, handler http.Handler) {
	server := &http.Server{Handler: handler, ReadHeaderTimeout: handshakeTimeout}
	server.Serve(&only{conn}) // returns io.EOF, after the one
}

// Accept returns the connection, once (net.Listener).
func (o *only) Accept() (net.Conn, error) {
	conn := o.conn
	if o.conn = nil; conn == nil {
		return nil, io.EOF
	}
	return conn, nil
}

// Close does nothing (net.Listener).
func (o *only) Close() error { return nil }

// Addr names nothing that could be dialled (net.Listener).
func (o *only) Addr() net.Addr { return nowhere{} }

type nowhere struct{}

func (nowhere) Network() string { return "pipe" }
func (nowhere) String() string  { return "raw client" }
