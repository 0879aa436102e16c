package socket_test

import (
	"net"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"

	"twocups/server/socket"
	"twocups/server/socket/sockettest"
	"twocups/server/sockets/echo"
)

// inBubble runs a test of an echo in a synctest bubble. The test gets the client's net.Conn, and
// writes the frames itself.
func inBubble(t *testing.T, config socket.Config, test func(t *testing.T, conn net.Conn)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		pipes, closeServer := sockettest.ServePipes(handlerOf(config, echo.Handler))
		defer closeServer()
		ws := pipes.Dial(t, "/echo")
		defer ws.Close()
		test(t, ws.NetConn())
	})
}

// trickle writes the pieces, and waits after each for the time every.
func trickle(t *testing.T, conn net.Conn, every time.Duration, pieces ...string) {
	ended := make(chan struct{})
	t.Cleanup(func() { <-ended })
	go func() {
		defer close(ended)
		for _, piece := range pieces {
			if _, err := conn.Write([]byte(piece)); err != nil {
				return
			}
			<-time.After(every) // of the bubble's clock
		}
	}()
}

// nextFrame returns the next frame that isn't a ping.
func nextFrame(t *testing.T, conn net.Conn) (opcode int, payload string) {
	t.Helper()
	for opcode = websocket.PingMessage; opcode == websocket.PingMessage; {
		opcode, payload = readFrame(t, conn)
	}
	return opcode, payload
}

const (
	pong      = "\x8a\x80\x00\x00\x00\x00"
	tooSlowly = "\x03\xf5too slow: a message must be whole within 1m0s"
)

func TestAMessageThatTricklesInIsClosedAfterAMinute(t *testing.T) {
	inBubble(t, socket.Config{}, func(t *testing.T, conn net.Conn) {
		start := time.Now()
		trickle(t, conn, 20*time.Second, "\x81\x85\x00\x00\x00\x00", "H", "e", "l", "l", "o")
		opcode, payload := nextFrame(t, conn)
		if passed := time.Since(start); opcode != websocket.CloseMessage || payload != tooSlowly || passed != 80*time.Second {
			t.Errorf("got frame %d %q after %v", opcode, payload, passed)
		}
	})
}

func TestPongsBetweenFragmentsGiveAMessageNoMoreTime(t *testing.T) {
	inBubble(t, socket.Config{}, func(t *testing.T, conn net.Conn) {
		trickle(t, conn, 20*time.Second, "\x01\x81\x00\x00\x00\x00a", pong, pong, pong, pong, pong)
		opcode, payload := nextFrame(t, conn)
		if opcode != websocket.CloseMessage || payload != tooSlowly {
			t.Errorf("got frame %d %q", opcode, payload)
		}
	})
}

func TestAMessageMayTakeAMinute(t *testing.T) {
	inBubble(t, socket.Config{}, func(t *testing.T, conn net.Conn) {
		trickle(t, conn, 20*time.Second, "\x01\x81\x00\x00\x00\x00H", pong, pong, "\x80\x81\x00\x00\x00\x00i")
		opcode, payload := nextFrame(t, conn)
		if opcode != websocket.TextMessage || payload != "Hi" {
			t.Errorf("got frame %d %q", opcode, payload)
		}
	})
}

// Each piece ends in the middle of a message, but always of a different message.
func TestAClientThatNeverPausesIsNotTooSlow(t *testing.T) {
	inBubble(t, socket.Config{}, func(t *testing.T, conn net.Conn) {
		pieces := []string{"\x81\x82\x00\x00\x00\x00H"}
		for range 9 {
			pieces = append(pieces, "i"+pieces[0])
		}
		trickle(t, conn, 20*time.Second, pieces...)
		for range 9 {
			if opcode, payload := nextFrame(t, conn); opcode != websocket.TextMessage || payload != "Hi" {
				t.Fatalf("got frame %d %q", opcode, payload)
			}
		}
	})
}
