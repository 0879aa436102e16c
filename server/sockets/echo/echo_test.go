package echo_test

import (
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"github.com/gorilla/websocket"

	"twocups/server/proof/leakcheck"
	"twocups/server/socket"
	"twocups/server/socket/sockettest"
	"twocups/server/sockets/echo"
)

func TestMain(m *testing.M) { leakcheck.Main(m) }

func TestSendsBackWhatCame(t *testing.T) {
	url := sockettest.Serve(t, echo.Handler(socket.New(sockettest.Patient(socket.Config{}))))
	conn := sockettest.Dial(t, url)
	for _, message := range []struct {
		kind    int
		payload string
	}{
		{websocket.TextMessage, "Hello"},
		{websocket.TextMessage, ""},
		{websocket.TextMessage, "käse 🧀 \x00"},
		{websocket.BinaryMessage, "\x00\xff\xc0\x80"},
		{websocket.BinaryMessage, ""},
		{websocket.TextMessage, strings.Repeat("x", 125)},
		{websocket.TextMessage, strings.Repeat("x", 126)},
		{websocket.BinaryMessage, strings.Repeat("\xfe", 65535)},
		{websocket.TextMessage, strings.Repeat("x", 65536)},
	} {
		sockettest.Write(t, conn, message.kind, message.payload)
		if kind, payload := sockettest.Read(t, conn); kind != message.kind || payload != message.payload {
			t.Errorf("echo of %d %.20q is %d %.20q", message.kind, message.payload, kind, payload)
		}
	}
}

func TestKeepsMessageBoundariesAndOrder(t *testing.T) {
	url := sockettest.Serve(t, echo.Handler(socket.New(sockettest.Patient(socket.Config{}))))
	conn := sockettest.Dial(t, url)
	const messages = 500
	go func() {
		for i := range messages {
			conn.WriteMessage(websocket.TextMessage, fmt.Append(nil, i))
		}
	}()
	for i := range messages {
		if _, payload := sockettest.Read(t, conn); payload != fmt.Sprint(i) {
			t.Fatalf("echo %d is %q", i, payload)
		}
	}
}

func TestServesManyClientsAtOnce(t *testing.T) {
	url := sockettest.Serve(t, echo.Handler(socket.New(sockettest.Patient(socket.Config{}))))
	var clients sync.WaitGroup
	for client := range 64 {
		conn := sockettest.Dial(t, url)
		clients.Go(func() {
			for i := range 50 {
				want := fmt.Sprintf("client %d, message %d", client, i)
				conn.WriteMessage(websocket.TextMessage, []byte(want))
				if _, got, err := conn.ReadMessage(); err != nil || string(got) != want {
					t.Errorf("echo of %q is %q, %v", want, got, err)
					return
				}
			}
		})
	}
	clients.Wait()
}

func TestAClientThatReadsLateWaitsAndLosesNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pipes, closeServer := sockettest.ServePipes(echo.Handler(socket.New(socket.Config{})))
		defer closeServer()
		conn := pipes.Dial(t, "/echo")
		defer conn.Close()

		const messages = 20
		var written atomic.Int32
		go func() {
			for i := range messages {
				conn.WriteMessage(websocket.TextMessage, fmt.Append(nil, i))
				written.Add(1)
			}
		}()
		synctest.Wait() // until the server waits for this client to read
		if got := written.Load(); got != 1 {
			t.Errorf("the server read %d messages from a client that reads no echo, want 1", got)
		}
		for i := range messages {
			if _, payload := sockettest.Read(t, conn); payload != fmt.Sprint(i) {
				t.Fatalf("echo %d is %q", i, payload)
			}
		}
	})
}
