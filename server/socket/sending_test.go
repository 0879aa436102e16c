package socket_test

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"

	"twocups/lessons/play/rfc6455"
	"twocups/server/socket"
	"twocups/server/socket/sockettest"
)

func TestABehaviourPingsAndThePongIsReported(t *testing.T) {
	var pongs []string
	url, console := serve(t, socket.Config{}, onMessage(func(c *socket.Conn, m socket.Message) {
		c.Ping(m.Payload, func(pong string) { pongs = append(pongs, pong) })
	}))
	conn := sockettest.Dial(t, url)
	var pings []string
	conn.SetPingHandler(func(payload string) error {
		pings = append(pings, payload)
		err := conn.WriteControl(websocket.PongMessage, []byte(payload), time.Now().Add(sockettest.Timeout))
		if payload == "" {
			sockettest.Close(t, conn, 1000, "")
		}
		return err
	})
	long := strings.Repeat("x", 130)
	for _, payload := range []string{"hi", long, ""} {
		sockettest.Write(t, conn, websocket.TextMessage, payload)
	}
	sockettest.ReadClose(t, conn)
	if want := []string{"hi", long[:125], ""}; !slices.Equal(pings, want) {
		t.Errorf("pings %q, want %q", pings, want)
	}
	lines := strings.Join(console.lines(t), "\n")
	for _, want := range []string{"remark a ping asks the client: hi", "remark the client’s pong says: hi", "remark the client’s pong says: xxx"} {
		if !strings.Contains(lines, want) {
			t.Errorf("the console has\n%s\nwithout %q", lines, want)
		}
	}
	if want := []string{"hi", long[:125]}; !slices.Equal(pongs, want) { // not the empty one
		t.Errorf("pongs %q, want %q", pongs, want)
	}
}

func TestABehaviourSendsAMessageInFragments(t *testing.T) {
	for _, test := range []struct {
		opcode  rfc6455.Opcode
		payload string
		frames  int
		want    string // what goes over the wire
	}{
		{rfc6455.Text, "Hello", 1, "\x81\x05Hello"},
		{rfc6455.Text, "Hello", 3, "\x01\x01H\x00\x02el\x80\x02lo"},
		{rfc6455.Binary, "\xff\xfe", 2, "\x02\x01\xff\x80\x01\xfe"},
		{rfc6455.Text, "é", 2, "\x01\x01\xc3\x80\x01\xa9"},
		{rfc6455.Text, "", 2, "\x01\x00\x80\x00"},
		{rfc6455.Text, "x", 3, "\x01\x00\x00\x00\x80\x01x"},
	} {
		url, console := serve(t, socket.Config{}, onMessage(func(c *socket.Conn, m socket.Message) {
			c.SendFragments(socket.Message{Opcode: test.opcode, Payload: []byte(test.payload)}, test.frames)
			c.Close(rfc6455.NormalClosure, "")
		}))
		conn, reader := sockettest.Handshake(t, url)
		conn.Write([]byte("\x81\x81\x00\x00\x00\x00x"))
		got := make([]byte, len(test.want))
		if _, err := io.ReadFull(reader, got); err != nil || string(got) != test.want {
			t.Errorf("%q in %d frames is %q, %v, want %q", test.payload, test.frames, got, err, test.want)
		}
		conn.Close()
		if lines := console.lines(t); lines[2] != fmt.Sprintf("remark the next message goes in %d frames", test.frames) ||
			!strings.HasPrefix(lines[3], fmt.Sprintf("sent %v %d ", test.opcode, len(test.payload))) {
			t.Errorf("the console has %q", lines)
		}
	}
}

