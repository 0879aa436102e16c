package fullduplex_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"

	"twocups/server/proof/leakcheck"
	"twocups/server/socket"
	"twocups/server/socket/sockettest"
	"twocups/server/sockets/fullduplex"
)

func TestMain(m *testing.M) { leakcheck.Main(m) }

type message struct {
	Number int
	At     float64
	Heard  []float64
}

func next(t *testing.T, conn *websocket.Conn) (s message) {
	t.Helper()
	_, text := sockettest.Read(t, conn)
	if err := json.Unmarshal([]byte(text), &s); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return s
}

// within runs a test in a synctest bubble, with a client that has just joined.
func within(t *testing.T, test func(t *testing.T, conn *websocket.Conn)) {
	synctest.Test(t, func(t *testing.T) {
		pipes, closeServer := sockettest.ServePipes(fullduplex.Handler(socket.New(socket.Config{})))
		defer closeServer()
		conn := pipes.Dial(t, fullduplex.Path)
		defer conn.Close()
		test(t, conn)
	})
}

func TestBothEndsSendAtTheSameTime(t *testing.T) {
	within(t, func(t *testing.T, conn *websocket.Conn) {
		go func() {
			for range fullduplex.Messages {
				sockettest.Pass(fullduplex.Interval / 2)
				conn.WriteMessage(websocket.TextMessage, []byte("client"))
				sockettest.Pass(fullduplex.Interval / 2)
			}
		}()
		for i := range fullduplex.Messages {
			number := i + 1
			got, want := next(t, conn), message{number, float64(100 * number), []float64{float64(100*number - 50)}}
			if fmt.Sprint(got) != fmt.Sprint(want) {
				t.Errorf("message %v, want %v", got, want)
			}
		}
	})
}

func TestTheServerSendsWithoutBeingAskedAndThenStops(t *testing.T) {
	within(t, func(t *testing.T, conn *websocket.Conn) {
		for range fullduplex.Messages {
			if got := next(t, conn); got.Heard == nil || len(got.Heard) > 0 {
				t.Errorf("message %v", got)
			}
		}
		sockettest.Close(t, conn, 1000, "")
		sockettest.ReadClose(t, conn) // with nothing before it
	})
}

func TestAMessageListsAtMostMaxReceivedTimes(t *testing.T) {
	within(t, func(t *testing.T, conn *websocket.Conn) {
		for range fullduplex.MaxReceived + 1 {
			sockettest.Write(t, conn, websocket.TextMessage, "client")
		}
		if got := next(t, conn); len(got.Heard) != fullduplex.MaxReceived || slices.Max(got.Heard) != 0 {
			t.Errorf("message %v", got)
		}
		sockettest.Write(t, conn, websocket.TextMessage, "client")
		if got := next(t, conn); len(got.Heard) != 1 {
			t.Errorf("message %v", got)
		}
	})
}

func TestTheServerSendsNothingToAClientThatHasLeft(t *testing.T) {
	within(t, func(t *testing.T, conn *websocket.Conn) {
		next(t, conn)
		start := time.Now()
		sockettest.Close(t, conn, 1000, "")
		sockettest.ReadClose(t, conn)
		synctest.Wait()
		if took := time.Since(start); took != 0 {
			t.Errorf("the sending ended after %v", took)
		}
	})
}
