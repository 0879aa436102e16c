package inprocess

import (
	"io"
	"net"
	"net/http"
)

// Serve has the server serve one connection, on a goroutine that ends with the
// connection, or when a handler has taken it over. It returns at once.
func Serve(server *http.Server, conn net.Conn) {
	server.Serve(&singleListener{conn}) // returns io.EOF, after the one
}

// only is a net.Listener that has one connection and no more.
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

// Addr names nothing that could be dialled (net.Listener).
func (o *singleListener) Addr() net.Addr { return pipeAddr{} }

type pipeAddr struct{}

func (pipeAddr) Network() string { return "pipe" }
func (pipeAddr) String() string  { return "inside the program" }
