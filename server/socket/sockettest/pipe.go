package sockettest

import (
	"context"
	"net"
	"net/http"
	"testing"

	"github.com/gorilla/websocket"
)

// Pipes is a net.Listener whose connections are pipes. A pipe has no buffer: a write waits
// until the other side reads. So testing/synctest knows which goroutines wait, and time passes in
// its bubble when all of them wait.
type Pipes struct {
	accepted chan net.Conn
	closed   chan struct{}
}

// NewPipes returns a listener.
func NewPipes() *Pipes {
	return &Pipes{accepted: make(chan net.Conn), closed: make(chan struct{})}
}

// ServePipes starts a server with the handler. The caller calls closeServer before the
// synctest bubble ends.
func ServePipes(handler http.Handler) (pipes *Pipes, closeServer func()) {
	pipes = NewPipes()
	server := &http.Server{Handler: handler}
	done := make(chan struct{})
	go func() {
		defer close(done)
		server.Serve(pipes)
	}()
	return pipes, func() {
		server.Close()
		<-done
	}
}

// Connect opens a connection, and returns the client's side.
func (p *Pipes) Connect() net.Conn {
	client, server := net.Pipe()
	p.accepted <- server
	return client
}

// Dial opens a WebSocket to the path.
func (p *Pipes) Dial(t testing.TB, path string) *websocket.Conn {
	t.Helper()
	dialer := websocket.Dialer{NetDialContext: func(context.Context, string, string) (net.Conn, error) {
		return p.Connect(), nil
	}}
	conn, _, err := dialer.Dial("ws://twocups"+path, nil)
	if err != nil {
		t.Fatalf("dialing %s: %v", path, err)
	}
	return conn
}

// Accept waits for the next connection (net.Listener).
func (p *Pipes) Accept() (net.Conn, error) {
	select {
	case conn := <-p.accepted:
		return conn, nil
	case <-p.closed:
		return nil, net.ErrClosed
	}
}

// Close ends Accept (net.Listener).
func (p *Pipes) Close() error {
	close(p.closed)
	return nil
}

// Addr returns an address that nobody can dial (net.Listener).
func (p *Pipes) Addr() net.Addr { return pipeAddr{} }

type pipeAddr struct{}

func (pipeAddr) Network() string { return "pipe" }
func (pipeAddr) String() string  { return "twocups" }
