package socketio_test

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"

	protocol "twocups/lessons/play/socketio"
	"twocups/server/socket/sockettest"
	"twocups/server/sockets/socketio"
)

// inFlood runs a test in a synctest bubble, with a server for ten packets a second.
func inFlood(t *testing.T, test func(t *testing.T, pipes *sockettest.Pipes)) {
	synctest.Test(t, func(t *testing.T) {
		config := officialConfig()
		config.Engine.PacketRate, config.Engine.PacketBurst, config.Engine.FloodTime = 10, 20, 10*time.Second
		pipes, closeServer := sockettest.ServePipes(socketio.New(config))
		defer closeServer()
		test(t, pipes)
	})
}

// webSocketSession begins a session with a WebSocket, and connects it to the main namespace.
func webSocketSession(t *testing.T, pipes *sockettest.Pipes) *websocket.Conn {
	t.Helper()
	conn := pipes.Dial(t, socketio.Path+"?EIO=4&transport=websocket")
	sockettest.Read(t, conn)
	write(t, conn, "40")
	sockettest.Read(t, conn)
	return conn
}

func TestAClientThatSendsTooFastIsReadSlowlyAndLosesNothing(t *testing.T) {
	inFlood(t, func(t *testing.T, pipes *sockettest.Pipes) {
		conn := webSocketSession(t, pipes)
		start := time.Now()
		for range 100 {
			write(t, conn, `42["echo"]`)
			expect(t, conn, `42["echo"]`)
		}
		if took := time.Since(start); took < 7*time.Second || took > 9*time.Second {
			t.Errorf("100 packets took %v, want 8 seconds after a burst of 20", took)
		}
		conn.Close()
		sockettest.Pass(time.Second)
	})
}

func TestAFloodThatGoesOnClosesTheWebSocket(t *testing.T) {
	inFlood(t, func(t *testing.T, pipes *sockettest.Pipes) {
		conn := webSocketSession(t, pipes)
		start := time.Now()
		go func() {
			for conn.WriteMessage(websocket.TextMessage, []byte(`42["nothing"]`)) == nil {
			}
		}()
		code, reason := sockettest.ReadClose(t, conn)
		if code != 1008 || reason != "too fast: more than 10 packets a second for 10s" || time.Since(start) < 10*time.Second {
			t.Errorf("closed with %d %s after %v", code, reason, time.Since(start))
		}
		conn.Close()
		sockettest.Pass(time.Second)
	})
}

func TestAPostOfManyPacketsIsAnsweredLaterAndAFloodOfThemEndsTheSession(t *testing.T) {
	inFlood(t, func(t *testing.T, pipes *sockettest.Pipes) {
		path := session(t, pipes)
		request(t, pipes, "POST", path, "40")
		request(t, pipes, "GET", path, "")
		many := strings.Repeat(`42["nothing"]`+protocol.Separator, 999) + `42["nothing"]`
		start := time.Now()
		if got := request(t, pipes, "POST", path, many); got != "ok" || time.Since(start) != time.Second {
			t.Errorf("answered with %q after %v, want ok after a second", got, time.Since(start))
		}
		sockettest.Pass(10 * time.Second)
		got, posts := "ok", 0
		for start = time.Now(); got == "ok" && posts < 100; posts++ {
			got = request(t, pipes, "POST", path, many)
		}
		if !strings.HasPrefix(got, `{"code":1,"message":"Session ID unknown: too fast: more than 10 packets a second for 10s`) || time.Since(start) > 12*time.Second {
			t.Errorf("after %d posts and %v: %s", posts, time.Since(start), got)
		}
	})
}
