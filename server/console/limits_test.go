package console_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"

	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
	"twocups/server/console"
	"twocups/server/limit/memory"
	"twocups/server/socket"
	"twocups/server/socket/sockettest"
)

func TestAnAddressThatHasAllItsConsolesLeavesRoomForOthers(t *testing.T) {
	consoles := newPatient(console.Config{MaxConsoles: 3, MaxPerAddress: 2})
	url := sockettest.Serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.RemoteAddr = r.URL.Query().Get("from") + ":4321"
		consoles.Handler().ServeHTTP(w, r)
	}))
	const greedy, other = "?from=192.0.2.1", "?from=192.0.2.2"
	for range 2 {
		next(t, sockettest.Dial(t, url+greedy)) // its name
	}
	if code, reason := sockettest.ReadClose(t, sockettest.Dial(t, url+greedy)); code != 1013 || !strings.Contains(reason, "your address has 2") {
		t.Errorf("a third is closed with %d %q", code, reason)
	}
	sockettest.Await(t, "the third to be gone", func() bool { return consoles.Figures().Open == 2 })
	next(t, sockettest.Dial(t, url+other))
}

func TestAMessageToAConsoleMustBeShort(t *testing.T) {
	url := sockettest.Serve(t, newPatient(console.Config{}).Handler())
	for length, want := range map[int]int{64: 1008, 65: 1009} { // 64 bytes are short enough, but these are no request
		stream := sockettest.Dial(t, url)
		sockettest.Write(t, stream, websocket.TextMessage, strings.Repeat("x", length))
		if code, _ := sockettest.ReadClose(t, stream); code != want {
			t.Errorf("%d bytes are closed with %d, want %d", length, code, want)
		}
	}
}

func TestAPageMayNotSendRequestsTooFast(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		noPings := socket.Config{PingEvery: time.Hour, PongWait: 2 * time.Hour} // the flood leaves no room for a pong
		pipes, closeServer := sockettest.ServePipes(console.New(console.Config{Socket: noPings}).Handler())
		defer closeServer()
		stream := pipes.Dial(t, play.ConsolePath)
		next(t, stream) // its name
		flood := make(chan struct{})
		go func() {
			defer close(flood)
			for stream.WriteMessage(websocket.TextMessage, []byte(play.WireOn)) == nil {
			}
		}()
		defer func() {
			stream.Close()
			<-flood
		}()
		if code, reason := sockettest.ReadClose(t, stream); code != 1008 || !strings.HasPrefix(reason, "too fast: the server takes 5 frames a second") {
			t.Errorf("closed with %d %q", code, reason)
		}
	})
}

// countWaiting opens a console whose page doesn't read, and reports more notices of one KB to it
// than the queue accepts. It returns how many notices waited for the page.
func countWaiting(t *testing.T) (waited int) {
	consoles := console.New(console.Config{})
	pipes, closeServer := sockettest.ServePipes(consoles.Handler())
	defer closeServer()
	stream := pipes.Dial(t, play.ConsolePath)
	defer stream.Close()
	watcher, err := consoles.Attach(play.Tag{Console: next(t, stream).Console, Block: "b"})
	if err != nil {
		t.Fatal(err)
	}
	remark := func(text string) {
		watcher.Report(play.Event{Side: rfc6455.Server, Kind: play.Remark, Text: text})
	}
	remark("being written")
	synctest.Wait()
	for i := range 250 {
		remark(fmt.Sprint(i, strings.Repeat("x", 900)))
	}
	next(t, stream)
	synctest.Wait() // until all waiting notices are being written, so that there is room again
	remark("end")
	watcher.Detach()
	for next(t, stream).Event.Text != "end" {
		waited++
	}
	return waited
}

func TestFewNoticesWaitForAPageThatDoesNotRead(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		waited := countWaiting(t)
		if waited < 100 || waited > 131 {
			t.Errorf("%d KB waited, want at most 128", waited)
		}
	})
}

// Pages that don't read take as much of the memory budget as there is. Those that hold most are
// closed with 1013, and a page that reads still gets its notices.
func TestPagesThatDoNotReadShareTheMemoryBudget(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		budget := memory.New(2 << 20)
		defer budget.Close()
		consoles := console.New(console.Config{Socket: socket.Config{Memory: budget, WriteTimeout: time.Hour}})
		pipes, closeServer := sockettest.ServePipes(consoles.Handler())
		defer closeServer()
		open := func() (stream *websocket.Conn, remark func(text string)) {
			stream = pipes.Dial(t, play.ConsolePath)
			watcher, err := consoles.Attach(play.Tag{Console: next(t, stream).Console, Block: "b"})
			if err != nil {
				t.Fatal(err)
			}
			return stream, func(text string) {
				watcher.Report(play.Event{Side: rfc6455.Server, Kind: play.Remark, Text: text})
			}
		}
		reader, remarkToReader := open()
		defer reader.Close()
		for page := range 40 {
			stream, remark := open()
			defer stream.Close()
			for i := range 120 {
				remark(fmt.Sprint(i, strings.Repeat("x", 900)))
			}
			sockettest.Pass(2 * time.Second) // until the pages that had to give up are gone
			if figures := budget.Figures(); figures.Used > figures.Most {
				t.Fatalf("%d bytes are used of %d", figures.Used, figures.Most)
			}
			remarkToReader(fmt.Sprint(page))
			for got := ""; got != fmt.Sprint(page); {
				got = next(t, reader).Event.Text // there are ticks before it
			}
		}
		if figures := budget.Figures(); figures.GaveUp == 0 {
			t.Errorf("no page had to give up: %+v", figures)
		}
	})
}
