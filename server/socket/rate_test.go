package socket_test

import (
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"

	"twocups/server/socket"
	"twocups/server/socket/sockettest"
	"twocups/server/sockets/echo"
)

const (
	emptyMessage = "\x81\x80\x00\x00\x00\x00"
	emptyPing    = "\x89\x80\x00\x00\x00\x00"
	emptyStart   = "\x01\x80\x00\x00\x00\x00" // of a message in fragments
	emptyMiddle  = "\x00\x80\x00\x00\x00\x00"

	tooFast    = "too fast: the server takes 10 frames a second, and 20 in a burst"
	slowedDown = "remark too fast: more than 10 frames a second, after a burst of 20: the server reads no faster"
)

// inFlood runs a test in a synctest bubble, with a server that takes ten frames a second and twenty in a
// burst. The client sends the frames while the test reads.
func inFlood(t *testing.T, frames string, test func(t *testing.T, conn net.Conn, sockets *socket.Sockets, console *recorder)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		console := newRecorder()
		sockets := socket.New(socket.Config{FrameRate: 10, FrameBurst: 20, PingEvery: time.Hour, PongWait: 2 * time.Hour, Consoles: console})
		pipes, closeServer := sockettest.ServePipes(echo.Handler(sockets))
		defer closeServer()
		ws := pipes.Dial(t, "/echo"+tagged)
		sent := make(chan struct{})
		go func() {
			defer close(sent)
			io.WriteString(ws.NetConn(), frames) // fails in a flood that the server ends
		}()
		test(t, ws.NetConn(), sockets, console)
		ws.Close()
		<-sent
	})
}

func TestABurstOfThreeTimesTheLimitIsServedCompletely(t *testing.T) {
	inFlood(t, strings.Repeat(emptyMessage, 60), func(t *testing.T, conn net.Conn, _ *socket.Sockets, console *recorder) {
		start := time.Now()
		for i := range 60 {
			if opcode, _ := readFrame(t, conn); opcode != websocket.TextMessage {
				t.Fatalf("frame %d has the opcode %d", i, opcode)
			}
		}
		if took := time.Since(start); took != 4*time.Second {
			t.Errorf("the forty messages after the burst took %v", took)
		}
		io.WriteString(conn, "\x88\x82\x00\x00\x00\x00\x03\xe8")
		expectFrame(t, conn, "\x03\xe8")
		lines := console.lines(t)
		if n := len(slices.DeleteFunc(lines, func(line string) bool { return line != slowedDown })); n != 1 {
			t.Errorf("the console says %d times that the server reads no faster", n)
		}
	})
}

func TestAClientThatFloodsOnIsClosed(t *testing.T) {
	for _, test := range []struct{ name, frames string }{
		{"messages", strings.Repeat(emptyMessage, 1000)},
		{"pings, which no application sees", strings.Repeat(emptyPing, 1000)},
		{"empty fragments, which make no message", emptyStart + strings.Repeat(emptyMiddle, 1000)},
	} {
		t.Run(test.name, func(t *testing.T) {
			inFlood(t, test.frames, func(t *testing.T, conn net.Conn, _ *socket.Sockets, console *recorder) {
				start := time.Now()
				for {
					opcode, payload := readFrame(t, conn)
					if opcode != websocket.CloseMessage {
						continue
					}
					if took := time.Since(start); payload != "\x03\xf0"+tooFast || took != 6*time.Second {
						t.Errorf("closed with %q after %v", payload, took)
					}
					break
				}
				io.WriteString(conn, "\x88\x82\x00\x00\x00\x00\x03\xf0") // the server still reads the client's close frame
				lines := console.lines(t)
				end := lines[len(lines)-3:]
				if end[0] != "remark too fast: still more than 10 frames a second, though the server slowed the client down" ||
					end[1] != "closing 1008 "+tooFast || end[2] != `closed 1008 "" clean=true` {
					t.Errorf("the last lines of the console are %q", end)
				}
			})
		})
	}
}

