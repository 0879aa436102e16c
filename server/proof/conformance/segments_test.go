package conformance

import (
	"context"
	"errors"
	"net"
	"net/http"
	"slices"
	"testing"
	"time"

	"twocups/server/socket"
	"twocups/server/sockets/echo"
)

// end is one end of a connection that consists of two pipes, because TCP has two halves. A pipe's
// Write returns when the other end has read all bytes. So the other end reads each byte alone if
// it is written alone. TCP doesn't promise this.
type end struct {
	net.Conn // for reading
	out      net.Conn
	alone    bool // each byte is written alone
}

func newEnds() (client, server *end) {
	requests, requested := net.Pipe()
	answered, answers := net.Pipe()
	return &end{answered, requests, true}, &end{requested, answers, false}
}

func (e *end) Write(p []byte) (int, error) {
	if !e.alone {
		return e.out.Write(p)
	}
	for i := range p {
		if _, err := e.out.Write(p[i : i+1]); err != nil {
			return i, err
		}
	}
	return len(p), nil
}

func (e *end) CloseWrite() error                   { return e.out.Close() }
func (e *end) Close() error                        { return errors.Join(e.Conn.Close(), e.out.Close()) }
func (e *end) SetWriteDeadline(at time.Time) error { return e.out.SetWriteDeadline(at) }
func (e *end) SetDeadline(at time.Time) error {
	return errors.Join(e.SetReadDeadline(at), e.SetWriteDeadline(at))
}

// ends is a net.Listener. Its method dial makes the connections that it accepts.
type ends struct {
	accepted chan net.Conn
	closed   chan struct{}
}

func (l *ends) Accept() (net.Conn, error) {
	select {
	case conn := <-l.accepted:
		return conn, nil
	case <-l.closed:
		return nil, net.ErrClosed
	}
}

func (l *ends) Close() error   { close(l.closed); return nil }
func (l *ends) Addr() net.Addr { return &net.UnixAddr{Name: "pipes"} }

func (l *ends) dial(ctx context.Context, _ string) (net.Conn, error) {
	client, server := newEnds()
	select {
	case l.accepted <- server:
		return client, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// The echo also conforms if it reads each byte alone. The test leaves out the long cases, because
// each byte needs a switch between goroutines. It also leaves out the opening handshakes, because
// net/http answers some of them before it has read them.
func TestTheEchoConformsByteByByte(t *testing.T) {
	const most = 4096 // bytes that a case sends
	listener := &ends{make(chan net.Conn), make(chan struct{})}
	handler := echo.Handler(socket.New(socket.Config{MaxMessage: limitOfModel, CloseWait: time.Hour}))
	server := &http.Server{Handler: handler}
	served := make(chan error, 1)
	go func() { served <- server.Serve(listener) }()
	defer func() {
		server.Close()
		<-served
	}()

	groups := frames()
	for i := range groups {
		groups[i].Cases = slices.DeleteFunc(groups[i].Cases, func(c Case) bool { return len(sentBy(c)) > most })
	}
	results, err := Server{URL: "ws://pipes/echo", Dial: listener.dial}.Run(t.Context(), groups)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range results {
		if r.Verdict != Strict {
			t.Errorf("%s: %s: %v", r.Case, r.Verdict, r.Err)
		}
	}
}
