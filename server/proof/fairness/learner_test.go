//go:build proof

package fairness

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

const (
	pause     = 100 * time.Millisecond // between two turns of a learner
	turns     = 10                     // of a connection; then the learner opens another one
	turnLimit = 20 * time.Second       // after which a learner gives up
)

// learners are the well-behaved clients. Each has an address of its own.
type learners struct {
	server *server

	mu       sync.Mutex
	waits    map[string][]time.Duration // by the name of the visit
	failures []string
}

// visit is what a learner does over and over: it opens something, and does one thing whenever turn
// is called.
type visit func(ctx context.Context, s *server, from string) (turn func() error, leave func(), err error)

// visits has each visit with the number of learners who make it: thirty in all.
var visits = []struct {
	name  string
	many  int
	visit visit
}{
	{"echo", 10, visitEcho},
	{"chat", 8, visitChat},
	{"Socket.IO", 6, visitSocketIO},
	{"page", 6, visitPage},
}

// run runs the learners until the context ends.
func (l *learners) run(ctx context.Context) {
	var running sync.WaitGroup
	number := 0
	for _, kind := range visits {
		for range kind.many {
			number++
			from := fmt.Sprintf("127.0.1.%d", number)
			running.Go(func() {
				for ctx.Err() == nil {
					l.stay(ctx, kind.name, from, kind.visit)
				}
			})
		}
	}
	running.Wait()
}

// stay makes one visit. The time to open something counts as a turn.
func (l *learners) stay(ctx context.Context, name, from string, visit visit) {
	var turn func() error
	var leave func()
	opening := func() (err error) {
		turn, leave, err = visit(ctx, l.server, from)
		return err
	}
	if !l.measure(ctx, name, opening) {
		if leave != nil {
			leave()
		}
		sleep(ctx, time.Second)
		return
	}
	defer leave()
	for range turns {
		sleep(ctx, pause/2+rand.N(pause))
		if ctx.Err() != nil || !l.measure(ctx, name, turn) {
			return
		}
	}
}

// measure notes how long a turn takes, or its failure.
func (l *learners) measure(ctx context.Context, name string, turn func() error) bool {
	began := time.Now()
	err := turn()
	l.mu.Lock()
	defer l.mu.Unlock()
	if err != nil {
		if ctx.Err() == nil {
			l.failures = append(l.failures, fmt.Sprintf("%s, after %v: %v", name, time.Since(began), err))
		}
		return false
	}
	l.waits[name] = append(l.waits[name], time.Since(began))
	return true
}

func sleep(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}

// report prints how long the learners waited. The test fails if one of them was refused or closed, or
// if none of them got an answer.
func (l *learners) report(t *testing.T) {
	t.Helper()
	for _, kind := range visits {
		waits := l.waits[kind.name]
		if len(waits) == 0 {
			t.Errorf("%s: no turn ended", kind.name)
			continue
		}
		slices.Sort(waits)
		at := func(part float64) time.Duration {
			return waits[int(part*float64(len(waits)-1))].Round(10 * time.Microsecond)
		}
		t.Logf("%-9s  %5d turns  p50 %-9v p99 %-9v max %v", kind.name, len(waits), at(0.5), at(0.99), at(1))
	}
	t.Logf("refusals: %d", len(l.failures))
	for _, failure := range l.failures[:min(5, len(l.failures))] {
		t.Error(failure)
	}
}

// open opens a WebSocket with a library, as a page does.
func open(ctx context.Context, s *server, from, path string) (*websocket.Conn, func(), error) {
	dialer := websocket.Dialer{HandshakeTimeout: turnLimit, NetDialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return s.dial(ctx, from)
	}}
	conn, _, err := dialer.DialContext(ctx, "ws://"+s.host+path, nil)
	if err != nil {
		return nil, nil, err
	}
	stop := context.AfterFunc(ctx, func() { conn.Close() })
	return conn, func() {
		stop()
		conn.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(1000, ""), time.Now().Add(time.Second))
		conn.Close()
	}, nil
}

// ask sends a text, and reads until an answer contains the other text.
func ask(conn *websocket.Conn, text, want string) error {
	conn.SetReadDeadline(time.Now().Add(turnLimit))
	if err := conn.WriteMessage(websocket.TextMessage, []byte(text)); err != nil {
		return err
	}
	for {
		_, answer, err := conn.ReadMessage()
		switch {
		case err != nil:
			return err
		case strings.Contains(string(answer), want):
			return nil
		case string(answer) == "2": // a ping of Engine.IO
			conn.WriteMessage(websocket.TextMessage, []byte("3"))
		}
	}
}

func visitEcho(ctx context.Context, s *server, from string) (func() error, func(), error) {
	conn, leave, err := open(ctx, s, from, "/echo")
	if err != nil {
		return nil, nil, err
	}
	n := 0
	return func() error {
		n++
		return ask(conn, fmt.Sprint("hello ", n), fmt.Sprint("hello ", n))
	}, leave, nil
}

// newKey returns the key of an instance of its own.
func newKey() string { return fmt.Sprintf("%022d", rand.Uint64()) }

func visitChat(ctx context.Context, s *server, from string) (func() error, func(), error) {
	conn, leave, err := open(ctx, s, from, "/chat?instance="+newKey())
	if err != nil {
		return nil, nil, err
	}
	if err := ask(conn, `{"type":"join","name":"Alice"}`, `"welcome"`); err != nil {
		leave()
		return nil, nil, err
	}
	n := 0
	return func() error {
		n++
		return ask(conn, fmt.Sprintf(`{"type":"say","text":"hello %d"}`, n), fmt.Sprintf(`"text":"hello %d"`, n))
	}, leave, nil
}

func visitSocketIO(ctx context.Context, s *server, from string) (func() error, func(), error) {
	conn, leave, err := open(ctx, s, from, "/socket.io/?EIO=4&transport=websocket")
	if err != nil {
		return nil, nil, err
	}
	if err := ask(conn, "40", `40{"sid"`); err != nil {
		leave()
		return nil, nil, err
	}
	n := 0
	return func() error {
		n++
		return ask(conn, fmt.Sprintf(`42%d["echo","hello"]`, n), fmt.Sprintf(`43%d["hello"]`, n))
	}, leave, nil
}

func visitPage(ctx context.Context, s *server, from string) (func() error, func(), error) {
	transport := &http.Transport{DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) { return s.dial(ctx, from) }}
	client := &http.Client{Transport: transport, Timeout: turnLimit}
	turn := func() error {
		request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+s.host+"/", nil)
		if err != nil {
			return err
		}
		response, err := client.Do(request)
		if err != nil {
			return err
		}
		defer response.Body.Close()
		_, err = io.Copy(io.Discard, response.Body)
		if response.StatusCode != http.StatusOK {
			err = errors.New(response.Status)
		}
		return err
	}
	return turn, transport.CloseIdleConnections, turn()
}
