package inprocess

import (
	"io"
	"net"
	"net/http"
)

// Serve has the server serve one connection, and returns at once. The server's goroutine ends
// when the connection ends or a handler has taken it over.
func Serve(server *http.Server, conn net.Conn) {
	server.Serve(&singleListener{conn}) // returns io.EOF after it has accepted the connection
}

// singleListener is a net.Listener with one connection.
type singleListener struct{ conn net.Conn }

// Accept returns the connection, once (net.Listener).
func (o *singleListener) Accept() (net.Conn, error) {
	conn := o.conn
	if o.conn = nil; conn == nil {
		return nil, io.EOF
	}
	return conn, nil
}

// Close does nothing (net.Listener).
func (o *singleListener) Close() error { return nil }

// Addr returns an address that nobody can dial (net.Listener).
func (o *singleListener) Addr() net.Addr { return pipeAddr{} }

type pipeAddr struct{}

func (pipeAddr) Network() string { return "pipe" }
func (pipeAddr) String() string  { return "inside the program" }
