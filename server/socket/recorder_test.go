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

// onMessage is a behaviour made of what it does with a message.
type onMessage func(*socket.Conn, socket.Message)

func (onMessage) Joined(*socket.Conn)                        {}
func (f onMessage) Message(c *socket.Conn, m socket.Message) { f(c, m) }
func (onMessage) Left(*socket.Conn)                          {}

// serve starts a server that reports to the recorder.
func serve(t *testing.T, config socket.Config, b socket.Behaviour) (url string, told *recorder) {
	t.Helper()
	told = newRecorder()
	config.Consoles = told
	return sockettest.Serve(t, handlerOf(config, b)) + "/echo" + tagged, told
}

func handlerOf(config socket.Config, b socket.Behaviour) http.Handler {
	return socket.New(config).Handler(b)
}
