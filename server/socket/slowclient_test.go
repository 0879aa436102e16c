package socket_test

import (
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"twocups/lessons/play/rfc6455"
	"twocups/server/socket"
	"twocups/server/socket/sockettest"
)

func TestASlowMemberIsClosedAndNotWaitedFor(t *testing.T) {
	console := newRecorder()
	const messages = 1000
	delivered := make(chan struct{})
	flood := onMessage(func(c *socket.Conn, m socket.Message) {
		defer close(delivered)
		for range messages {
			c.Deliver(socket.Prepare(m))
		}
	})
	url := sockettest.Serve(t, patientHandlerOf(socket.Config{Consoles: console}, flood)) // so that the write timeout does not close it
	conn := sockettest.Dial(t, url+tagged)
	sockettest.LimitReadBuffer(t, conn)
	sockettest.Write(t, conn, websocket.TextMessage, strings.Repeat("x", 60_000))
	<-delivered // with nothing read: the kernel doesn't hold 60 MB

	code, reason := sockettest.ReadClose(t, conn)
	if code != 1013 || reason != "too slow: messages were waiting to be read" {
		t.Errorf("closed with %d %q", code, reason)
	}
	lines := console.lines(t)
	end := lines[len(lines)-2:]
	if end[0] != "closing 1013 "+reason || end[1] != `closed 1013 "" clean=true` {
		t.Errorf("the last lines of the console are %q", end)
	}
	if !strings.Contains(strings.Join(lines, "\n"), "remark too slow: the queue of messages for this client is full") {
		t.Error("no remark says that the client was too slow")
	}
}

// Nobody counts the bytes that the kernel holds for a client that doesn't read. So their number
// is bounded.
func TestTheKernelHoldsLittleForAClientThatDoesNotRead(t *testing.T) {
	const some, much = 1 << 20, 16 << 20
	flood := onMessage(func(c *socket.Conn, m socket.Message) {
		bytes := some
		if m.Opcode == rfc6455.Binary {
			bytes = much
		}
		c.Deliver(socket.Prepare(socket.Message{Opcode: rfc6455.Binary, Payload: make([]byte, bytes)}))
	})
	sockets := socket.New(sockettest.Patient(socket.Config{WriteTimeout: 3 * time.Second}))
	url := sockettest.Serve(t, flood(sockets))
	conn, reader := sockettest.Handshake(t, url)
	conn.(*net.TCPConn).SetReadBuffer(128 << 10) // on the client's side the kernel holds at most twice that
	for range 16 {                               // as fast as it can, so that the kernel grows its buffers; each message has the whole write timeout
		conn.Write([]byte("\x81\x80\x00\x00\x00\x00"))
		if _, err := io.CopyN(io.Discard, reader, 10+some); err != nil {
			t.Fatal(err)
		}
	}
	conn.Write([]byte("\x82\x80\x00\x00\x00\x00")) // and the client reads no more
	sockettest.Await(t, "the server to give up", func() bool {
		f := sockets.Figures()
		return f.Opened == 1 && f.Open == 0
	})
	held, _ := io.Copy(io.Discard, reader)
	if held == 0 || held > 1<<20 {
		t.Errorf("the kernel held %d bytes", held)
	}
}