// The server's close frame waits for no pause.
func TestAClientThatIsSlowedDownIsToldOfAShutdownAtOnce(t *testing.T) {
	inFlood(t, strings.Repeat(emptyMessage, 60), func(t *testing.T, conn net.Conn, sockets *socket.Sockets, _ *recorder) {
		for range 20 {
			readFrame(t, conn)
		}
		synctest.Wait() // until the server has paused
		start := time.Now()
		ended := make(chan error)
		go func() { ended <- sockets.Shutdown(t.Context()) }()
		expectFrame(t, conn, "\x03\xe9the server is going away")
		io.WriteString(conn, "\x88\x82\x00\x00\x00\x00\x03\xe9")
		if err := <-ended; err != nil || time.Since(start) != 0 {
			t.Errorf("the shutdown took %v, %v", time.Since(start), err)
		}
	})
}

func TestAClientThatWaitsMaySendAgain(t *testing.T) {
	inFlood(t, "", func(t *testing.T, conn net.Conn, _ *socket.Sockets, console *recorder) {
		for i := range 100 {
			if i >= 20 {
				<-time.After(100 * time.Millisecond) // of the bubble's clock, as below
			}
			io.WriteString(conn, emptyMessage)
			readFrame(t, conn)
		}
		<-time.After(10 * time.Second) // fills the limiter up to its burst, and no further
		start := time.Now()
		for range 21 {
			io.WriteString(conn, emptyMessage)
			readFrame(t, conn)
		}
		if took := time.Since(start); took != 100*time.Millisecond {
			t.Errorf("after a long rest a burst and one message took %v", took)
		}
		io.WriteString(conn, "\x88\x82\x00\x00\x00\x00\x03\xe8")
		expectFrame(t, conn, "\x03\xe8")
		if lines := console.lines(t); !slices.Contains(lines, slowedDown) {
			t.Error("the console does not say that the server reads no faster")
		}
	})
}

func TestBurstsWithRestsBetweenThemAreNoFlood(t *testing.T) {
	inFlood(t, "", func(t *testing.T, conn net.Conn, _ *socket.Sockets, _ *recorder) {
		for round := range 20 {
			sent := make(chan struct{})
			go func() {
				defer close(sent)
				io.WriteString(conn, strings.Repeat(emptyMessage, 60))
			}()
			for i := range 60 {
				if opcode, payload := readFrame(t, conn); opcode != websocket.TextMessage {
					t.Fatalf("message %d of burst %d is frame %d %q", i, round, opcode, payload)
				}
			}
			<-sent
			<-time.After(5 * time.Second) // of the bubble's clock
		}
	})
}

// The clients of one address share a rate, which slows them down. The client of another address
// doesn't notice, and nobody is closed.
func TestTheClientsOfAnAddressShareARate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		sockets := socket.New(socket.Config{FrameRatePerAddress: 10, PingEvery: time.Hour, PongWait: 2 * time.Hour})
		handler := echo.Handler(sockets)
		pipes, closeServer := sockettest.ServePipes(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			r.RemoteAddr = r.URL.Query().Get("from") + ":1"
			handler.ServeHTTP(w, r)
		}))
		defer closeServer()
		conns := map[string][]*websocket.Conn{}
		for _, from := range []string{"192.0.2.1", "192.0.2.1", "192.0.2.2"} {
			conn := pipes.Dial(t, "/echo?from="+from)
			defer conn.Close()
			conns[from] = append(conns[from], conn)
		}
		echoes := func(conn *websocket.Conn, messages int) (took time.Duration) {
			start := time.Now()
			sent := make(chan struct{})
			go func() {
				defer close(sent)
				io.WriteString(conn.NetConn(), strings.Repeat(emptyMessage, messages))
			}()
			for range messages {
				sockettest.Expect(t, conn, websocket.TextMessage, "")
			}
			<-sent
			return time.Since(start)
		}
		if took := echoes(conns["192.0.2.1"][0], 20); took != 0 {
			t.Errorf("a burst took %v", took)
		}
		if took := echoes(conns["192.0.2.1"][1], 500); took < 49*time.Second || took > 51*time.Second {
			t.Errorf("500 messages of the same address took %v, at ten a second", took)
		}
		if took := echoes(conns["192.0.2.2"][0], 20); took != 0 {
			t.Errorf("a burst of another address took %v", took)
		}
	})
}
