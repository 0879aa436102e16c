package socket_test

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/gorilla/websocket"

	"twocups/server/socket"
	"twocups/server/socket/sockettest"
)

// attendance counts who is there, and sends one message to those who join.
type attendance struct {
	joined  sync.WaitGroup // to be set to the number of those who will
	present atomic.Int32
}

func (a *attendance) Joined(c *socket.Conn) {
	a.present.Add(1)
	c.Send(socket.Message{Opcode: websocket.TextMessage, Payload: []byte("welcome")})
	a.joined.Done()
}
func (a *attendance) Message(*socket.Conn, socket.Message) {}
func (a *attendance) Left(*socket.Conn)                    { a.present.Add(-1) }

func TestShutdownClosesEverybodyAfterWhatIsQueued(t *testing.T) {
	const members = 50
	var present attendance
	present.joined.Add(members)
	sockets := socket.New(socket.Config{})
	url := sockettest.Serve(t, sockets.Handler(&present))
	var clients sync.WaitGroup
	for range members {
		conn := sockettest.Dial(t, url)
		clients.Go(func() {
			if _, payload, err := conn.ReadMessage(); err != nil || string(payload) != "welcome" {
				t.Errorf("got %q, %v", payload, err)
			}
			_, _, err := conn.ReadMessage() // answers the close frame
			if !websocket.IsCloseError(err, websocket.CloseGoingAway) || err.(*websocket.CloseError).Text != "the server is going away" {
				t.Errorf("ended with %v", err)
			}
		})
	}
	present.joined.Wait()
	if err := sockets.Shutdown(t.Context()); err != nil {
		t.Error(err)
	}
	if left := present.present.Load(); left != 0 {
		t.Errorf("%d connections outlive the shutdown", left)
	}
	clients.Wait()

	if status, _ := handshake(t, url, nil); status != http.StatusServiceUnavailable {
		t.Errorf("after the shutdown a client is answered %d", status)
	}
}

func TestShutdownCutsThoseWhoDoNotEndInTime(t *testing.T) {
	var present attendance
	present.joined.Add(1)
	sockets := socket.New(socket.Config{})
	url := sockettest.Serve(t, sockets.Handler(&present))
	_, reader := sockettest.Handshake(t, url)
	expectFrame(t, reader, "welcome")

	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		readFrame(t, reader) // the close frame, which is not answered
		cancel()
	}()
	if err := sockets.Shutdown(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("shutdown: %v", err)
	}
	if left := present.present.Load(); left != 0 {
		t.Errorf("%d connections outlive the shutdown", left)
	}
}

func TestABehaviourThatPanicsLeavesNothingBehind(t *testing.T) {
	sockets := socket.New(socket.Config{})
	url := sockettest.Serve(t, sockets.Handler(onMessage(func(*socket.Conn, socket.Message) { panic(http.ErrAbortHandler) })))
	conn := sockettest.Dial(t, url)
	sockettest.Write(t, conn, websocket.TextMessage, "")
	if _, _, err := conn.ReadMessage(); err == nil {
		t.Error("the connection goes on")
	}
	if err := sockets.Shutdown(t.Context()); err != nil {
		t.Error(err)
	}
}
