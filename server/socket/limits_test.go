package socket_test

import (
	"io"
	"net"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"

	"twocups/server/socket"
	"twocups/server/socket/sockettest"
	"twocups/server/sockets/echo"
)

func TestAMessageMayBeAsBigAsTheLimitAndNoBigger(t *testing.T) {
	url, console := serve(t, socket.Config{MaxMessage: 10}, echo.Handler)
	conn := sockettest.Dial(t, url)
	sockettest.Write(t, conn, websocket.TextMessage, "0123456789")
	sockettest.Read(t, conn)
	sockettest.Write(t, conn, websocket.TextMessage, "0123456789a")
	const reason = "message too big: the server takes at most 10 bytes"
	if code, got := sockettest.ReadClose(t, conn); code != 1009 || got != reason {
		t.Errorf("closed with %d %q", code, got)
	}
	console.expectLines(t, "opened ",
		"received text 10 0123456789", "sent text 10 0123456789",
		"remark a message of more than 10 bytes came: the server reads no further",
		"closing 1009 "+reason,
		`closed 1009 "" clean=true`)
}

func TestAMessageIsTooBigBeforeItsPayloadHasCome(t *testing.T) {
	url, _ := serve(t, socket.Config{MaxMessage: 10}, echo.Handler)
	conn, reader := sockettest.Handshake(t, url)
	// A frame that announces 2^62 bytes. Eleven of them come.
	conn.Write([]byte("\x81\xff\x40\x00\x00\x00\x00\x00\x00\x00" + "\x00\x00\x00\x00" + "0123456789a"))
	expectFrame(t, reader, "\x03\xf1message too big: the server takes at most 10 bytes")
}

// The server doesn't read a flood to its end, whichever rule the client broke.
func TestBytesAfterTheCloseFrameAreReadOnlyForAWhile(t *testing.T) {
	for _, test := range []struct{ name, first string }{
		{"a limit", "\x82\xff\x40\x00\x00\x00\x00\x00\x00\x00" + "\x00\x00\x00\x00"},
		{"the protocol", "\x83\x80\x00\x00\x00\x00"},
	} {
		t.Run(test.name, func(t *testing.T) {
			url, _ := serve(t, socket.Config{CloseWait: time.Hour}, echo.Handler)
			conn, reader := sockettest.Handshake(t, url)
			conn.Write([]byte(test.first))
			readFrame(t, reader) // the close frame
			for more := make([]byte, 64<<10); ; {
				if _, err := conn.Write(more); isTimeout(err) {
					t.Fatal("the server reads on and on")
				} else if err != nil {
					break // the server has gone
				}
			}
		})
	}
}

func TestTextMustBeUTF8(t *testing.T) {
	url, console := serve(t, socket.Config{}, echo.Handler)
	conn := sockettest.Dial(t, url)
	sockettest.Write(t, conn, websocket.BinaryMessage, "\xff")
	sockettest.Read(t, conn)
	sockettest.Write(t, conn, websocket.TextMessage, "a\xff")
	const reason = "a text message must be UTF-8; send other bytes as binary"
	if code, got := sockettest.ReadClose(t, conn); code != 1007 || got != reason {
		t.Errorf("closed with %d %q", code, got)
	}
	console.expectLines(t, "opened ",
		"received binary 1 ff", "sent binary 1 ff",
		"remark a text message came that is not UTF-8: 61 ff",
		"closing 1007 "+reason,
		`closed 1007 "" clean=true`)
}

func TestACharacterMayBeSplitBetweenFrames(t *testing.T) {
	url, _ := serve(t, socket.Config{}, echo.Handler)
	conn, reader := sockettest.Handshake(t, url)
	conn.Write([]byte("\x01\x81\x00\x00\x00\x00\xc3" + "\x80\x81\x00\x00\x00\x00\xa4")) // ä
	expectFrame(t, reader, "ä")
}

func TestFramesThatBreakTheProtocol(t *testing.T) {
	for _, test := range []struct{ name, frame, reason string }{
		{"no mask", "\x81\x01a", "a frame from a client must be masked"},
		{"unknown opcode", "\x83\x80\x00\x00\x00\x00", "the opcode 0x3 is reserved"},
		{"reserved bit", "\xc1\x80\x00\x00\x00\x00", "a reserved bit is set, and no extension gives it a meaning"},
		{"length with its highest bit set", "\x82\xff\xff\xff\xff\xff\xff\xff\xff\xff\x00\x00\x00\x00", "the highest bit of a length must be 0"},
	} {
		t.Run(test.name, func(t *testing.T) {
			url, console := serve(t, socket.Config{}, echo.Handler)
			conn, reader := sockettest.Handshake(t, url)
			// The bytes after the frame are left unread, and must not reset the connection.
			conn.Write([]byte(test.frame + strings.Repeat("more", 50_000)))
			expectFrame(t, reader, "\x03\xea"+test.reason)
			if _, err := reader.ReadByte(); err == nil {
				t.Error("another frame came")
			}
			conn.Close()
			console.expectLines(t, "opened ",
				"remark a frame came that breaks the protocol: "+test.reason,
				"closing 1002 "+test.reason,
				`closed 1006 "" clean=false`)
		})
	}
}

