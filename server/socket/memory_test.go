package socket_test

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"

	"twocups/lessons/play/rfc6455"
	"twocups/server/limit/memory"
	"twocups/server/socket"
	"twocups/server/socket/sockettest"
	"twocups/server/sockets/echo"
)

// idle is what an idle connection costs.
const idle = 16 << 10

func TestWithoutMemoryANewcomerIsClosedWith1013(t *testing.T) {
	budget := memory.New(10*idle + idle*10/15) // a sixteenth stays free
	sockets := socket.New(sockettest.Patient(socket.Config{Memory: budget}))
	url := sockettest.Serve(t, echo.Handler(sockets))
	var conns []*websocket.Conn
	for range 10 {
		conns = append(conns, sockettest.Dial(t, url))
	}
	code, reason := sockettest.ReadClose(t, sockettest.Dial(t, url))
	if code != 1013 || reason != "the server is full: all its memory for clients is in use" {
		t.Errorf("closed with %d %q", code, reason)
	}
	answer, err := http.Get("http" + strings.TrimPrefix(url, "ws"))
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	if answer.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("a page that asks why gets %s", answer.Status)
	}
	if n := sockets.Figures().Refused["memory"]; n != 1 {
		t.Errorf("%d connections were refused, want 1", n)
	}
	sockettest.Close(t, conns[0], 1000, "")
	sockettest.Await(t, "a place", func() bool { return !budget.IsFull(idle) })
	conn := sockettest.Dial(t, url)
	sockettest.Write(t, conn, websocket.TextMessage, "hi")
	sockettest.Expect(t, conn, websocket.TextMessage, "hi")
}

func TestRefusalsForLackOfMemoryAreBounded(t *testing.T) {
	budget := memory.New(idle)
	sockets := socket.New(sockettest.Patient(socket.Config{Memory: budget}))
	server := sockettest.Serve(t, echo.Handler(sockets))
	refused := 0
	for range 257 { // the bound, and one more
		conn, answer, err := websocket.DefaultDialer.Dial(server, nil)
		if err != nil {
			if answer == nil || answer.StatusCode != http.StatusServiceUnavailable {
				t.Fatal(err)
			}
			refused++
			continue
		}
		defer conn.Close()
	}
	if refused != 1 {
		t.Errorf("%d of 257 connections got a plain answer, want 1", refused)
	}
}

// Some members don't read, and others do. When the messages that wait fill the
// memory, only those that don't read are closed.
func TestTheSlowestReadersGiveUpTheirMemoryFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const members, slow = 40, 30
		budget := memory.New(2 << 20)
		pipes, closeServer := sockettest.ServePipes(handlerOf(socket.Config{Memory: budget, WriteTimeout: time.Hour, PongWait: 3 * time.Hour, PingEvery: 2 * time.Hour}, newCrowd))
		defer budget.Close()
		defer closeServer()
		var conns []*websocket.Conn
		for range members {
			conn := pipes.Dial(t, "/")
			defer conn.Close()
			conns = append(conns, conn)
		}
		readers := conns[slow:]
		for n := range 120 {
			sender := readers[n%len(readers)]
			text := fmt.Sprint(n, strings.Repeat("x", 900)) // small: each member has a copy
			sockettest.Write(t, sender, websocket.TextMessage, text)
			for _, reader := range readers {
				if reader != sender {
					sockettest.Expect(t, reader, websocket.TextMessage, text)
				}
			}
			sockettest.Pass(2 * time.Second) // until those that had to give up are gone
			if figures := budget.Figures(); figures.Used > figures.Most {
				t.Fatalf("%d bytes are used of %d", figures.Used, figures.Most)
			}
		}
		if figures := budget.Figures(); figures.GaveUp == 0 || figures.GaveUp > slow {
			t.Errorf("%d members had to give up, want some of the %d that don't read", figures.GaveUp, slow)
		}
	})
}

// A large message to many members that don't read is one text in the memory.
func TestAMessageToManyCountsOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const members, size = 20, 60_000
		budget := memory.New(16 << 20)
		join := make(chan *socket.Conn, members)
		handler := handlerOf(socket.Config{Memory: budget, WriteTimeout: time.Hour}, func(s *socket.Sockets) http.Handler {
			return s.Handler(func(c *socket.Conn) socket.Behaviour { join <- c; return nil })
		})
		pipes, closeServer := sockettest.ServePipes(handler)
		defer closeServer()
		var conns []*websocket.Conn
		for range members {
			conn := pipes.Dial(t, "/")
			defer conn.Close()
			conns = append(conns, conn)
		}
		message := socket.Prepare(socket.Message{Opcode: rfc6455.Binary, Payload: make([]byte, size)})
		before := budget.Figures().Used
		for range members {
			(<-join).Deliver(message)
		}
		synctest.Wait()
		if used := budget.Figures().Used - before; used < size || used > size+members*idle {
			t.Errorf("%d bytes are used for a message of %d to %d members", used, size, members)
		}
		for _, conn := range conns {
			if _, payload := sockettest.Read(t, conn); len(payload) != size {
				t.Errorf("%d bytes come", len(payload))
			}
		}
		synctest.Wait()
		if used := budget.Figures().Used; used != before {
			t.Errorf("%d bytes are left", used-before)
		}
	})
}

