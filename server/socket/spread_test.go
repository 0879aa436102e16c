package socket_test

import (
	"context"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"

	"twocups/server/socket"
	"twocups/server/socket/sockettest"
	"twocups/server/sockets/echo"
)

// closeTimes shuts sockets down with ten clients, and returns when each of them was closed, from the
// beginning of the shutdown.
func closeTimes(t *testing.T, spread, deadline time.Duration) (times []time.Duration) {
	synctest.Test(t, func(t *testing.T) {
		sockets := socket.New(socket.Config{ShutdownSpread: spread})
		pipes, closeServer := sockettest.ServePipes(echo.Handler(sockets))
		defer closeServer()
		const clients = 10
		closed := make(chan time.Duration, clients)
		start := time.Now()
		for range clients {
			conn := pipes.Dial(t, "/echo")
			go func() {
				defer conn.Close()
				if code, _ := sockettest.ReadClose(t, conn); code != websocket.CloseGoingAway {
					t.Errorf("closed with %d", code)
				}
				closed <- time.Since(start)
			}()
		}
		synctest.Wait() // until all connections can be closed
		ctx, cancel := context.WithTimeout(t.Context(), deadline)
		defer cancel()
		if err := sockets.Shutdown(ctx); err != nil {
			t.Error(err)
		}
		for range clients {
			times = append(times, <-closed)
		}
	})
	slices.Sort(times)
	return times
}

func TestShutdownSpreadsItsClosesEvenly(t *testing.T) {
	for i, at := range closeTimes(t, 10*time.Second, time.Minute) {
		if want := time.Duration(i) * time.Second; at != want {
			t.Errorf("close %d came after %v, want %v", i, at, want)
		}
	}
}

func TestShutdownWithoutASpreadClosesAllAtOnce(t *testing.T) {
	if times := closeTimes(t, 0, time.Minute); times[9] != 0 {
		t.Errorf("the last close came after %v", times[9])
	}
}

func TestShutdownLeavesHalfOfItsTimeForClosingHandshakes(t *testing.T) {
	if times := closeTimes(t, time.Hour, 20*time.Second); times[0] != 0 || times[9] != 9*time.Second {
		t.Errorf("the first close came after %v and the last after %v, want 0s and 9s", times[0], times[9])
	}
}

func TestSpreadMakesTheCallsThatAreLeftWhenItsContextEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(2500*time.Millisecond, cancel)
		start := time.Now()
		calls := 0
		socket.Spread(ctx, 10*time.Second, 10, func(i int) {
			if i != calls {
				t.Errorf("call %d has the number %d", calls, i)
			}
			calls++
		})
		if waited := time.Since(start); calls != 10 || waited != 2500*time.Millisecond {
			t.Errorf("%d calls took %v", calls, waited)
		}
	})
}

// Clients that leave by themselves need no close.
func TestShutdownDoesNotWaitForTheSpreadOfClientsThatHaveLeft(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		sockets := socket.New(socket.Config{ShutdownSpread: time.Minute})
		pipes, closeServer := sockettest.ServePipes(echo.Handler(sockets))
		defer closeServer()
		conns := []*websocket.Conn{pipes.Dial(t, "/echo"), pipes.Dial(t, "/echo"), pipes.Dial(t, "/echo")}
		synctest.Wait()
		time.AfterFunc(time.Second, func() {
			for _, conn := range conns {
				conn.Close()
			}
		})
		start := time.Now()
		if err := sockets.Shutdown(t.Context()); err != nil {
			t.Error(err)
		}
		if waited := time.Since(start); waited != time.Second {
			t.Errorf("the shutdown took %v", waited)
		}
	})
}
