package player

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
)

func TestMessagesFromTheBrowsersConsoleAreOnTheTimeline(t *testing.T) {
	p := load(t, "connect /echo chat", "message Hello")
	p.Press(0)
	p.Opened(1, "chat")
	p.asked = nil
	p.Typed(1, rfc6455.Text, []byte("typed"))
	p.Typed(1, rfc6455.Binary, []byte{0xca, 0xfe})
	p.receives(1, "typed")
	p.TypedClose(1, 3000, "enough")
	p.TypedClose(1, 3001, "again")
	p.Dropped(1, 1)
	if p.state() != Closing {
		t.Errorf("it is %v", p.state())
	}
	p.closes(1, 3000, "enough")
	p.Dropped(1, 12)
	p.TypedClose(1, 3002, "gone")
	p.wantAsked()
	p.wantRows(rfc6455.Client, "connecting to /echo", "open Subprotocol chat", "→ typed", "→ ca fe", "← typed", "→ closing 3000 enough",
		"The browser dropped 1 byte: the connection is closing.", "closed 3000 enough",
		"The browser dropped 12 bytes: the connection is closed.")
}

// A browser knows that the server closes the connection before it reports the close event.
func TestAMessageIsDroppedBeforeTheCloseEvent(t *testing.T) {
	p := load(t, "connect /echo", "message Hello")
	p.Press(0)
	p.Opened(1, "")
	p.Press(1)
	p.Dropped(1, 5)
	p.closes(1, 1001, "")
	p.wantRows(rfc6455.Client, "connecting to /echo", "open", "→ Hello",
		"The browser dropped 5 bytes: the connection is closing.", "closed 1001 (going away)")
}

func TestAConnectionEndsOnce(t *testing.T) {
	p := load(t, "connect /echo", "message Hello", "expect echo")
	p.connected(0)
	p.closes(1, 1000, "bye")
	p.Press(0)
	p.closes(1, 1000, "bye") // the old one, a second time
	p.breaks(1)
	p.receives(1, "Hello")
	p.Opened(1, "")
	p.wantAsked("open 2 /echo")
	p.wantSteps("waiting", "idle", "idle")
	p.wantRows(rfc6455.Client, "connecting to /echo", "open", "closed 1000 bye (normal closure)", "connecting to /echo")
}

func TestANoticeOfAnUnknownConnectionIsIgnored(t *testing.T) {
	p := load(t, "alice: connect /echo", "bob: connect /echo")
	alice := p.connected(0)
	opened := play.Event{Kind: play.Opened}
	p.Notice(play.Notice{Tag: play.Tag{Attempt: alice, Client: "bob"}, Event: opened})
	p.Notice(play.Notice{Tag: play.Tag{Attempt: 7, Client: "alice"}, Event: opened})
	p.receives(-1, "x")
	p.wantRows(rfc6455.Server)
}

func TestARawClientsConnectionIsShownBesideItsClients(t *testing.T) {
	p := load(t, "connect /raw", "message text Hello")
	p.SetConsole("abc")
	p.connected(0)
	p.Press(1)
	for i, e := range []play.Event{{Kind: play.Opened}, {Kind: play.Received, Opcode: rfc6455.Text, Size: 5, Text: "Hello"}, {Kind: play.Closed, Code: 1006}} {
		e.At = play.Milliseconds(10 * i)
		p.Notice(play.Notice{Tag: play.Tag{Attempt: 1, Raw: true}, Event: e})
	}
	p.Notice(play.Notice{Tag: play.Tag{Attempt: 1, Client: "law"}, Event: play.Event{Kind: play.Opened}})
	p.wantRows(rfc6455.Server, "Client connected!", "→ Hello", "Client disconnected! 1006 (no valid close frame came)")
	for _, row := range p.rows {
		if e := row.Event; e.Side == rfc6455.Server && e.Client != "raw" {
			t.Errorf("%v is shown for client %q, want raw", e.Kind, e.Client)
		}
	}
	if m := p.byNumber(1).uplink; len(m.received) > 0 {
		t.Error("messages of the raw client are paired with messages of the page")
	}
	if p.state() != Open {
		t.Errorf("the client is %v", p.state())
	}
}

func TestTheServersLastNoticeMayComeAfterTheNextConnect(t *testing.T) {
	p := load(t, "connect /echo")
	first := p.connected(0)
	p.closes(first, 1000, "bye")
	second := p.connected(0)
	p.Notice(play.Notice{Tag: play.Tag{Attempt: first}, Event: play.Event{Kind: play.Closed, Code: 1000, Reason: "bye", Clean: true}})
	p.Notice(play.Notice{Tag: play.Tag{Attempt: second}, Event: play.Event{Kind: play.Opened}})
	p.wantRows(rfc6455.Server, "Client disconnected! 1000 bye (normal closure)", "Client connected!")
	if p.state() != Open {
		t.Errorf("the second connection is %v", p.state())
	}
}

