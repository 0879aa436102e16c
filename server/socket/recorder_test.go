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

// recorder keeps the events that connections report to it.
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

// lines returns the events up to the end of the connection, as a line each.
func (r *recorder) lines(t *testing.T) []string {
	t.Helper()
	select {
	case <-r.detached:
	case <-time.After(sockettest.Timeout):
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

// expectLines compares the events up to the end of the connection with these lines.
func (r *recorder) expectLines(t *testing.T, want ...string) {
	t.Helper()
	if got := r.lines(t); !slices.Equal(got, want) {
		t.Errorf("the console has\n%q, want\n%q", got, want)
	}
}

// onMessage serves connections that call the function with each message.
func onMessage(do func(*socket.Conn, socket.Message)) func(*socket.Sockets) http.Handler {
	return func(sockets *socket.Sockets) http.Handler {
		return sockets.Handler(func(c *socket.Conn) socket.Behaviour { return messageHandler{c, do} })
	}
}

// messageHandler is the behaviour of the connections of onMessage.
type messageHandler struct {
	conn *socket.Conn
	do   func(*socket.Conn, socket.Message)
}

func (h messageHandler) Message(m socket.Message) { h.do(h.conn, m) }
func (messageHandler) Left()                      {}

// serve starts a server that reports to the recorder.
func serve(t *testing.T, config socket.Config, handler func(*socket.Sockets) http.Handler) (url string, console *recorder) {
	t.Helper()
	console = newRecorder()
	config.Consoles = console
	return sockettest.Serve(t, patientHandlerOf(config, handler)) + "/echo" + tagged, console
}

func handlerOf(config socket.Config, handler func(*socket.Sockets) http.Handler) http.Handler {
	return handler(socket.New(config))
}

// patientHandlerOf is handlerOf for a test in real time.
func patientHandlerOf(config socket.Config, handler func(*socket.Sockets) http.Handler) http.Handler {
	return handlerOf(sockettest.Patient(config), handler)
}
