package bytecount

import (
	"context"
	"crypto/tls"
	"io"
	"net"
	"net/http"
	"sync/atomic"
)

// tcpConn is a TCP connection, or a connection that has its methods.
type tcpConn interface {
	net.Conn
	io.ReaderFrom
	CloseWrite() error
}

// Conn counts the bytes of a connection. Any goroutine may use the fields in and out. Only the
// goroutine in which net/http serves the connection uses the other fields.
type Conn struct {
	tcpConn
	in, out atomic.Int64

	counter         *counter // of the current request; nil for none
	requestEnd      int64    // the value of in when the current request, or at least its header, had been read
	seenIn, seenOut int64    // the values of in and out at the end of the last request
	last            *counter // the counter of the last request that had one
}

// Read counts the bytes that it reads (net.Conn).
func (c *Conn) Read(p []byte) (int, error) {
	n, err := c.tcpConn.Read(p)
	c.in.Add(int64(n))
	return n, err
}

// Write counts the bytes that it writes (net.Conn).
func (c *Conn) Write(p []byte) (int, error) {
	n, err := c.tcpConn.Write(p)
	c.out.Add(int64(n))
	return n, err
}

// ReadFrom counts the bytes that it writes (io.ReaderFrom).
func (c *Conn) ReadFrom(r io.Reader) (int64, error) {
	n, err := c.tcpConn.ReadFrom(r)
	c.out.Add(n)
	return n, err
}

// NetConn returns the connection whose bytes are counted.
func (c *Conn) NetConn() net.Conn { return c.tcpConn }

// requestSize returns the number of bytes of the current request, which has been read.
func (c *Conn) requestSize() int64 { return c.in.Load() - c.seenIn }

// noteRead notes how much of the current request has been read.
func (c *Conn) noteRead() { c.requestEnd = c.in.Load() }

// count chooses the counter to which noteAnswered adds the current request. The request has been
// read.
func (c *Conn) count(counter *counter) {
	c.noteRead()
	c.counter = counter
}

// noteAnswered notes that the current request has been answered. Its bytes are those up to
// requestEnd: net/http reads ahead to see whether the client is still there, so a byte of the
// next request may have come already.
func (c *Conn) noteAnswered() {
	out := c.out.Load()
	if counter := c.counter; counter != nil {
		counter.addHTTP1(c.last != counter, c.requestEnd-c.seenIn, out-c.seenOut)
		c.counter, c.last = nil, counter
	}
	c.seenIn, c.seenOut = c.requestEnd, out
}

// listener wraps each TCP connection in a [Conn].
type listener struct{ net.Listener }

// Listen returns a listener that counts the bytes of the TCP connections of l.
func Listen(l net.Listener) net.Listener { return listener{l} }

// Accept waits for the next connection (net.Listener).
func (l listener) Accept() (net.Conn, error) {
	conn, err := l.Listener.Accept()
	if tcp, ok := conn.(tcpConn); ok {
		return &Conn{tcpConn: tcp}, err
	}
	return conn, err
}

// countingConn returns the Conn of a connection, or the Conn below its TLS. It returns nil if
// there is none.
func countingConn(conn net.Conn) *Conn {
	if secured, ok := conn.(*tls.Conn); ok {
		conn = secured.NetConn()
	}
	c, _ := conn.(*Conn)
	return c
}

// Follow notes the beginning and the end of each request ([http.Server.ConnState]).
func Follow(conn net.Conn, state http.ConnState) {
	c := countingConn(conn)
	if c == nil {
		return
	}
	switch state {
	case http.StateActive: // the header has been read
		c.noteRead()
	case http.StateIdle, http.StateClosed:
		c.noteAnswered()
	}
}

type connKey struct{}

// Context adds the connection to the context of its requests ([http.Server.ConnContext]).
func Context(ctx context.Context, conn net.Conn) context.Context {
	return context.WithValue(ctx, connKey{}, countingConn(conn))
}

// connOf returns the Conn of a request, or nil if requests share the connection, as in HTTP/2.
func connOf(r *http.Request) *Conn {
	if r.ProtoMajor != 1 {
		return nil
	}
	c, _ := r.Context().Value(connKey{}).(*Conn)
	return c
}