func TestOnlyTheLatestConnectionsAreRemembered(t *testing.T) {
	p := load(t, "alice: connect /room", "bob: connect /echo")
	alice := p.connected(0)
	var bobs []int
	for range maxConnections {
		bob := p.connected(1)
		p.closes(bob, 1000, "")
		bobs = append(bobs, bob)
	}
	p.look()
	p.rows = nil
	for _, bob := range bobs {
		p.Notice(play.Notice{Tag: play.Tag{Attempt: bob, Client: "bob"}, Event: play.Event{Kind: play.Remark, Text: fmt.Sprint(bob)}})
	}
	if len(p.look().Rows) != maxConnections-1 || p.rows[0].Event.Text != fmt.Sprint(bobs[1]) {
		t.Errorf("%d connections are remembered, from %s on", len(p.rows), p.rows[0].Event.Text)
	}

	// Alice's connection is the oldest, but it is open.
	p.receives(alice, "hi")
	if p.state() != Open {
		t.Errorf("Alice's connection is %v", p.state())
	}
	p.Reset()
	p.wantAsked("close 1 1000 reset")
}

func TestRoundTripsAreThoseOfAnEchoInOrder(t *testing.T) {
	for _, test := range []struct {
		what, path, sent, received string
		want                       string
	}{
		{"one at a time", "/echo", "a", "a", "a 10"},
		{"in flight together", "/echo", "a b a", "a b a", "a 30, b 20, a 10"},
		{"the same again", "/echo", "a a a", "a a", "a 30, a 20"},
		{"with a query", "/echo?slow=1", "a", "a", "a 10"},
		{"one that is no echo", "/echo", "a b", "x b", "x 0, b 10"},
		{"one that nobody asked for", "/echo", "", "a", "a 0"},
		{"in a room", "/room", "a b", "a b", "a 0, b 0"},
		{"at a path that only starts like it", "/echoes", "a", "a", "a 0"},
	} {
		p := load(t, "connect "+test.path)
		p.connected(0)
		for text := range strings.FieldsSeq(test.sent) {
			p.SendOwn(0, text)
			p.pass(10)
		}
		for text := range strings.FieldsSeq(test.received) {
			p.receives(1, text)
		}
		p.look()
		if got := roundTrips(p.rows); got != test.want {
			t.Errorf("%s: round trips %s, want %s", test.what, got, test.want)
		}
	}
}

func roundTrips(rows []RowView) string {
	var list []string
	for _, row := range rows {
		if e := row.Event; e.Kind == play.Received {
			list = append(list, fmt.Sprintf("%s %v", e.Text, float64(e.RoundTrip)))
		}
	}
	return strings.Join(list, ", ")
}

// The page reads a Blob before it can report its bytes, so the report may come after a
// later message, or after the Blob's own echo.
func TestABlobThatIsReportedLateSpoilsNoLaterRoundTrip(t *testing.T) {
	p := load(t, "connect /echo")
	p.connected(0)
	send := func(text string) { p.SendOwn(0, text); p.pass(10) }
	blob := func() { p.Typed(1, rfc6455.Binary, []byte("b")) }
	echo := func(texts ...string) {
		for _, text := range texts {
			opcode := rfc6455.Text
			if text == "b" {
				opcode = rfc6455.Binary
			}
			p.Received(1, opcode, []byte(text))
		}
	}
	send("x")
	blob() // the Blob was sent before x
	echo("b", "x")
	send("y")
	echo("y")
	echo("b")
	blob()
	send("z")
	echo("z")
	p.look()
	if got, want := roundTrips(p.rows), "62 0, x 0, y 10, 62 0, z 10"; got != want {
		t.Errorf("round trips %s, want %s", got, want)
	}
}

func TestABurstHasRoundTripsUpToALimit(t *testing.T) {
	p := load(t, "connect /echo")
	p.connected(0)
	for range maxUnanswered + 1 {
		p.SendOwn(0, "x")
	}
	p.pass(10)
	for range maxUnanswered {
		p.receives(1, "x")
	}
	p.look()
	p.SendOwn(0, "x") // while the echo of the one too many is still to come
	p.pass(5)
	p.receives(1, "x")
	p.receives(1, "x")
	p.rows = nil
	p.look()
	var got []play.Milliseconds
	for _, row := range p.rows {
		if row.Event.Kind == play.Received {
			got = append(got, row.Event.RoundTrip)
		}
	}
	if !slices.Equal(got, []play.Milliseconds{0, 5}) {
		t.Errorf("round trips beyond the limit: %v, want none, then 5 ms", got)
	}
}
