package console_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/gorilla/websocket"

	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
	"twocups/server/console"
	"twocups/server/socket"
	"twocups/server/socket/sockettest"
)

func TestAnAddressThatHasAllItsConsolesLeavesRoomForOthers(t *testing.T) {
	consoles := console.New(console.Config{MaxConsoles: 3, MaxPerAddress: 2})
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
	url := sockettest.Serve(t, console.New(console.Config{}).Handler())
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
		pipes, closeServer := sockettest.ServePipes(console.New(console.Config{}).Handler())
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

// countWaiting opens a number of consoles whose pages don't read. It reports more notices of
// one KB to each console than the queue accepts. It returns how many notices waited for each
// page.
func countWaiting(t *testing.T, config console.Config, pages int) (waited []int) {
	consoles := console.New(config)
	pipes, closeServer := sockettest.ServePipes(consoles.Handler())
	defer closeServer()
	var streams []*websocket.Conn
	var watchers []socket.Watcher
	for range pages {
		stream := pipes.Dial(t, play.ConsolePath)
		defer stream.Close()
		watcher, err := consoles.Attach(play.Tag{Console: next(t, stream).Console, Block: "b"})
		if err != nil {
			t.Fatal(err)
		}
		streams, watchers = append(streams, stream), append(watchers, watcher)
		watcher.Report(play.Event{Side: rfc6455.Server, Kind: play.Remark, Text: "being written"})
	}
	synctest.Wait()
	for _, watcher := range watchers {
		for i := range 250 {
			watcher.Report(play.Event{Side: rfc6455.Server, Kind: play.Remark, Text: fmt.Sprint(i, strings.Repeat("x", 900))})
		}
	}
	for i, stream := range streams {
		next(t, stream)
		synctest.Wait() // until all waiting notices are being written, so that there is room again
		watchers[i].Report(play.Event{Side: rfc6455.Server, Kind: play.Remark, Text: "end"})
		watchers[i].Detach()
		waited = append(waited, 0)
		for next(t, stream).Event.Text != "end" {
			waited[i]++
		}
	}
	return waited
}

func TestFewNoticesWaitForAPageThatDoesNotRead(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		waited := countWaiting(t, console.Config{}, 1)
		if waited[0] < 100 || waited[0] > 131 {
			t.Errorf("%d KB waited, want at most 128", waited[0])
		}
	})
}

func TestAllPagesThatDoNotReadShareWhatMayWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const pages, budget = 40, 256 // KB
		all := 0
		for i, waited := range countWaiting(t, console.Config{QueueBytesOfAll: budget << 10}, pages) {
			if all += waited; waited < 1 {
				t.Errorf("page %d got no notice", i)
			}
		}
		if all > budget+pages {
			t.Errorf("%d KB waited, want at most %d, and one for each page", all, budget)
		}
	})
}
