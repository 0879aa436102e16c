package trouble_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"

	"twocups/lessons/programs/trouble"
	"twocups/server/instance"
	"twocups/server/proof/leakcheck"
	"twocups/server/socket"
	"twocups/server/socket/sockettest"
)

func TestMain(m *testing.M) { leakcheck.Main(m) }

const aServer = "?instance=AAAAAAAAAAAAAAAAAAAAAA"

func serve(t testing.TB) (url string) {
	t.Helper()
	servers := instance.New(instance.Config{Rate: 1e9, Burst: 1e9, InstanceRate: 1e9, InstanceBurst: 1e9}, trouble.New)
	return sockettest.Serve(t, servers.Handler(socket.New(socket.Config{}))) + aServer
}

// say sends a message, and hear expects one.
func say(t testing.TB, conn *websocket.Conn, message string) {
	t.Helper()
	sockettest.Write(t, conn, websocket.TextMessage, message)
}

func hear(t testing.TB, conn *websocket.Conn, want string) {
	t.Helper()
	if _, got := sockettest.Read(t, conn); got != want {
		t.Errorf("heard %s, want %s", got, want)
	}
}

// closed expects the end of a connection; 1006 if there is no close frame.
func closed(t testing.TB, conn *websocket.Conn, wantCode int, wantReason string) {
	t.Helper()
	if code, reason := sockettest.ReadClose(t, conn); code != wantCode || reason != wantReason {
		t.Errorf("closed with %d %q, want %d %q", code, reason, wantCode, wantReason)
	}
}

// vanished expects the connection to end without a close frame.
func vanished(t testing.TB, conn *websocket.Conn) {
	t.Helper()
	if _, message, err := conn.ReadMessage(); err == nil {
		t.Errorf("heard %s", message)
	} else if _, frame := err.(*websocket.CloseError); frame && !websocket.IsCloseError(err, websocket.CloseAbnormalClosure) {
		t.Errorf("the connection ended with %v", err)
	}
}

func text(number int, text string) string {
	return fmt.Sprintf(`{"type":"say","number":%d,"text":%q}`, number, text)
}

func got(number int) string { return fmt.Sprintf(`{"type":"got","number":%d}`, number) }

const (
	hello = `{"type":"hello","sender":"alice"}`
	book  = `{"type":"book"}`
)

func TestATextThatIsSentAgainUnderANameIsWrittenDownOnce(t *testing.T) {
	url := serve(t)
	alice := sockettest.Dial(t, url)
	for _, message := range []string{hello, `{"type":"cut","after":2}`, text(1, "one"), text(2, "two"), text(3, "three")} {
		say(t, alice, message)
	}
	hear(t, alice, got(1))
	vanished(t, alice)

	again := sockettest.Dial(t, url)
	say(t, again, book)
	hear(t, again, `{"type":"book","said":["one","two"],"doubles":0}`)
	for _, message := range []string{hello, text(2, "two"), text(3, "three"), book} {
		say(t, again, message)
	}
	hear(t, again, got(2))
	hear(t, again, got(3))
	hear(t, again, `{"type":"book","said":["one","two","three"],"doubles":1}`)
}

func TestWithoutANameADoubleIsWrittenDownTwice(t *testing.T) {
	conn := sockettest.Dial(t, serve(t))
	for _, message := range []string{text(1, "one"), text(1, "one"), book} {
		say(t, conn, message)
	}
	hear(t, conn, got(1))
	hear(t, conn, got(1))
	hear(t, conn, `{"type":"book","said":["one","one"],"doubles":0}`)
}

func TestAServerVanishesAtOnceOrTurnsAway(t *testing.T) {
	url := serve(t)
	cut, refused := sockettest.Dial(t, url), sockettest.Dial(t, url)
	say(t, cut, `{"type":"cut"}`)
	vanished(t, cut)
	say(t, refused, `{"type":"refuse"}`)
	closed(t, refused, int(trouble.Refused), "you are not welcome here, and will not be")
}

