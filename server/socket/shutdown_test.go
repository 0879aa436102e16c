package socket_test

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"twocups/server/socket"
	"twocups/server/socket/sockettest"
	"twocups/server/sockets/echo"
)

// attendance counts the clients that are connected, and sends one message to each that joins.
type attendance struct {
	joined  sync.WaitGroup // to be set to the number of clients that will join
	present atomic.Int32
}

func (a *attendance) join(c *socket.Conn) socket.Behaviour {
	a.present.Add(1)
	c.Send(socket.Message{Opcode: websocket.TextMessage, Payload: []byte("welcome")})
	a.joined.Done()
	return a
}
func (a *attendance) Message(socket.Message) {}
func (a *attendance) Left()                  { a.present.Add(-1) }

func TestShutdownClosesEveryConnectionAfterItsQueuedMessages(t *testing.T) {
	const members = 50
	var present attendance
	present.joined.Add(members)
	sockets := socket.New(sockettest.Patient(socket.Config{}))
	url := sockettest.Serve(t, sockets.Handler(present.join))
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

func TestShutdownAbortsConnectionsThatDoNotEndInTime(t *testing.T) {
	var present attendance
	present.joined.Add(1)
	sockets := socket.New(sockettest.Patient(socket.Config{}))
	url := sockettest.Serve(t, sockets.Handler(present.join))
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

// All messages that the server sent before it went away arrive, in order, and then its close
// frame arrives.
func TestShutdownLosesNoMessageThatWasSent(t *testing.T) {
	const members = 20
	sockets := socket.New(sockettest.Patient(socket.Config{FrameBurst: 10_000_000}))
	url := sockettest.Serve(t, echo.Handler(sockets))
	conns := make([]*websocket.Conn, members)
	for i := range conns {
		conns[i] = sockettest.Dial(t, url)
		conns[i].SetReadDeadline(time.Time{}) // a flood takes as long as it takes
	}
	var talking, clients sync.WaitGroup
	var echoes atomic.Int64
	talking.Add(members)
	for _, conn := range conns {
		go func() {
			for i := 0; conn.WriteMessage(websocket.TextMessage, strconv.AppendInt(nil, int64(i), 10)) == nil; i++ {
			}
		}()
		clients.Go(func() {
			defer conn.Close() // which also ends the goroutine above
			for i := 0; ; i++ {
				if i == 10 {
					talking.Done()
				}
				_, payload, err := conn.ReadMessage()
				if websocket.IsCloseError(err, websocket.CloseGoingAway) {
					return
				}
				if err != nil || string(payload) != strconv.Itoa(i) {
					t.Errorf("echo %d is %q, %v", i, payload, err)
					return
				}
				echoes.Add(1)
			}
		})
	}
	talking.Wait() // until each client has ten echoes
	if err := sockets.Shutdown(t.Context()); err != nil {
		t.Error(err)
	}
	clients.Wait()
	figures := sockets.Figures()
	if got := echoes.Load(); got != figures.SentMessages {
		t.Errorf("%d echoes arrived of %d that the server sent", got, figures.SentMessages)
	}
	// Each connection may have one message that the server got just as the shutdown began.
	if unanswered := figures.ReceivedMessages - figures.SentMessages; unanswered < 0 || unanswered > members {
		t.Errorf("of %d messages that the server got, %d have no echo", figures.ReceivedMessages, unanswered)
	}
	if got := figures.Closed["1001"]; got != members {
		t.Errorf("%d connections of %d ended with 1001: %v", got, members, figures.Closed)
	}
}

func TestABehaviourThatPanicsIsLoggedAndTheOthersGoOn(t *testing.T) {
	var log strings.Builder
	sockets := socket.New(sockettest.Patient(socket.Config{Log: slog.New(slog.NewTextHandler(&log, nil))}))
	url := sockettest.Serve(t, onMessage(func(c *socket.Conn, m socket.Message) {
		if string(m.Payload) == "panic" {
			panic("oh")
		}
		c.Send(m)
	})(sockets))
	calm, other := sockettest.Dial(t, url), sockettest.Dial(t, url)
	sockettest.Write(t, other, websocket.TextMessage, "panic")
	if code, reason := sockettest.ReadClose(t, other); code != 1011 || reason != "the server could not go on" {
		t.Errorf("closed with %d %q", code, reason)
	}
	sockettest.Write(t, calm, websocket.TextMessage, "calm")
	sockettest.Read(t, calm)
	calm.Close()
	if err := sockets.Shutdown(t.Context()); err != nil {
		t.Error(err)
	}
	if !strings.Contains(log.String(), "fault=oh") {
		t.Errorf("logged %s", log.String())
	}
}

func TestABehaviourThatPanicsLeavesNothingBehind(t *testing.T) {
	sockets := socket.New(sockettest.Patient(socket.Config{}))
	url := sockettest.Serve(t, onMessage(func(*socket.Conn, socket.Message) { panic(http.ErrAbortHandler) })(sockets))
	conn := sockettest.Dial(t, url)
	sockettest.Write(t, conn, websocket.TextMessage, "")
	if _, _, err := conn.ReadMessage(); err == nil {
		t.Error("the connection goes on")
	}
	if err := sockets.Shutdown(t.Context()); err != nil {
		t.Error(err)
	}
}
