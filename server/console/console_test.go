package console_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"

	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
	"twocups/server/console"
	"twocups/server/proof/leakcheck"
	"twocups/server/socket"
	"twocups/server/socket/sockettest"
	"twocups/server/sockets/echo"
)

func TestMain(m *testing.M) { leakcheck.Main(m) }

// handlerOf serves the consoles, and an echo that reports to them.
func handlerOf(consoles *console.Consoles) http.Handler {
	mux := http.NewServeMux()
	mux.Handle(play.ConsolePath, consoles.Handler())
	mux.Handle(play.EchoPath, echo.Handler(socket.New(sockettest.Patient(socket.Config{Consoles: consoles}))))
	return mux
}

// newPatient returns consoles for a test in real time, which don't tick while it waits.
func newPatient(config console.Config) *console.Consoles {
	config.TickEvery, config.Socket = time.Hour, sockettest.Patient(config.Socket)
	return console.New(config)
}

// open opens a console and returns its stream and its name.
func open(t testing.TB, url string) (*websocket.Conn, string) {
	t.Helper()
	stream := sockettest.Dial(t, url+play.ConsolePath)
	return stream, next(t, stream).Console
}

func next(t testing.TB, stream *websocket.Conn) play.Notice {
	t.Helper()
	kind, text := sockettest.Read(t, stream)
	var n play.Notice
	if err := json.Unmarshal([]byte(text), &n); err != nil || kind != websocket.TextMessage {
		t.Fatalf("notice of opcode %d %q: %v", kind, text, err)
	}
	return n
}

func TestEveryConsoleHasANameOfItsOwn(t *testing.T) {
	url := sockettest.Serve(t, handlerOf(newPatient(console.Config{})))
	_, one := open(t, url)
	_, two := open(t, url)
	for _, name := range []string{one, two} {
		if !regexp.MustCompile(`^[a-z0-9]{26,}$`).MatchString(name) {
			t.Errorf("name %q", name)
		}
	}
	if one == two {
		t.Error("two consoles have the same name")
	}
}

func TestEventsAreStreamedInOrder(t *testing.T) {
	url := sockettest.Serve(t, handlerOf(newPatient(console.Config{})))
	stream, name := open(t, url)
	tag := play.Tag{Console: name, Block: "first-echo", Client: "alice", Attempt: 2}
	conn := sockettest.Dial(t, url+play.EchoPath+"?"+tag.Query(), "chat")
	for i := range 3 {
		sockettest.Write(t, conn, websocket.TextMessage, fmt.Sprint("hi ", i))
		sockettest.Read(t, conn)
	}
	sockettest.Close(t, conn, 3000, "bye")

	want := []string{"Client connected! Subprotocol chat"}
	for i := range 3 {
		want = append(want, fmt.Sprint("→ hi ", i), fmt.Sprint("← hi ", i))
	}
	want = append(want, "Client disconnected! 3000 bye")
	tag.Console = ""
	var last play.Milliseconds
	for _, words := range want {
		n := next(t, stream)
		if n.Event.At < last {
			t.Errorf("event at %v after one at %v", n.Event.At, last)
		}
		last = n.Event.At
		row := n.Event.Row()
		if got := strings.TrimSpace(row.Arrow + " " + row.Words); got != words || n.Tag != tag {
			t.Errorf("notice of %+v: %q, want %q", n.Tag, got, words)
		}
	}
}

func TestAConsoleSeesOnlyItsOwnPage(t *testing.T) {
	url := sockettest.Serve(t, handlerOf(newPatient(console.Config{})))
	stream, name := open(t, url)
	_, other := open(t, url)
	for _, tag := range []play.Tag{{Console: other, Block: "b"}, {Console: "unknown", Block: "b"}, {Console: name, Block: "mine"}} {
		conn := sockettest.Dial(t, url+play.EchoPath+"?"+tag.Query())
		sockettest.Write(t, conn, websocket.TextMessage, "hi")
		if _, payload := sockettest.Read(t, conn); payload != "hi" { // watched or not
			t.Errorf("echo %q", payload)
		}
	}
	if n := next(t, stream); n.Block != "mine" {
		t.Errorf("the first notice is about %+v", n.Tag)
	}
}

