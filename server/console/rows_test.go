package console_test

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"

	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
	"twocups/server/console"
	"twocups/server/socket"
	"twocups/server/socket/sockettest"
)

// reported returns the rows that a page gets for events, each half a second after the
// one before.
func reported(t *testing.T, tags []play.Tag, events []play.Event) (rows []play.Row) {
	synctest.Test(t, func(t *testing.T) {
		consoles := console.New(console.Config{TickEvery: time.Hour})
		pipes, closeServer := sockettest.ServePipes(consoles.Handler())
		defer closeServer()
		stream := pipes.Dial(t, play.ConsolePath)
		defer stream.Close()
		name := next(t, stream).Console
		watchers := make(map[play.Tag]socket.Watcher)
		for i, e := range events {
			tag := tags[i]
			tag.Console, tag.WantsRows = name, true
			if watchers[tag] == nil {
				watcher, err := consoles.Attach(tag)
				if err != nil {
					t.Fatal(err)
				}
				defer watcher.Detach()
				watchers[tag] = watcher
			}
			sockettest.Pass(500 * time.Millisecond)
			watchers[tag].Report(e)
			n := next(t, stream)
			if len(n.Rows) != 1 || n.Event != (play.Event{}) {
				t.Fatalf("notice %+v, want a row in place of an event", n)
			}
			rows = append(rows, n.Rows...)
		}
	})
	return rows
}

func TestAPageWithoutTheModuleGetsRows(t *testing.T) {
	alice := play.Tag{Block: "chat", Client: "alice", Attempt: 1}
	rows := reported(t, []play.Tag{alice, alice, alice, alice, alice}, []play.Event{
		{Side: rfc6455.Server, Kind: play.Opened, Text: "chat.v2"},
		{Side: rfc6455.Server, Kind: play.Received, Opcode: rfc6455.Binary, Size: 65_536, Text: strings.Repeat("0a ", 1023) + "0a…"},
		{Side: rfc6455.Server, Kind: play.Sent, Opcode: rfc6455.Binary, Size: 16, Text: strings.Repeat("0a ", 15) + "0a"},
		{Side: rfc6455.Server, Kind: play.Closing, Code: rfc6455.GoingAway},
		{Side: rfc6455.Server, Kind: play.Closed, Code: rfc6455.GoingAway, Clean: true},
	})
	const sixteen = "0a 0a 0a 0a 0a 0a 0a 0a 0a 0a 0a 0a 0a 0a 0a 0a"
	for i, want := range []play.Row{
		{Time: "0.0 ms", Client: "alice", Words: "Client connected! Subprotocol chat.v2", Meta: "alice"},
		{Time: "500 ms", Client: "alice", Arrow: "→", Words: sixteen + " …", Meta: "alice · to the server · binary · 65,536 bytes"},
		{Time: "1.00 s", Client: "alice", Arrow: "←", Words: sixteen, Meta: "alice · to the client · binary · 16 bytes"},
		{Time: "1.50 s", Client: "alice", Arrow: "←", Words: "closing 1001 (going away)", Meta: "alice · to the client · close"},
		{Time: "2.00 s", Client: "alice", Words: "Client disconnected! 1001 (going away)", Meta: "alice"},
	} {
		if rows[i] != want {
			t.Errorf("row %d is %+v\nwant %+v", i, rows[i], want)
		}
	}
}

func TestRowsAreTimedSinceTheFirstEventOfTheirRun(t *testing.T) {
	chat := func(client string, attempt int) play.Tag {
		return play.Tag{Block: "chat", Client: client, Attempt: attempt}
	}
	tags := []play.Tag{chat("alice", 1), chat("bob", 1), {Block: "game", Attempt: 1}, chat("alice", 1), chat("bob", 2), chat("alice", 1), chat("alice", 2)}
	var got []string
	for _, row := range reported(t, tags, make([]play.Event, len(tags))) {
		got = append(got, row.Time)
	}
	if got, want := strings.Join(got, ", "), "0.0 ms, 500 ms, 0.0 ms, 1.50 s, 0.0 ms, 500 ms, 1.00 s"; got != want {
		t.Errorf("times %s\nwant  %s", got, want)
	}
}

func TestAConsoleTimesAFewRuns(t *testing.T) {
	var tags []play.Tag
	for _, block := range strings.Split("a b c d e f g h i b a", " ") { // i pushes a out
		tags = append(tags, play.Tag{Block: block})
	}
	rows := reported(t, tags, make([]play.Event, len(tags)))
	if b, a := rows[9].Time, rows[10].Time; b != "4.00 s" || a != "0.0 ms" {
		t.Errorf("b is timed as %s, a as %s", b, a)
	}
}

func TestARowSaysHowManyEventsAreMissing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		consoles := console.New(console.Config{QueueLength: 1})
		pipes, closeServer := sockettest.ServePipes(consoles.Handler())
		defer closeServer()
		stream := pipes.Dial(t, play.ConsolePath)
		defer stream.Close()
		watcher, err := consoles.Attach(play.Tag{Console: next(t, stream).Console, Block: "b", WantsRows: true})
		if err != nil {
			t.Fatal(err)
		}
		defer watcher.Detach()
		report := func(text string) { watcher.Report(play.Event{Side: rfc6455.Server, Kind: play.Remark, Text: text}) }
		report("being written")
		synctest.Wait()
		for _, text := range []string{"queued", "left out", "left out as well"} {
			report(text)
		}
		next(t, stream)
		next(t, stream)
		report("and then")
		if rows := next(t, stream).Rows; len(rows) != 2 || rows[0].Words != play.Missed(2) || rows[1].Words != "and then" {
			t.Errorf("rows %+v", rows)
		}
	})
}

func TestATagSaysThatThePageWantsRows(t *testing.T) {
	url := sockettest.Serve(t, handlerOf(newPatient(console.Config{})))
	stream, name := open(t, url)
	conn := sockettest.Dial(t, url+play.EchoPath+"?"+play.Tag{Console: name, Block: "chat", Client: "bob", WantsRows: true}.Query())
	sockettest.Write(t, conn, websocket.TextMessage, "hi")
	next(t, stream) // opened
	if n := next(t, stream); len(n.Rows) != 1 || n.Rows[0].Meta != "bob · to the server · text · 2 bytes" {
		t.Errorf("notice %+v", n)
	}
}
