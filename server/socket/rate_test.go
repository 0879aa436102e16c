package socket_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"

	"twocups/server/socket"
	"twocups/server/socket/sockettest"
	"twocups/server/sockets/echo"
)

const tooFast = "too fast: the server takes 1 frames a second, and 5 in a burst"

func TestTheFramesOfAClientAreLimited(t *testing.T) {
	const message, ping, empty = "\x81\x81\x00\x00\x00\x00a", "\x89\x80\x00\x00\x00\x00", "\x00\x80\x00\x00\x00\x00"
	for _, test := range []struct {
		name, frames string
		echoes       []string
	}{
		{"messages", strings.Repeat(message, 6), []string{"a", "a", "a", "a", "a"}},
		{"pings, which no application sees", message + strings.Repeat(ping, 5), []string{"a", "", "", "", ""}},
		{"empty fragments, which make no message", message + "\x01\x80\x00\x00\x00\x00" + strings.Repeat(empty, 4), []string{"a"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			url, console := serve(t, socket.Config{FrameRate: 1, FrameBurst: 5}, echo.Handler)
			conn, reader := sockettest.Handshake(t, url)
			conn.Write([]byte(test.frames))
			for _, want := range test.echoes {
				expectFrame(t, reader, want)
			}
			expectFrame(t, reader, "\x03\xf0"+tooFast)
			conn.Write([]byte("\x88\x82\x00\x00\x00\x00\x03\xf0")) // the server still reads the client's close frame
			lines := console.lines(t)
			end := lines[len(lines)-3:]
			if end[0] != "remark too fast: more than 1 frames a second, after a burst of 5" ||
				end[1] != "closing 1008 "+tooFast || end[2] != `closed 1008 "" clean=true` {
				t.Errorf("the last lines of the console are %q", end)
			}
		})
	}
}

func TestAClientThatWaitsMaySendAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pipes, closeServer := sockettest.ServePipes(handlerOf(socket.Config{FrameRate: 1, FrameBurst: 5, PingEvery: time.Hour}, echo.Handler))
		defer closeServer()
		conn := pipes.Dial(t, "/echo")
		defer conn.Close()
		for i := range 20 {
			if i >= 5 {
				<-time.After(time.Second) // of the bubble's clock, as below
			}
			sockettest.Write(t, conn, websocket.TextMessage, fmt.Sprint(i))
			if _, payload := sockettest.Read(t, conn); payload != fmt.Sprint(i) {
				t.Fatalf("echo %d is %q", i, payload)
			}
		}
		<-time.After(10 * time.Second) // fills the limiter up to its burst, and no further
		for range 5 {
			sockettest.Write(t, conn, websocket.TextMessage, "")
			sockettest.Read(t, conn)
		}
		sockettest.Write(t, conn, websocket.TextMessage, "")
		if code, _ := sockettest.ReadClose(t, conn); code != 1008 {
			t.Errorf("after a long rest closed with %d", code)
		}
	})
}
