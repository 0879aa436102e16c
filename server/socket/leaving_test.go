package socket_test

import (
	"context"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"

	"twocups/lessons/play/rfc6455"
	"twocups/server/socket"
	"twocups/server/socket/sockettest"
	"twocups/server/sockets/echo"
)

func TestNothingIsKeptOfAnAddressWhoseConnectionsAreOver(t *testing.T) {
	sockets := socket.New(sockettest.Patient(socket.Config{}))
	url := sockettest.Serve(t, echo.Handler(sockets))
	one, two := sockettest.Dial(t, url), sockettest.Dial(t, url)
	if addresses := sockets.Addresses(); addresses != 1 {
		t.Errorf("%d addresses are counted", addresses)
	}
	for _, conn := range []*websocket.Conn{one, two} {
		sockettest.Close(t, conn, 1000, "")
		sockettest.ReadClose(t, conn)
	}
	awaitOpen(t, sockets, 0)
	if addresses := sockets.Addresses(); addresses != 0 {
		t.Errorf("%d addresses are still counted", addresses)
	}
}

// blockedJoin is a behaviour whose join blocks until the channel is closed.
type blockedJoin struct{ open chan struct{} }

func (b blockedJoin) join(*socket.Conn) socket.Behaviour {
	<-b.open
	return b
}
func (blockedJoin) Message(socket.Message) {}
func (blockedJoin) Left()                  {}

func TestAClientThatJoinsDuringShutdownIsClosedWith1001(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		blocked := blockedJoin{make(chan struct{})}
		sockets := socket.New(socket.Config{})
		pipes, closeServer := sockettest.ServePipes(sockets.Handler(blocked.join))
		defer closeServer()
		codes := make(chan int)
		go func() {
			conn := pipes.Dial(t, "/")
			defer conn.Close()
			code, _ := sockettest.ReadClose(t, conn)
			codes <- code
		}()
		synctest.Wait()
		ended := make(chan error)
		go func() { ended <- sockets.Shutdown(t.Context()) }()
		synctest.Wait()
		close(blocked.open)
		if code := <-codes; code != 1001 {
			t.Errorf("closed with %d", code)
		}
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
}

func TestAClientThatJoinsAfterTheTimeOfShutdownIsDisconnected(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		blocked := blockedJoin{make(chan struct{})}
		sockets := socket.New(socket.Config{})
		pipes, closeServer := sockettest.ServePipes(sockets.Handler(blocked.join))
		defer closeServer()
		go func() {
			conn := pipes.Dial(t, "/") // and reads no close frame
			defer conn.Close()
			<-t.Context().Done()
		}()
		synctest.Wait()
		over, cancel := context.WithCancel(t.Context())
		cancel()
		began, ended := time.Now(), make(chan error)
		go func() { ended <- sockets.Shutdown(over) }()
		synctest.Wait()
		close(blocked.open)
		if err := <-ended; err == nil || time.Since(began) != 0 {
			t.Errorf("all had ended after %v, %v", time.Since(began), err)
		}
	})
}

// The remarks of frames that stay in the outbox are reported before the console is detached. Their
// other events are not reported, because the frames were never sent.
func TestOfUnwrittenFramesOnlyTheRemarksAreReported(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		console := newRecorder()
		conns := make(chan *socket.Conn, 1)
		pipes, closeServer := sockettest.ServePipes(handlerOf(socket.Config{QueueLength: 1, Consoles: console},
			onMessage(func(c *socket.Conn, _ socket.Message) { conns <- c })))
		defer closeServer()
		conn := pipes.Dial(t, "/"+tagged)
		defer conn.Close()
		sockettest.Write(t, conn, websocket.TextMessage, "go")
		c := <-conns
		for _, text := range []string{"being written", "waiting", "one too many"} {
			c.Deliver(socket.Prepare(socket.Message{Opcode: rfc6455.Text, Payload: []byte(text)}))
			synctest.Wait()
		}
		got := console.lines(t)
		const why = "remark too slow: the queue of messages for this client is full"
		if !slices.Contains(got, why) || slices.Contains(got, "sent text 7 waiting") {
			t.Errorf("the console has %q", got)
		}
	})
}