func TestABehaviourVanishesAfterTheQueuedMessages(t *testing.T) {
	url, console := serve(t, socket.Config{}, onMessage(func(c *socket.Conn, m socket.Message) {
		c.Send(m)
		c.Vanish()
		c.Vanish() // it is gone already
		if c.Send(m) || c.Ping(nil, nil) || c.SendFragments(m, 2) {
			t.Error("a connection that has vanished sends a message")
		}
	}))
	conn := sockettest.Dial(t, url)
	sockettest.Write(t, conn, websocket.TextMessage, "go")
	if _, payload := sockettest.Read(t, conn); payload != "go" {
		t.Errorf("got %q first", payload)
	}
	if _, _, err := conn.ReadMessage(); !websocket.IsCloseError(err, websocket.CloseAbnormalClosure) {
		t.Errorf("then %v, want the end without a close frame", err)
	}
	conn.Close()
	console.expectLines(t, "opened ", "received text 2 go", "sent text 2 go",
		"remark the server vanishes, without a close frame", `closed 1006 "" clean=false`)
}

func TestAVanishedConnectionReadsOnSoThatTheClientGetsTheQueuedMessages(t *testing.T) {
	url, _ := serve(t, socket.Config{}, onMessage(func(c *socket.Conn, m socket.Message) {
		c.Send(m)
		c.Vanish()
	}))
	for range 20 {
		conn := sockettest.Dial(t, url)
		message := []byte{0x81, 0x82, 0, 0, 0, 0, 'g', 'o'}
		if _, err := conn.NetConn().Write(bytes.Repeat(message, 2_000)); err != nil { // the server gets nearly all of them after it has vanished
			t.Fatal(err)
		}
		if _, payload := sockettest.Read(t, conn); payload != "go" {
			t.Errorf("got %q first", payload)
		}
		if _, _, err := conn.ReadMessage(); !websocket.IsCloseError(err, websocket.CloseAbnormalClosure) {
			t.Fatalf("then %v, want the end, and no reset", err)
		}
	}
}

func TestAVanishedConnectionWaitsOnlyForAWhileForItsClient(t *testing.T) {
	url, console := serve(t, socket.Config{WriteTimeout: 10 * time.Millisecond, CloseWait: 10 * time.Millisecond}, onMessage(func(c *socket.Conn, _ socket.Message) {
		c.Vanish()
	}))
	sockettest.Write(t, sockettest.Dial(t, url), websocket.TextMessage, "go")
	console.expectLines(t, "opened ", "received text 2 go", "remark the server vanishes, without a close frame", `closed 1006 "" clean=false`)
}

func TestSendFragmentsWaitsForAClientThatDoesNotRead(t *testing.T) {
	url, console := serve(t, socket.Config{WriteTimeout: 50 * time.Millisecond}, onMessage(func(c *socket.Conn, m socket.Message) {
		for c.SendFragments(m, 2) { // until the server gives up the client, which does not read
		}
	}))
	sockettest.Write(t, sockettest.Dial(t, url), websocket.TextMessage, strings.Repeat("x", 10_000))
	lines := console.lines(t)
	if last := lines[len(lines)-1]; last != `closed 1006 "" clean=false` {
		t.Errorf("the last line of the console is %q", last)
	}
}

func TestPushWaitsForAClientThatDoesNotRead(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		joined := make(chan *socket.Conn, 1)
		pipes, closeServer := sockettest.ServePipes(handlerOf(socket.Config{}, onMessage(func(c *socket.Conn, _ socket.Message) { joined <- c })))
		defer closeServer()
		conn := pipes.Dial(t, "/echo")
		sockettest.Write(t, conn, websocket.TextMessage, "go")
		c := <-joined
		const messages = 100
		var pushed atomic.Int32
		done := make(chan struct{})
		go func() {
			defer close(done)
			for c.Push(socket.Message{Opcode: rfc6455.Text, Payload: fmt.Append(nil, pushed.Load())}) {
				pushed.Add(1)
			}
		}()
		synctest.Wait() // until all goroutines wait for this client to read
		if got := pushed.Load(); got != 0 {
			t.Errorf("%d messages were pushed to a client that reads none", got)
		}
		for i := range messages {
			if _, payload := sockettest.Read(t, conn); payload != fmt.Sprint(i) {
				t.Fatalf("message %d is %q", i, payload)
			}
		}
		conn.Close()
		<-done // the last was not written
	})
}
