package command_test

import (
	"encoding/binary"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"

	"twocups/server/proof/leakcheck"
	"twocups/server/socket"
	"twocups/server/socket/sockettest"
	"twocups/server/sockets/command"
)

func TestMain(m *testing.M) { leakcheck.Main(m) }

func dial(t *testing.T) *websocket.Conn {
	t.Helper()
	return sockettest.Dial(t, sockettest.Serve(t, command.Handler(socket.New(sockettest.Patient(socket.Config{}))))+command.Path)
}

func send(t *testing.T, conn *websocket.Conn, text string) {
	t.Helper()
	sockettest.Write(t, conn, websocket.TextMessage, text)
}

func TestSendsWhatItIsAskedFor(t *testing.T) {
	conn := dial(t)
	send(t, conn, "text Hello")
	sockettest.Expect(t, conn, websocket.TextMessage, "Hello")
	send(t, conn, "binary 00 ff 10")
	sockettest.Expect(t, conn, websocket.BinaryMessage, "\x00\xff\x10")
	send(t, conn, "fragments 3 Hello there")
	sockettest.Expect(t, conn, websocket.TextMessage, "Hello there")
}

func TestPingsAndReportsThePong(t *testing.T) {
	conn := dial(t) // gorilla's client answers pings by itself, as browsers do
	send(t, conn, "ping hi")
	sockettest.Expect(t, conn, websocket.TextMessage, "pong hi")
	send(t, conn, "ping")
	sockettest.Expect(t, conn, websocket.TextMessage, "pong are you there?")
	conn.SetPingHandler(func(payload string) error {
		return conn.WriteControl(websocket.PongMessage, []byte("\xff"), time.Now().Add(sockettest.Timeout))
	})
	send(t, conn, "ping hi")
	sockettest.Expect(t, conn, websocket.TextMessage, "pong \uFFFD")
}

func TestClosesWithEachCodeThatMayBeSent(t *testing.T) {
	url := sockettest.Serve(t, command.Handler(socket.New(sockettest.Patient(socket.Config{}))))
	for _, code := range []int{1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999} {
		conn, reader := sockettest.Handshake(t, url) // by hand, because gorilla's client does not accept 1014
		conn.Write([]byte("\x81\x8a\x00\x00\x00\x00" + fmt.Sprintf("close %d", code)))
		want := "\x88\x02" + string(binary.BigEndian.AppendUint16(nil, uint16(code)))
		got := make([]byte, len(want))
		if _, err := io.ReadFull(reader, got); err != nil || string(got) != want {
			t.Errorf("close %d: got %x, %v", code, got, err)
		}
	}
	conn := sockettest.Dial(t, url)
	send(t, conn, "close 4000 enough of it")
	if code, reason := sockettest.ReadClose(t, conn); code != 4000 || reason != "enough of it" {
		t.Errorf("closed with %d %q", code, reason)
	}
	conn = sockettest.Dial(t, url)
	send(t, conn, "close")
	if code, reason := sockettest.ReadClose(t, conn); code != websocket.CloseNoStatusReceived || reason != "" {
		t.Errorf("closed with %d %q, want an empty close frame", code, reason)
	}
}

func TestVanishes(t *testing.T) {
	conn := dial(t)
	send(t, conn, "vanish")
	if code, _ := sockettest.ReadClose(t, conn); code != websocket.CloseAbnormalClosure {
		t.Errorf("ended with %d, want 1006", code)
	}
}

func TestAnswersARequestWithAFault(t *testing.T) {
	conn := dial(t)
	send(t, conn, "close 1006")
	sockettest.Expect(t, conn, websocket.TextMessage, `close code "1006" may not be sent (want 1000 to 1003, 1007 to 1014 or 3000 to 4999)`)
	sockettest.Write(t, conn, websocket.BinaryMessage, "ping")
	sockettest.Expect(t, conn, websocket.TextMessage, "a request is a text message, such as ping hi")
	send(t, conn, "text still here")
	sockettest.Expect(t, conn, websocket.TextMessage, "still here")
}

func TestASlowAnswerDelaysNoOther(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		conn, closeServer := pipe(t)
		defer closeServer()
		defer conn.Close()
		asked := time.Now()
		send(t, conn, "slowly 3 s later")
		send(t, conn, "slowly 1 s sooner")
		send(t, conn, "text at once")
		for _, want := range []struct {
			text  string
			after time.Duration
		}{{"at once", 0}, {"sooner", time.Second}, {"later", 3 * time.Second}} {
			sockettest.Expect(t, conn, websocket.TextMessage, want.text)
			if after := time.Since(asked); after != want.after {
				t.Errorf("%s after %v, want %v", want.text, after, want.after)
			}
		}
	})
}

func TestAtMostMaxDelayedAnswersWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		conn, closeServer := pipe(t)
		defer closeServer()
		defer conn.Close()
		for range command.MaxDelayed + 1 {
			send(t, conn, "slowly 2 s Hello")
		}
		sockettest.Expect(t, conn, websocket.TextMessage, "8 answers are waiting already: ask again when one of them has come")
		for range command.MaxDelayed {
			sockettest.Expect(t, conn, websocket.TextMessage, "Hello")
		}
		send(t, conn, "slowly 1 s again")
		sockettest.Expect(t, conn, websocket.TextMessage, "again")
	})
}

func TestWaitingAnswersEndWithTheConnection(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		sockets := socket.New(socket.Config{})
		pipes, closeServer := sockettest.ServePipes(command.Handler(sockets))
		defer closeServer()
		for _, leave := range []string{"close 1000", "vanish"} {
			conn := pipes.Dial(t, command.Path)
			for range command.MaxDelayed {
				send(t, conn, "slowly 10 s too late")
			}
			send(t, conn, leave)
			for {
				if _, payload, err := conn.ReadMessage(); err != nil {
					break
				} else if strings.Contains(string(payload), "late") {
					t.Errorf("%s: an answer came after the end", leave)
				}
			}
			conn.Close()
		}
		began := time.Now()
		if err := sockets.Shutdown(t.Context()); err != nil || time.Since(began) != 0 {
			t.Errorf("the connections ended after %v, %v", time.Since(began), err)
		}
	})
}

func pipe(t *testing.T) (conn *websocket.Conn, closeServer func()) {
	pipes, closeServer := sockettest.ServePipes(command.Handler(socket.New(socket.Config{})))
	return pipes.Dial(t, command.Path), closeServer
}
