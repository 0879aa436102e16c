package load

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"twocups/lessons/play"
	"twocups/server/console"
	"twocups/server/proof/leakcheck"
	"twocups/server/socket"
	"twocups/server/sockets/echo"
)

func TestMain(m *testing.M) { leakcheck.Main(m) }

// brief is long enough for a few messages.
var brief = Span{Warm: 5 * time.Millisecond, Measured: 20 * time.Millisecond}

// meter counts how often it is read.
type meter struct{ read time.Duration }

func (m *meter) CPU() (time.Duration, error) { m.read++; return m.read * time.Millisecond, nil }

// serve starts a server that upgrades every request and then calls the function with the
// connection.
func serve(t *testing.T, then func(*websocket.Conn)) (addr string) {
	upgrader := websocket.Upgrader{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if conn, err := upgrader.Upgrade(w, r, nil); err == nil {
			defer conn.Close()
			then(conn)
		}
	}))
	t.Cleanup(server.Close)
	return server.Listener.Addr().String()
}

// echoing returns a function that sends each message back after the change.
func echoing(change func([]byte) []byte) func(*websocket.Conn) {
	return func(conn *websocket.Conn) {
		for {
			opcode, payload, err := conn.ReadMessage()
			if err != nil || conn.WriteMessage(opcode, change(payload)) != nil {
				return
			}
		}
	}
}

func same(payload []byte) []byte { return payload }

// fleet dials, and closes the fleet at the test's end.
func fleet(t *testing.T, addr string, protocol Protocol, n int) *Fleet {
	t.Helper()
	f, err := Dial(t.Context(), addr, protocol, n)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	})
	return f
}

func TestEveryMessageOfAnEchoComesBack(t *testing.T) {
	var echoed atomic.Int64
	f := fleet(t, serve(t, echoing(func(payload []byte) []byte { echoed.Add(1); return payload })), Plain("/"), 5)
	if err := f.CheckEcho(t.Context(), 3000); err != nil {
		t.Fatal(err)
	}
	for _, inFlight := range []int{1, 8} {
		rate, err := f.Echo(t.Context(), 32, inFlight, brief, new(meter))
		if err != nil {
			t.Fatal(err)
		}
		if rate.Messages == 0 || rate.CPU != time.Millisecond || rate.PerSecond() <= 0 || int64(rate.Messages) > echoed.Load() {
			t.Errorf("%d in flight: %+v after %d echoes (want some messages, no more than that, and a millisecond)", inFlight, rate, echoed.Load())
		}
	}
}

func TestLatencyIsThatOfEachMessageAfterTheFirst(t *testing.T) {
	f := fleet(t, serve(t, echoing(same)), Plain("/"), 3)
	took, err := f.Latency(t.Context(), 32, 1000, Span{Warm: 10 * time.Millisecond, Measured: 50 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	if len(took) != 50 || took[0] <= 0 || took[0] > took[49] {
		t.Errorf("%d messages took %v (want 50, the shortest first)", len(took), took)
	}
}

func TestBroadcastCountsTheDeliveriesToTheOthers(t *testing.T) {
	sockets := socket.New(socket.Config{})
	everyone := make(chan *socket.Conn, 4)
	server := httptest.NewServer(sockets.Handler(spread(everyone).join))
	t.Cleanup(server.Close)
	f := fleet(t, server.Listener.Addr().String(), Plain("/"), 4)
	rate, err := f.Broadcast(t.Context(), 32, 8, brief, new(meter))
	if err != nil {
		t.Fatal(err)
	}
	if rate.Messages == 0 || rate.Messages%(8*3) != 0 {
		t.Errorf("%d deliveries (want whole bursts of 8 to 3 others)", rate.Messages)
	}
}

// spread is a room. Its channel has the members.
type spread chan *socket.Conn

func (s spread) join(c *socket.Conn) socket.Behaviour {
	s <- c
	return spreader{s, c}
}

// spreader is the behaviour of a member.
type spreader struct {
	room spread
	conn *socket.Conn
}

func (s spreader) Left() {}

func (s spreader) Message(m socket.Message) {
	for range len(s.room) {
		member := <-s.room
		if member != s.conn {
			member.TrySend(m)
		}
		s.room <- member
	}
}

func TestWatchedConnectionsHaveConsoles(t *testing.T) {
	consoles := console.New(console.Config{})
	sockets := socket.New(socket.Config{Consoles: consoles})
	mux := http.NewServeMux()
	mux.Handle(play.EchoPath, echo.Handler(sockets))
	mux.Handle(play.ConsolePath, consoles.Handler())
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	f, err := DialWatched(t.Context(), server.Listener.Addr().String(), perConsole+1)
	if err != nil {
		t.Fatal(err)
	}
	if open, spoken := len(f.conns), len(f.senders()); open != perConsole+1+2 || spoken != perConsole+1 {
		t.Errorf("%d connections are open, %d of them send (want %d, and 2 consoles)", open, spoken, perConsole+1)
	}
	if _, err := f.Echo(t.Context(), 32, 1, brief, new(meter)); err != nil {
		t.Error(err)
	}
	if err := f.Close(); err != nil {
		t.Error(err)
	}
}

func TestPingsOfTheServerAreAnswered(t *testing.T) {
	ponged := make(chan string, 1)
	f := fleet(t, serve(t, func(conn *websocket.Conn) {
		conn.SetPongHandler(func(payload string) error { ponged <- payload; return nil })
		echoing(func(payload []byte) []byte {
			conn.WriteControl(websocket.PingMessage, []byte("there?"), time.Now().Add(time.Second))
			return payload
		})(conn)
	}), Plain("/"), 1)
	if err := f.CheckEcho(t.Context(), 32); err != nil {
		t.Fatal(err)
	}
	if got := <-ponged; got != "there?" {
		t.Errorf("the pong says %q", got)
	}
}

func TestFailuresOfAServerAreErrors(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for name, c := range map[string]struct {
		server func(*websocket.Conn)
		ctx    context.Context
		want   string
	}{
		"a close frame": {func(conn *websocket.Conn) {
			conn.ReadMessage()
			conn.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(1008, "too fast"), time.Now().Add(time.Second))
			conn.ReadMessage()
		}, t.Context(), "1008 too fast"},
		"an end without a close frame": {func(conn *websocket.Conn) { conn.ReadMessage() }, t.Context(), "without a close frame"},
		"an answer that is no echo":    {echoing(func([]byte) []byte { return []byte("no") }), t.Context(), "2 bytes came for no message sent (want 32 bytes)"},
		"a canceled context":           {echoing(same), ctx, "context canceled"},
	} {
		f, err := Dial(t.Context(), serve(t, c.server), Plain("/"), 1)
		if err != nil {
			t.Fatal(err)
		}
		_, err = f.Echo(c.ctx, 32, 1, brief, new(meter))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v (want %q)", name, err, c.want)
		}
		f.Close()
	}
}

func TestServerThatRefusesIsNoFleet(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	defer server.Close()
	_, err := Dial(t.Context(), server.Listener.Addr().String(), Plain("/echo"), 3)
	if want := "opening connection 1 of 3: opening handshake for /echo: the server answered 404 Not Found"; err == nil || err.Error() != want {
		t.Errorf("%v (want %s)", err, want)
	}
}
