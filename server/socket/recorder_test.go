package socket_test

import (
	"fmt"
	"net/http"
	"slices"
	"testing"
	"time"

	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
	"twocups/server/proof/leakcheck"
	"twocups/server/socket"
	"twocups/server/socket/sockettest"
)

func TestMain(m *testing.M) { leakcheck.Main(m) }

// tagged is the query of a connection that reports to the recorder.
var tagged = "?" + play.Tag{Console: "page", Block: "block-1", Client: "alice", Attempt: 1}.Query()

// recorder keeps what is reported to it.
type recorder struct {
	events   chan play.Event
	detached chan struct{}
}

func newRecorder() *recorder {
	return &recorder{events: make(chan play.Event, 10_000), detached: make(chan struct{}, 100)}
}

func (r *recorder) Attach(play.Tag) (socket.Watcher, error) { return r, nil }
func (r *recorder) Report(e play.Event)                     { r.events <- e }
func (r *recorder) Detach()                                 { r.detached <- struct{}{} }

// told returns what was reported until the connection ended, a line each.
func (r *recorder) told(t *testing.T) []string {
	t.Helper()
	select {
	case <-r.detached:
	case <-time.After(sockettest.Patience):
		t.Fatal("the connection does not end")
	}
	var lines []string
	for len(r.events) > 0 {
		e := <-r.events
		if e.Side != rfc6455.Server || e.Client != "alice" {
			t.Errorf("event %+v: want the server's, of alice", e)
		}
		lines = append(lines, line(e))
	}
	return lines
}

func line(e play.Event) string {
	switch e.Kind {
	case play.Sent, play.Received:
		return fmt.Sprintf("%v %v %d %s", e.Kind, e.Opcode, e.Size, e.Text)
	case play.Closing:
		return fmt.Sprintf("closing %d %s", e.Code, e.Reason)
	case play.Closed:
		return fmt.Sprintf("closed %d %q clean=%t", e.Code, e.Reason, e.Clean)
	}
	return fmt.Sprintf("%v %s", e.Kind, e.Text)
}

// expectTold compares with what was reported until the connection ended.
func (r *recorder) expectTold(t *testing.T, want ...string) {
	t.Helper()
	if got := r.told(t); !slices.Equal(got, want) {
		t.Errorf("the console was told\n%q, want\n%q", got, want)
	}
}

// onMessage serves connections that call the function with each message.
func onMessage(do func(*socket.Conn, socket.Message)) func(*socket.Sockets) http.Handler {
	return func(sockets *socket.Sockets) http.Handler {
		return sockets.Handler(func(c *socket.Conn) socket.Behaviour { return listener{c, do} })
	}
}

// listener is the behaviour of such a connection.
type listener struct {
	conn *socket.Conn
	do   func(*socket.Conn, socket.Message)
}

func (l listener) Message(m socket.Message) { l.do(l.conn, m) }
func (listener) Left()                      {}

// serve starts a server that reports to the recorder.
func serve(t *testing.T, config socket.Config, handler func(*socket.Sockets) http.Handler) (url string, told *recorder) {
	t.Helper()
	told = newRecorder()
	config.Consoles = told
	return sockettest.Serve(t, handlerOf(config, handler)) + "/echo" + tagged, told
}

func handlerOf(config socket.Config, handler func(*socket.Sockets) http.Handler) http.Handler {
	return handler(socket.New(config))
}
