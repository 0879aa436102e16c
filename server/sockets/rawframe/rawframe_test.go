package rawframe_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"

	"twocups/server/proof/leakcheck"
	"twocups/server/socket"
	"twocups/server/socket/sockettest"
	"twocups/server/sockets/echo"
	"twocups/server/sockets/rawframe"
)

func TestMain(m *testing.M) { leakcheck.Main(m) }

// handlerOf serves raw clients of an echo with the limits of the config.
func handlerOf(config socket.Config) http.Handler {
	return rawframe.Handler(socket.New(sockettest.Patient(socket.Config{Consoles: config.Consoles})), echo.Handler(socket.New(config)))
}

// inBubble runs a test in a bubble, with a learner's connection.
func inBubble(t *testing.T, config socket.Config, test func(t *testing.T, conn *websocket.Conn)) {
	t.Helper()
	sockettest.InBubble(t, func() http.Handler { return handlerOf(config) }, rawframe.Path, test)
}

func send(t *testing.T, conn *websocket.Conn, text string) {
	t.Helper()
	sockettest.Write(t, conn, websocket.TextMessage, text)
}

func expect(t *testing.T, conn *websocket.Conn, want ...string) {
	t.Helper()
	for _, text := range want {
		if kind, got := sockettest.Read(t, conn); kind != websocket.TextMessage || got != text {
			t.Errorf("got %q, want %q", got, text)
		}
	}
}

func TestReportsEachFrameThatComesBack(t *testing.T) {
	inBubble(t, socket.Config{}, func(t *testing.T, conn *websocket.Conn) {
		for _, talk := range [][2]string{
			{"text Hello", "text Hello"},
			{"text", "text"},
			{"binary 00 ff 10", "binary 00 ff 10"},
			{"ping hi", "pong hi"},
			{"text " + strings.Repeat("x", 300), "text " + strings.Repeat("x", 256) + " … (300 bytes)"},
			{"text " + strings.Repeat("é", 300), "text " + strings.Repeat("é", 128) + " … (600 bytes)"},
			{"text x" + strings.Repeat("é", 300), "text x" + strings.Repeat("é", 127) + " … (601 bytes)"},
		} {
			send(t, conn, talk[0])
			expect(t, conn, talk[1])
		}
		for _, text := range []string{`text "two\nlines"`, `text " edges "`, `text "\"quoted\""`, `ping "\xff"`, `text "\x00"`} {
			send(t, conn, text)
			expect(t, conn, strings.Replace(text, "ping", "pong", 1))
		}
		send(t, conn, "fragment text Hel")
		send(t, conn, "ping between")
		expect(t, conn, "pong between")
		send(t, conn, "continuation lo")
		expect(t, conn, "text Hello")
		send(t, conn, "close 1000 bye")
		expect(t, conn, "close 1000 bye", "the connection ended")
		send(t, conn, "close")
		expect(t, conn, "close", "the connection ended")
	})
}