func TestASilentPeerIsClosed(t *testing.T) {
	url, console := serve(t, socket.Config{PingEvery: 10 * time.Millisecond, PongWait: 50 * time.Millisecond}, echo.Handler)
	conn, reader := sockettest.Handshake(t, url) // nobody answers pings here
	expectCloseBehind(t, reader, websocket.PingMessage, "\x03\xf5nothing came for 50ms, not even a pong")
	conn.Close()
	console.expectLines(t, "opened ",
		"remark nothing came for 50ms: the server's pings stayed without a pong",
		"closing 1013 nothing came for 50ms, not even a pong",
		`closed 1006 "" clean=false`)
}

func TestPongsKeepAConnectionOpen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pipes, closeServer := sockettest.ServePipes(handlerOf(socket.Config{}, echo.Handler))
		defer closeServer()
		conn := pipes.Dial(t, "/echo")
		defer conn.Close()
		const night = 10 * time.Hour
		conn.SetReadDeadline(time.Now().Add(night))
		if _, _, err := conn.ReadMessage(); !isTimeout(err) { // answers pings
			t.Errorf("the connection ended in the night: %v", err)
		}
	})
}

func TestSilenceEndsAConnectionAfterPongWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pipes, closeServer := sockettest.ServePipes(handlerOf(socket.Config{}, echo.Handler))
		defer closeServer()
		conn := pipes.Dial(t, "/echo")
		defer conn.Close()
		start := time.Now()
		conn.SetPingHandler(func(string) error { return nil })
		code, _ := sockettest.ReadClose(t, conn)
		if silence := time.Since(start); code != 1013 || silence != 50*time.Second {
			t.Errorf("closed with %d after %v", code, silence)
		}
	})
}

func TestAClientThatNeverReadsIsDisconnectedAfterTheWriteTimeout(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		console := newRecorder()
		pipes, closeServer := sockettest.ServePipes(handlerOf(socket.Config{Consoles: console}, echo.Handler))
		defer closeServer()
		conn := pipes.Dial(t, "/echo"+tagged)
		defer conn.Close()
		start := time.Now()
		sockettest.Write(t, conn, websocket.TextMessage, "a")
		console.expectLines(t, "opened ", "received text 1 a", "sent text 1 a",
			"remark nothing went out for 10s: the client does not read",
			`closed 1006 "" clean=false`)
		if waited := time.Since(start); waited != 10*time.Second {
			t.Errorf("disconnected after %v", waited)
		}
	})
}

func TestTheMessagesInAQueueAreLimited(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		flood := onMessage(func(c *socket.Conn, m socket.Message) {
			for range 100 {
				c.Deliver(socket.Prepare(m))
			}
		})
		pipes, closeServer := sockettest.ServePipes(handlerOf(socket.Config{QueueLength: 3}, flood))
		defer closeServer()
		conn := pipes.Dial(t, "/echo")
		defer conn.Close()
		sockettest.Write(t, conn, websocket.TextMessage, "a")
		synctest.Wait() // nothing is read until all are delivered
		for came := 0; ; came++ {
			_, _, err := conn.ReadMessage()
			if websocket.IsCloseError(err, websocket.CloseTryAgainLater) {
				break
			}
			if err != nil || came > 2*3 { // three were being written, and three waited
				t.Fatalf("after %d messages: %v", came, err)
			}
		}
	})
}

func TestNothingComesBehindTheServersCloseFrame(t *testing.T) {
	url := sockettest.Serve(t, patientHandlerOf(socket.Config{}, onMessage(func(c *socket.Conn, m socket.Message) {
		c.Close(4000, "enough")
		c.Deliver(socket.Prepare(m))
	})))
	conn, reader := sockettest.Handshake(t, url)
	conn.Write([]byte("\x81\x80\x00\x00\x00\x00" + "\x89\x82\x00\x00\x00\x00hi"))
	expectFrame(t, reader, "\x0f\xa0enough")
	conn.Write([]byte("\x89\x82\x00\x00\x00\x00hi" + "\x88\x80\x00\x00\x00\x00"))
	if b, err := reader.ReadByte(); err != io.EOF {
		t.Errorf("behind the close frame came %x, %v", b, err)
	}
}

func TestFramesDoNotProlongTheWaitForACloseFrame(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pipes, closeServer := sockettest.ServePipes(handlerOf(socket.Config{}, onMessage(func(c *socket.Conn, _ socket.Message) {
			c.Close(4000, "enough")
		})))
		defer closeServer()
		conn := pipes.Dial(t, "/echo")
		defer conn.Close()
		conn.SetCloseHandler(func(int, string) error { return nil })
		sockettest.Write(t, conn, websocket.TextMessage, "a")
		sockettest.ReadClose(t, conn)
		start := time.Now()
		for conn.WriteMessage(websocket.TextMessage, []byte("b")) == nil {
			<-time.After(time.Second) // of the bubble's clock
		}
		if waited := time.Since(start); waited > 6*time.Second { // after five, which the next write notices
			t.Errorf("disconnected after %v", waited)
		}
	})
}

func isTimeout(err error) bool {
	network, ok := err.(net.Error)
	return ok && network.Timeout()
}
