package socket_test

import (
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/synctest"
	"time"
	"unicode/utf8"

	"github.com/gorilla/websocket"

	"twocups/lessons/play/rfc6455"
	"twocups/server/socket"
	"twocups/server/socket/sockettest"
	"twocups/server/sockets/echo"
)

// readFrame reads a frame of the server with a payload of up to 125 bytes.
func readFrame(t *testing.T, r io.Reader) (opcode int, payload string) {
	t.Helper()
	var head [2]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		t.Fatalf("reading a frame: %v", err)
	}
	body := make([]byte, head[1])
	if _, err := io.ReadFull(r, body); err != nil {
		t.Fatalf("reading a frame's payload: %v", err)
	}
	return int(head[0] & 0xF), string(body)
}

// expectCloseBehind skips frames of the opcode, and checks that a close frame with this payload follows.
func expectCloseBehind(t *testing.T, r io.Reader, skipped int, want string) {
	t.Helper()
	opcode, payload := readFrame(t, r)
	for opcode == skipped {
		opcode, payload = readFrame(t, r)
	}
	if opcode != websocket.CloseMessage || payload != want {
		t.Errorf("got frame %d %q, want a close frame with %q", opcode, payload, want)
	}
}

func expectFrame(t *testing.T, r io.Reader, want string) {
	t.Helper()
	if opcode, payload := readFrame(t, r); payload != want {
		t.Errorf("frame %d is %q, want %q", opcode, payload, want)
	}
}

func TestTheServerAnswersACloseFrameWithItsCodeAndReason(t *testing.T) {
	url, console := serve(t, socket.Config{}, echo.Handler)
	conn := sockettest.Dial(t, url)
	sockettest.Close(t, conn, 3001, "bye")
	if code, reason := sockettest.ReadClose(t, conn); code != 3001 || reason != "bye" {
		t.Errorf("answered with %d %q", code, reason)
	}
	console.expectLines(t, "opened ", `closed 3001 "bye" clean=true`)
}

func TestACloseFrameWithoutACodeIsAnsweredWithoutOne(t *testing.T) {
	url, console := serve(t, socket.Config{}, echo.Handler)
	conn, reader := sockettest.Handshake(t, url)
	conn.Write([]byte("\x88\x80\x00\x00\x00\x00"))
	if opcode, payload := readFrame(t, reader); opcode != websocket.CloseMessage || payload != "" {
		t.Errorf("answered with frame %d %q", opcode, payload)
	}
	if _, err := reader.ReadByte(); err != io.EOF { // the server closes TCP first (RFC 6455 §7.1.1)
		t.Errorf("after the close frames: %v, want the end of the connection", err)
	}
	console.expectLines(t, "opened ", `closed 1005 "" clean=true`)
}

func TestEchoesOfMessagesBeforeTheCloseFrameAreSentBeforeTheAnswer(t *testing.T) {
	url, _ := serve(t, socket.Config{}, echo.Handler)
	conn := sockettest.Dial(t, url)
	for i := range 40 {
		sockettest.Write(t, conn, websocket.TextMessage, fmt.Sprint(i))
	}
	sockettest.Close(t, conn, 1000, "")
	for i := range 40 {
		if _, payload := sockettest.Read(t, conn); payload != fmt.Sprint(i) {
			t.Fatalf("echo %d is %q", i, payload)
		}
	}
	if code, _ := sockettest.ReadClose(t, conn); code != 1000 {
		t.Errorf("answered with %d", code)
	}
}

func TestTheServerClosesAfterQueuedMessagesAndIgnoresFurtherOnes(t *testing.T) {
	url, console := serve(t, socket.Config{}, onMessage(func(c *socket.Conn, m socket.Message) {
		c.Send(m)
		c.Close(4000, "enough")
		if c.Send(m) || c.TrySend(m) {
			t.Error("a closing connection queues a message")
		}
		c.Close(4001, "too late")
	}))
	conn := sockettest.Dial(t, url)
	conn.SetCloseHandler(func(int, string) error { return nil })
	sockettest.Write(t, conn, websocket.TextMessage, "one")
	if _, payload := sockettest.Read(t, conn); payload != "one" {
		t.Errorf("got %q before the close", payload)
	}
	if code, reason := sockettest.ReadClose(t, conn); code != 4000 || reason != "enough" {
		t.Errorf("closed with %d %q", code, reason)
	}
	sockettest.Write(t, conn, websocket.TextMessage, "two, which crosses the close frame")
	sockettest.Close(t, conn, 4000, "fine")
	console.expectLines(t, "opened ", "received text 3 one", "sent text 3 one",
		"closing 4000 enough", `closed 4000 "fine" clean=true`)
}

func TestAPeerThatVanishes(t *testing.T) {
	url, console := serve(t, socket.Config{}, echo.Handler)
	conn, _ := sockettest.Handshake(t, url)
	conn.Close()
	console.expectLines(t, "opened ", "remark the connection is gone, and no close frame came before", `closed 1006 "" clean=false`)
}

func TestAPeerThatVanishesInTheMiddleOfAMessage(t *testing.T) {
	url, console := serve(t, socket.Config{}, echo.Handler)
	conn, _ := sockettest.Handshake(t, url)
	conn.Write([]byte("\x81\x85\x00\x00\x00\x00He"))
	conn.Close()
	console.expectLines(t, "opened ", "remark the connection is gone, and no close frame came before", `closed 1006 "" clean=false`)
}

func TestAPeerThatDoesNotAnswerTheCloseFrameIsDisconnected(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		console := newRecorder()
		end := onMessage(func(c *socket.Conn, _ socket.Message) { c.Close(4000, "enough") })
		pipes, closeServer := sockettest.ServePipes(handlerOf(socket.Config{Consoles: console}, end))
		defer closeServer()
		conn := pipes.Dial(t, "/echo"+tagged)
		defer conn.Close()
		conn.SetCloseHandler(func(int, string) error { return nil })
		start := time.Now()
		sockettest.Write(t, conn, websocket.TextMessage, "a")
		sockettest.ReadClose(t, conn)
		console.expectLines(t, "opened ", "received text 1 a", "closing 4000 enough",
			"remark no close frame came back", `closed 1006 "" clean=false`)
		if waited := time.Since(start); waited != 5*time.Second {
			t.Errorf("disconnected after %v", waited)
		}
	})
}

func TestALongReasonIsTruncatedBetweenCharacters(t *testing.T) {
	url, _ := serve(t, socket.Config{}, onMessage(func(c *socket.Conn, _ socket.Message) {
		c.Close(4000, strings.Repeat("käse ", 50))
	}))
	conn := sockettest.Dial(t, url)
	sockettest.Write(t, conn, websocket.TextMessage, "")
	_, reason := sockettest.ReadClose(t, conn)
	if len(reason) > rfc6455.MaxReason || len(reason) < rfc6455.MaxReason-3 || !utf8.ValidString(reason) {
		t.Errorf("reason of %d bytes: %q", len(reason), reason)
	}
}

func TestPingsAreAnswered(t *testing.T) {
	url, _ := serve(t, socket.Config{}, echo.Handler)
	conn, reader := sockettest.Handshake(t, url)
	conn.Write([]byte("\x89\x82\x00\x00\x00\x00hi"))
	if opcode, payload := readFrame(t, reader); opcode != websocket.PongMessage || payload != "hi" {
		t.Errorf("answered with frame %d %q", opcode, payload)
	}
}