func TestADeafServerSaysNothingAndStillHangsUp(t *testing.T) {
	conn := sockettest.Dial(t, serve(t))
	for _, message := range []string{`{"type":"ask"}`, `{"type":"deaf"}`, `{"type":"ask"}`, `{"type":"cut"}`} {
		say(t, conn, message)
	}
	hear(t, conn, `{"type":"here"}`)
	sockettest.Close(t, conn, 1000, "") // waits for the server's close frame
	closed(t, conn, 1000, "")
}

// bubble runs a test in which time passes when everybody waits.
func bubble(t *testing.T, test func(t *testing.T, dial func() *websocket.Conn)) {
	synctest.Test(t, func(t *testing.T) {
		servers := instance.New(instance.Config{}, trouble.New)
		pipes, closeServer := sockettest.ServePipes(servers.Handler(socket.New(socket.Config{})))
		defer closeServer()
		test(t, func() *websocket.Conn { return pipes.Dial(t, "/"+aServer) })
	})
}

func TestAServerIsDownForAsLongAsItWasTold(t *testing.T) {
	bubble(t, func(t *testing.T, dial func() *websocket.Conn) {
		asks, other := dial(), dial()
		say(t, asks, fmt.Sprintf(`{"type":"down","seconds":%d}`, trouble.MaxDown))
		vanished(t, asks)
		closed(t, other, 1012, "the server restarts")
		closed(t, dial(), 1013, "the server is down: try again later")
		sockettest.Pass(trouble.MaxDown*time.Second - 1)
		closed(t, dial(), 1013, "the server is down: try again later")
		sockettest.Pass(time.Nanosecond)
		back := dial()
		defer back.Close()
		say(t, back, `{"type":"ask"}`)
		hear(t, back, `{"type":"here"}`)
	})
}

func TestAClientIsClosedOnlyWhenItBreaksItsPromise(t *testing.T) {
	bubble(t, func(t *testing.T, dial func() *websocket.Conn) {
		conn, gone := dial(), dial()
		say(t, gone, `{"type":"promise","seconds":1}`)
		gone.Close()
		say(t, conn, `{"type":"promise","seconds":2}`)
		for range 5 { // before the first ping, which nobody would read meanwhile
			sockettest.Pass(3*time.Second - 1)
			say(t, conn, `{"type":"ask"}`)
			hear(t, conn, `{"type":"here"}`)
		}
		say(t, conn, `{"type":"promise","seconds":4}`) // replaces the first promise
		before := time.Now()
		closed(t, conn, 1013, "silent: nothing came for 6s")
		if waited := time.Since(before); waited != 6*time.Second {
			t.Errorf("closed after %v", waited)
		}
	})
}

func TestPiecesOverflowAQueueOrComeThreeByThree(t *testing.T) {
	url := serve(t)
	pushed := sockettest.Dial(t, url)
	say(t, pushed, fmt.Sprintf(`{"type":"pieces","count":%d}`, trouble.MaxPieces))
	came := 0
	for {
		kind, payload, err := pushed.ReadMessage()
		if err != nil {
			if !websocket.IsCloseError(err, websocket.CloseTryAgainLater) || !strings.Contains(err.Error(), "too slow: messages were waiting to be read") {
				t.Errorf("after %d pieces: %v", came, err)
			}
			break
		}
		if kind != websocket.BinaryMessage || len(payload) != trouble.PieceSize {
			t.Fatalf("a piece of kind %d with %d bytes", kind, len(payload))
		}
		came++
	}
	if came == 0 || came >= trouble.MaxPieces {
		t.Errorf("%d pieces came", came)
	}

	asked := sockettest.Dial(t, url)
	for range trouble.MaxPieces / 3 {
		say(t, asked, `{"type":"pieces","count":3}`)
		for range 3 {
			sockettest.Read(t, asked)
		}
	}
}
