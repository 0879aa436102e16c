package socketio_test

import (
	"net"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"

	"twocups/server/socket/sockettest"
	"twocups/server/sockets/socketio"
)

// The states of a session. Each function brings a session into its state.
var states = map[string]func(t *testing.T, pipes *sockettest.Pipes, path string) (end func()){
	"open": func(*testing.T, *sockettest.Pipes, string) func() { return func() {} },
	"connected": func(t *testing.T, pipes *sockettest.Pipes, path string) func() {
		request(t, pipes, "POST", path, "40")
		return func() {}
	},
	"probing": func(t *testing.T, pipes *sockettest.Pipes, path string) func() {
		return closing(probe(t, pipes, path))
	},
	"probed, and the pong is lost": func(t *testing.T, pipes *sockettest.Pipes, path string) func() {
		conn := probe(t, pipes, path)
		write(t, conn, "2probe")
		return closing(conn)
	},
	"upgraded": func(t *testing.T, pipes *sockettest.Pipes, path string) func() {
		conn := probe(t, pipes, path)
		write(t, conn, "2probe")
		expect(t, conn, "3probe")
		write(t, conn, "5")
		return closing(conn)
	},
	"upgraded, and its client reads nothing": func(t *testing.T, pipes *sockettest.Pipes, path string) func() {
		conn := probe(t, pipes, path)
		write(t, conn, "2probe")
		expect(t, conn, "3probe")
		write(t, conn, "5")
		write(t, conn, "40")
		return closing(conn)
	},
	"closing, with queued packets": func(t *testing.T, pipes *sockettest.Pipes, path string) func() {
		request(t, pipes, "POST", path, "40\x1enonsense")
		return func() {}
	},
}

func probe(t *testing.T, pipes *sockettest.Pipes, path string) *websocket.Conn {
	t.Helper()
	conn := pipes.Dial(t, strings.Replace(path, "polling", "websocket", 1))
	synctest.Wait()
	return conn
}

func closing(conn *websocket.Conn) func() { return func() { conn.Close() } }

// mostAnswers is the number of answers that a session may get in five seconds, whatever it asks: its
// burst and its rate for five seconds.
const mostAnswers = 200 + 5*100

// A client that polls, or posts, or opens WebSockets again as soon as it is answered must not keep
// the server busy. The time of the test passes only while the server waits.
func TestNoStateOfASessionAnswersWithoutPause(t *testing.T) {
	for state, enter := range states {
		for _, repeat := range []string{"GET", "POST 3", "POST 42", "WebSocket", "2probe", "OPTIONS"} {
			t.Run(state+", "+repeat, func(t *testing.T) {
				inTime(t, func(t *testing.T, pipes *sockettest.Pipes, server *socketio.Server) {
					path := session(t, pipes)
					end := enter(t, pipes, path)
					answers := countAnswers(t, pipes, path, repeat)
					if answers > mostAnswers {
						t.Errorf("the server has answered more than %d times in five seconds", mostAnswers)
					}
					end()
					if err := server.Shutdown(t.Context()); err != nil {
						t.Error(err)
					}
				})
			})
		}
	}
}

// countAnswers sends requests for five seconds, each as soon as the last one is answered, and counts
// the answers. It stops when the session is over, or after too many answers.
func countAnswers(t *testing.T, pipes *sockettest.Pipes, path, repeat string) (answers int) {
	t.Helper()
	end := time.Now().Add(5 * time.Second)
	for time.Now().Before(end) && answers <= mostAnswers {
		got := answered(t, pipes, path, repeat, end)
		if strings.HasPrefix(got, `{"code":1,`) {
			break // the session is over, so this is like any unknown path
		}
		answers++
	}
	return answers
}

// answered sends one request and returns its answer, or "" if none came before the time.
func answered(t *testing.T, pipes *sockettest.Pipes, path, repeat string, until time.Time) string {
	t.Helper()
	conn := pipes.Connect()
	defer conn.Close()
	conn.SetDeadline(until)
	switch method, body, _ := strings.Cut(repeat, " "); repeat {
	case "WebSocket", "2probe":
		return answeredProbe(conn, path, repeat)
	case "POST 42":
		return ask(t, conn, method, path, `42["echo"]`)
	default:
		return ask(t, conn, method, path, body)
	}
}

// answeredProbe opens one more WebSocket, or sends pings over it until it is closed.
func answeredProbe(conn net.Conn, path, repeat string) string {
	dialer := websocket.Dialer{NetDial: func(string, string) (net.Conn, error) { return conn, nil }}
	ws, response, err := dialer.Dial("ws://twocups"+strings.Replace(path, "polling", "websocket", 1), nil)
	if err != nil {
		if response == nil {
			return ""
		}
		body := make([]byte, 100)
		n, _ := response.Body.Read(body)
		return string(body[:n])
	}
	for range 2 {
		if repeat == "2probe" {
			ws.WriteMessage(websocket.TextMessage, []byte("2probe"))
		}
		if _, _, err := ws.ReadMessage(); err != nil {
			return ""
		}
	}
	return "more than one pong"
}

func TestAClientWhosePongIsLostGetsNoopsAtMostTenTimesASecond(t *testing.T) {
	inTime(t, func(t *testing.T, pipes *sockettest.Pipes, _ *socketio.Server) {
		path := session(t, pipes)
		end := states["probed, and the pong is lost"](t, pipes, path)
		start, noops := time.Now(), 0
		for time.Since(start) < 2*time.Second {
			if got := request(t, pipes, "GET", path, ""); got != "6" {
				t.Fatalf("got %q", got)
			}
			noops++
		}
		if noops > 21 {
			t.Errorf("%d noops in two seconds", noops)
		}
		end()
		request(t, pipes, "POST", path, "1")
	})
}

func TestAProbeHasOnePing(t *testing.T) {
	c := connected(t, serve(t, socketio.Config{}))
	conn := c.probe()
	write(t, conn, "2probe")
	expect(t, conn, "3probe")
	write(t, conn, "2probe")
	if code, _ := sockettest.ReadClose(t, conn); code != 1008 {
		t.Errorf("closed with %d", code)
	}
}