// All requests are on one connection of the learner. After each end, the next request opens
// another connection to the echo.
func TestReportsTheCloseFrameThatAnswersEachInvalidFrame(t *testing.T) {
	inBubble(t, socket.Config{}, func(t *testing.T, conn *websocket.Conn) {
		for _, talk := range [][2]string{
			{"unmasked text Hello", "close 1002 a frame from a client must be masked"},
			{"rsv1 text Hello", "close 1002 a reserved bit is set, and no extension gives it a meaning"},
			{"rsv2 text Hello", "close 1002 a reserved bit is set, and no extension gives it a meaning"},
			{"opcode 0x3 Hello", "close 1002 the opcode 0x3 is reserved"},
			{"opcode 0xb", "close 1002 the opcode 0xB is reserved"},
			{"continuation lo", "close 1002 a continuation frame continues nothing"},
			{"fragment ping hi", "close 1002 a control frame must not be fragmented"},
			{"ping " + strings.Repeat("x", 126), "close 1002 a control frame holds at most 125 bytes"},
			{`text "caf\xe9"`, "close 1007 a text message must be UTF-8; send other bytes as binary"},
			{"16-bit text Hello", "close 1002 a length must be written in its shortest form"},
			{"64-bit text Hello", "close 1002 a length must be written in its shortest form"},
			{"length 2 text Hello", "close 1002 a reserved bit is set, and no extension gives it a meaning"}, // after the echo of "He"
			{"length 70000 text Hello", "close 1009 message too big: the server takes at most 65536 bytes"},
			{"length 9223372036854775808 text Hello", "close 1002 the highest bit of a length must be 0"},
			{"close 999", "close 1002 no close frame may have the code 999"},
			{"close 1006", "close 1002 no close frame may have the code 1006"},
			{`close 1000 "\xff"`, "close 1007 the reason of a close frame must be UTF-8"},
			{"opcode 0x8 x", "close 1002 a close frame holds a code of two bytes, or nothing"},
			{"bytes 00 00", "close 1002 a frame from a client must be masked"},
		} {
			send(t, conn, talk[0])
			if strings.HasPrefix(talk[0], "length 2 ") {
				expect(t, conn, "text He")
			}
			expect(t, conn, talk[1], "the connection ended")
		}
	})
}

func TestTheEchoWaitsForTheRestOfAFalseLength(t *testing.T) {
	inBubble(t, socket.Config{}, func(t *testing.T, conn *websocket.Conn) {
		send(t, conn, "length 16 text Hello")
		send(t, conn, "text Hello") // 11 bytes, which the echo takes for the rest of the payload
		kind, got := sockettest.Read(t, conn)
		if kind != websocket.TextMessage || !strings.HasPrefix(got, "close 1007 ") { // the unmasked header is not UTF-8
			t.Errorf("got %q", got)
		}
		expect(t, conn, "the connection ended")
		send(t, conn, "length 1000 text Hello")
		send(t, conn, "vanish")
		expect(t, conn, "the connection ended without a close frame")
		send(t, conn, "vanish")
		expect(t, conn, "no connection is open: the next frame opens one")
	})
}

func TestAnswersARequestWithAFault(t *testing.T) {
	inBubble(t, socket.Config{}, func(t *testing.T, conn *websocket.Conn) {
		send(t, conn, "opcode 16")
		expect(t, conn, `opcode "16" (want 0 to 15)`)
		sockettest.Write(t, conn, websocket.BinaryMessage, "\x81\x00")
		expect(t, conn, "a frame is asked for in a text message, such as unmasked text Hello")
		send(t, conn, "text Hello")
		expect(t, conn, "text Hello")
	})
}

func TestReportsThatTheEchoOpensNoConnection(t *testing.T) {
	echoes := socket.New(sockettest.Patient(socket.Config{MaxConnections: 1, CloseWait: time.Millisecond})) // the raw client answers no close frame
	url := sockettest.Serve(t, rawframe.Handler(socket.New(sockettest.Patient(socket.Config{})), echo.Handler(echoes)))
	first, second := sockettest.Dial(t, url), sockettest.Dial(t, url)
	send(t, first, "text Hello")
	expect(t, first, "text Hello")
	send(t, second, "text Hello")
	expect(t, second, "close 1013 the server is full: all its connections are in use")
	if err := echoes.Shutdown(t.Context()); err != nil {
		t.Error(err)
	}
	expect(t, first, "close 1001 the server is going away", "the connection ended")
	send(t, first, "text Hello")
	expect(t, first, "the echo opened no connection: it answers with HTTP status 503")
}

func TestTheRawClientAnswersNoPingByItself(t *testing.T) {
	inBubble(t, socket.Config{PingEvery: 3 * time.Second, PongWait: 5 * time.Second}, func(t *testing.T, conn *websocket.Conn) {
		send(t, conn, "fragment text Hel")
		expect(t, conn, "ping")
		send(t, conn, "pong")
		expect(t, conn, "ping")
		send(t, conn, "continuation lo")
		expect(t, conn, "text Hello", "ping", "close 1013 nothing came for 5s, not even a pong", "the connection ended")
	})
}

