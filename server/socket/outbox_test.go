package socket_test

import (
	"net"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"

	"twocups/lessons/play/rfc6455"
	"twocups/server/socket"
	"twocups/server/socket/sockettest"
	"twocups/server/sockets/echo"
)

func TestEchoesOfMessagesThatCameTogetherAreSentTogether(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pipes, closeServer := sockettest.ServePipes(handlerOf(socket.Config{}, echo.Handler))
		defer closeServer()
		conn := pipes.Dial(t, "/echo")
		defer conn.Close()
		network := conn.NetConn()
		go network.Write([]byte(strings.Repeat("\x81\x81\x00\x00\x00\x00a", 40))) // 280 bytes: one read of the server's
		answer := make([]byte, 1024)
		n, err := network.Read(answer) // of a pipe: one write of the server's
		if want := strings.Repeat("\x81\x01a", 40); string(answer[:n]) != want {
			t.Errorf("one write holds %q, %v", answer[:n], err)
		}
	})
}

func TestReadingAheadLosesNoMessage(t *testing.T) {
	url := sockettest.Serve(t, patientHandlerOf(socket.Config{}, echo.Handler))
	conn, reader := sockettest.Handshake(t, url)
	const messages = 15_000 // many times what the server reads in one go
	go conn.Write([]byte(strings.Repeat("\x81\x83\x00\x00\x00\x00abc", messages)))
	for range messages {
		expectFrame(t, reader, "abc")
	}
}

func TestTheBytesThatWaitForAClientAreLimited(t *testing.T) {
	// The kernel's buffer on the client's side is as small as possible. The server sets the size
	// of the buffer on its side, which is part of the test.
	url, console := serve(t, socket.Config{QueueLength: 1_000_000, QueueBytes: 100_000}, onMessage(func(c *socket.Conn, _ socket.Message) {
		frame := socket.Prepare(socket.Message{Opcode: rfc6455.Binary, Payload: make([]byte, 1000)})
		for range 100_000 { // 100 MB, if nobody stops it
			c.Deliver(frame)
		}
	}))
	dialer := websocket.Dialer{NetDial: func(kind, address string) (net.Conn, error) {
		conn, err := net.Dial(kind, address)
		if err == nil {
			conn.(*net.TCPConn).SetReadBuffer(4096)
		}
		return conn, err
	}}
	conn, _, err := dialer.Dial(url, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	sockettest.Write(t, conn, websocket.TextMessage, "go")
	code, _ := sockettest.ReadClose(t, conn)
	if code != 1013 {
		t.Errorf("closed with %d", code)
	}
	sent := 0
	for _, line := range console.lines(t) {
		if strings.HasPrefix(line, "sent") {
			sent++
		}
	}
	if sent > 1000 {
		t.Errorf("%d KB were on their way to a client that doesn't read", sent)
	}
}

func TestOneMessageMayWaitWhateverItsSize(t *testing.T) {
	url := sockettest.Serve(t, patientHandlerOf(socket.Config{QueueBytes: 10}, onMessage(func(c *socket.Conn, m socket.Message) {
		c.Deliver(socket.Prepare(m))
	})))
	conn := sockettest.Dial(t, url)
	long := strings.Repeat("x", 1000)
	sockettest.Write(t, conn, websocket.TextMessage, long)
	if _, payload := sockettest.Read(t, conn); payload != long {
		t.Errorf("got %.40q", payload)
	}
}

// A pong is sent between the fragments of a message, and before its echo.
func TestAPingWithinAMessageIsAnsweredAtOnce(t *testing.T) {
	url := sockettest.Serve(t, patientHandlerOf(socket.Config{}, echo.Handler))
	conn, reader := sockettest.Handshake(t, url)
	conn.Write([]byte("\x01\x81\x00\x00\x00\x00a" + "\x89\x82\x00\x00\x00\x00hi"))
	expectFrame(t, reader, "hi")
	conn.Write([]byte("\x80\x81\x00\x00\x00\x00b"))
	expectFrame(t, reader, "ab")
}

func TestEveryPingIsAnsweredInItsTurn(t *testing.T) {
	url := sockettest.Serve(t, patientHandlerOf(socket.Config{}, echo.Handler))
	conn, reader := sockettest.Handshake(t, url)
	var got []string
	conn.Write([]byte("\x89\x81\x00\x00\x00\x00a" + "\x81\x81\x00\x00\x00\x00b" + "\x89\x81\x00\x00\x00\x00c"))
	for range 3 {
		_, payload := readFrame(t, reader)
		got = append(got, payload)
	}
	if !slices.Equal(got, []string{"a", "b", "c"}) {
		t.Errorf("answered %q", got)
	}
}

func TestAClientThatStopsReadingHarmsNobodyElse(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pipes, closeServer := sockettest.ServePipes(handlerOf(socket.Config{}, echo.Handler))
		defer closeServer()
		stuck, well := pipes.Dial(t, "/echo"), pipes.Dial(t, "/echo")
		defer stuck.Close()
		defer well.Close()
		sockettest.Write(t, stuck, websocket.TextMessage, "a")
		synctest.Wait() // until the server is writing its echo, which nobody reads
		begin := time.Now()
		sockettest.Write(t, well, websocket.TextMessage, "b")
		sockettest.Read(t, well)
		if waited := time.Since(begin); waited != 0 {
			t.Errorf("another client waited for %v", waited)
		}
	})
}

// A client may react to a message before the server's write returns.
func TestAMessageIsReportedBeforeTheClientHasIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		console := newRecorder()
		pipes, closeServer := sockettest.ServePipes(handlerOf(socket.Config{Consoles: console}, echo.Handler))
		defer closeServer()
		conn := pipes.Dial(t, "/echo"+tagged)
		defer conn.Close()
		sockettest.Write(t, conn, websocket.TextMessage, "Hello")
		conn.NetConn().Read(make([]byte, 1)) // of a pipe: the server's write waits for the rest to be read
		synctest.Wait()
		var lines []string
		for len(console.events) > 0 {
			lines = append(lines, line(<-console.events))
		}
		if want := []string{"opened ", "received text 5 Hello", "sent text 5 Hello"}; !slices.Equal(lines, want) {
			t.Errorf("when the client has the first byte, the console has %q, want %q", lines, want)
		}
	})
}

func TestAMessageThatCouldNotBeSentIsReported(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		console := newRecorder()
		pipes, closeServer := sockettest.ServePipes(handlerOf(socket.Config{Consoles: console}, echo.Handler))
		defer closeServer()
		conn := pipes.Dial(t, "/echo"+tagged)
		sockettest.Write(t, conn, websocket.TextMessage, "Hello")
		synctest.Wait() // until the server is writing the echo, which nobody reads
		conn.Close()
		console.expectLines(t, "opened ", "received text 5 Hello", "sent text 5 Hello",
			"remark the last frames could not be sent: the connection is gone", `closed 1006 "" clean=false`)
	})
}