func TestAQuietConsoleTicks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pipes, closeServer := sockettest.ServePipes(handlerOf(console.New(console.Config{})))
		defer closeServer()
		stream := pipes.Dial(t, play.ConsolePath)
		defer stream.Close()
		next(t, stream) // its name
		for range 3 {
			before := time.Now()
			if n := next(t, stream); !reflect.DeepEqual(n, play.Notice{}) {
				t.Errorf("a tick says %+v", n)
			}
			if waited := time.Since(before); waited != 5*time.Second {
				t.Errorf("a tick after %v, want 5 s", waited)
			}
		}
	})
}

func TestASlowPageLearnsHowManyNoticesItMissed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		consoles := console.New(console.Config{QueueLength: 4})
		pipes, closeServer := sockettest.ServePipes(handlerOf(consoles))
		defer closeServer()
		stream := pipes.Dial(t, play.ConsolePath)
		defer stream.Close()
		watcher, err := consoles.Attach(play.Tag{Console: next(t, stream).Console, Block: "b"})
		if err != nil {
			t.Fatal(err)
		}
		defer watcher.Detach()

		report := func(number int) {
			watcher.Report(play.Event{Side: rfc6455.Server, Kind: play.Remark, Text: fmt.Sprint(number)})
		}
		report(0)
		synctest.Wait() // until the notice is being written
		for i := 1; i < 10; i++ {
			report(i) // four are queued, the others left out
		}
		for i := range 5 {
			if n := next(t, stream); n.Event.Text != fmt.Sprint(i) || n.Missed != 0 {
				t.Errorf("notice %d is %+v", i, n)
			}
		}
		report(10)
		if n := next(t, stream); n.Event.Text != "10" || n.Missed != 5 {
			t.Errorf("after five were left out: %+v", n)
		}
		report(11)
		if n := next(t, stream); n.Event.Text != "11" || n.Missed != 0 {
			t.Errorf("after that notice: %+v", n)
		}
	})
}

func TestReportsToAClosedConsoleAreDropped(t *testing.T) {
	consoles := newPatient(console.Config{})
	url := sockettest.Serve(t, handlerOf(consoles))
	stream, name := open(t, url)
	watcher, err := consoles.Attach(play.Tag{Console: name})
	if err != nil {
		t.Fatal(err)
	}
	sockettest.Close(t, stream, 1000, "")
	sockettest.ReadClose(t, stream)
	if err := consoles.Shutdown(t.Context()); err != nil { // waits until the console is removed
		t.Fatal(err)
	}
	watcher.Report(play.Event{Side: rfc6455.Server, Kind: play.Remark})
	watcher.Detach()
	if late, err := consoles.Attach(play.Tag{Console: name}); late != nil || err != nil {
		t.Errorf("its name is still known: %v, %v", late, err)
	}
}

func TestAPageMaySendOnlyRequestsForTheWire(t *testing.T) {
	url := sockettest.Serve(t, handlerOf(newPatient(console.Config{})))
	for _, message := range []struct {
		kind int
		text string
	}{{websocket.TextMessage, "hi"}, {websocket.TextMessage, ""}, {websocket.TextMessage, "wire on "}, {websocket.BinaryMessage, play.WireOn}} {
		stream, _ := open(t, url)
		sockettest.Write(t, stream, message.kind, message.text)
		if code, reason := sockettest.ReadClose(t, stream); code != 1008 || reason != "a console takes no messages but wire on and wire off" {
			t.Errorf("%q: closed with %d %q", message.text, code, reason)
		}
	}
}

func TestTheNumberOfConsolesIsLimited(t *testing.T) {
	url := sockettest.Serve(t, handlerOf(newPatient(console.Config{MaxConsoles: 1})))
	open(t, url)
	if code, _ := sockettest.ReadClose(t, sockettest.Dial(t, url+play.ConsolePath)); code != 1013 {
		t.Errorf("closed with %d", code)
	}
}

func TestTheNumberOfConnectionsAConsoleWatchesIsLimited(t *testing.T) {
	url := sockettest.Serve(t, handlerOf(newPatient(console.Config{MaxWatched: 1})))
	stream, name := open(t, url)
	echo := url + play.EchoPath + "?" + play.Tag{Console: name, Block: "b"}.Query()
	first := sockettest.Dial(t, echo)
	if code, reason := sockettest.ReadClose(t, sockettest.Dial(t, echo)); code != 1013 || !strings.Contains(reason, "1 connections open") {
		t.Errorf("closed with %d %q", code, reason)
	}
	sockettest.Close(t, first, 1000, "")
	next(t, stream) // opened
	next(t, stream) // closed
}