func TestABurstComesBackWhole(t *testing.T) {
	inBubble(t, socket.Config{}, func(t *testing.T, conn *websocket.Conn) {
		const frames = 500
		go func() {
			for i := range frames {
				conn.WriteMessage(websocket.TextMessage, fmt.Appendf(nil, "text %d", i))
			}
		}()
		for i := range frames {
			expect(t, conn, fmt.Sprintf("text %d", i))
		}
	})
}

// A learner who doesn't wait for the end of a connection loses nothing: each frame gets its own
// answer.
func TestRequestsThatDoNotWaitForTheEndAreAnsweredEach(t *testing.T) {
	inBubble(t, socket.Config{}, func(t *testing.T, conn *websocket.Conn) {
		const frames = 60
		began := time.Now()
		go func() {
			for i := range frames {
				conn.WriteMessage(websocket.TextMessage, []byte([...]string{"unmasked text Hello", "close 1000 bye", "length 2 text Hello"}[i%3]))
			}
		}()
		for i := range frames {
			switch i % 3 {
			case 0:
				expect(t, conn, "close 1002 a frame from a client must be masked")
			case 1:
				expect(t, conn, "close 1000 bye")
			case 2:
				expect(t, conn, "text He", "close 1002 a reserved bit is set, and no extension gives it a meaning")
			}
			expect(t, conn, "the connection ended")
		}
		// Twenty connections are opened at once, and then twenty a second.
		if took := time.Since(began); took != 2*time.Second {
			t.Errorf("the answers took %v", took)
		}
	})
}

func TestAnEchoThatTakesNothingIsGivenUp(t *testing.T) {
	deaf := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		conn, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			t.Error(err)
			return
		}
		conn.Write([]byte("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"))
		conn.Read(make([]byte, 4)) // less than a frame; the handler reads no more
	})
	synctest.Test(t, func(t *testing.T) {
		pipes, closeServer := sockettest.ServePipes(rawframe.Handler(socket.New(socket.Config{}), deaf))
		defer closeServer()
		conn := pipes.Dial(t, rawframe.Path)
		defer conn.Close()
		began := time.Now()
		send(t, conn, "text Hello")
		expect(t, conn, "the connection ended without a close frame", "not all of it was written: the echo took nothing for 10s")
		if took := time.Since(began); took != 10*time.Second {
			t.Errorf("the raw client waited for %v", took)
		}
	})
}

func TestRawClientsOfAnAddressAreBoundedTogether(t *testing.T) {
	echoes := socket.New(sockettest.Patient(socket.Config{MaxPerAddress: 1}))
	url := sockettest.Serve(t, rawframe.Handler(socket.New(sockettest.Patient(socket.Config{})), echo.Handler(echoes)))
	first, second := sockettest.Dial(t, url), sockettest.Dial(t, url)
	send(t, first, "text Hello")
	expect(t, first, "text Hello")
	send(t, second, "text Hello")
	expect(t, second, "close 1013 your address has 1 connections open, and the server takes no more from one")
}

func TestNothingOutlivesTheLearnersConnection(t *testing.T) {
	rawSockets, echoes := socket.New(sockettest.Patient(socket.Config{})), socket.New(sockettest.Patient(socket.Config{}))
	url := sockettest.Serve(t, rawframe.Handler(rawSockets, echo.Handler(echoes)))
	for range 10 {
		conn := sockettest.Dial(t, url)
		send(t, conn, "length 1000 text Hello")
		send(t, conn, "ping swallowed")
		sockettest.Close(t, conn, 1000, "")
		sockettest.ReadClose(t, conn)
	}
	sockettest.Await(t, "all of them to be gone", func() bool { return rawSockets.Figures().Open == 0 && echoes.Figures().Open == 0 })
}