// Small and large frames, copied and shared, arrive whole and in order.
func TestSmallAndLargeMessagesGoOutInOrder(t *testing.T) {
	var messages []socket.Message
	for i := range 200 {
		size := []int{0, 1, 125, 126, 1018, 1019, 1020, 1021, 5000, 20_000, 70_000}[i%11]
		messages = append(messages, socket.Message{Opcode: rfc6455.Binary, Payload: []byte(strings.Repeat(string(rune('a'+i%26)), size))})
	}
	url := sockettest.Serve(t, patientHandlerOf(socket.Config{QueueLength: 1000, QueueBytes: 100 << 20}, onMessage(func(c *socket.Conn, _ socket.Message) {
		for i, m := range messages {
			if i%3 == 0 {
				c.Send(m)
			} else {
				c.Deliver(socket.Prepare(m))
			}
		}
	})))
	conn := sockettest.Dial(t, url)
	sockettest.Write(t, conn, websocket.TextMessage, "go")
	for i, m := range messages {
		if _, payload := sockettest.Read(t, conn); payload != string(m.Payload) {
			t.Fatalf("message %d has %d bytes and begins %.10q, want %d bytes", i, len(payload), payload, len(m.Payload))
		}
	}
}

// Clients that send only the first half of a large message take memory for it, until there is
// none. Then a further one is closed with 1013, and a small message still gets its echo.
func TestHalfMessagesTakeMemory(t *testing.T) {
	budget := memory.New(1 << 20)
	url := sockettest.Serve(t, patientHandlerOf(socket.Config{Memory: budget}, echo.Handler))
	bystander := sockettest.Dial(t, url)
	answers := make(chan string, 20)
	for range 20 {
		conn, reader := sockettest.Handshake(t, url)
		go func() {
			conn.Write([]byte("\x82\xfe\xf0\x00\x00\x00\x00\x00" + strings.Repeat("x", 0xa000)))
			var start [4]byte // of a frame: its first byte, its length and a close code
			io.ReadFull(reader, start[:])
			answers <- string(start[:])
		}()
	}
	if answer := <-answers; answer[0] != '\x88' || answer[2:] != "\x03\xf5" {
		t.Errorf("a connection gets %q, want a close frame with 1013", answer)
	}
	if figures := budget.Figures(); figures.Used > figures.Most {
		t.Errorf("the figures are %+v", figures)
	}
	sockettest.Write(t, bystander, websocket.TextMessage, "hi")
	sockettest.Expect(t, bystander, websocket.TextMessage, "hi")
}

// leftClient is the writer of an answer whose client has left.
type leftClient struct{ http.ResponseWriter }

func (leftClient) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	server, client := net.Pipe()
	client.Close()
	return server, bufio.NewReadWriter(bufio.NewReader(server), bufio.NewWriter(server)), nil
}

func TestAHandshakeThatCannotBeAnsweredGivesItsMemoryBack(t *testing.T) {
	budget := memory.New(1 << 20)
	joined := false
	handler := socket.New(socket.Config{Memory: budget}).Handler(func(c *socket.Conn) socket.Behaviour {
		message := socket.Message{Opcode: rfc6455.Binary, Payload: make([]byte, 10_000)}
		c.Deliver(socket.Prepare(message)) // shared with other connections
		joined = c.TrySend(message)        // copied
		return nil
	})
	asked{host: "a"}.send(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		handler.ServeHTTP(leftClient{w}, r)
	}), http.MethodGet, opening)
	if used := budget.Figures().Used; !joined || used != 0 {
		t.Errorf("%d bytes are left, and the messages were queued: %v", used, joined)
	}
}

// A client that gets no pong would take the server for dead, so it is told why.
func TestAPongWithoutMemoryClosesTheConnection(t *testing.T) {
	budget := memory.New(idle + idle/8) // too little for the buffer of all pongs
	url := sockettest.Serve(t, patientHandlerOf(socket.Config{Memory: budget}, echo.Handler))
	conn, reader := sockettest.Handshake(t, url)
	io.WriteString(conn, strings.Repeat("\x89\xfd\x00\x00\x00\x00"+strings.Repeat("x", 125), 100))
	expectCloseBehind(t, reader, websocket.PongMessage, "\x03\xf5the server has no memory left for this connection")
}

func TestEverythingIsGivenBackAtTheEnd(t *testing.T) {
	budget := memory.New(64 << 20)
	sockets := socket.New(sockettest.Patient(socket.Config{Memory: budget}))
	url := sockettest.Serve(t, newCrowd(sockets))
	for range 5 {
		members := []*websocket.Conn{sockettest.Dial(t, url), sockettest.Dial(t, url), sockettest.Dial(t, url)}
		for range 20 {
			sockettest.Write(t, members[0], websocket.BinaryMessage, strings.Repeat("x", 60_000))
		}
		sockettest.Read(t, members[1])
		members[1].Close()
		members[2].NetConn().Close()
		sockettest.Close(t, members[0], 1000, "")
		// The next round begins when this one is over: its members read no messages of this round.
		sockettest.Await(t, "every byte to be given back", func() bool { return budget.Figures().Used == 0 })
	}
}
