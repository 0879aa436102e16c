package player

import (
	"testing"

	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
)

// notice reports an event of the server's, at a time of the console's clock.
func (p *page) notice(conn int, at play.Milliseconds, kind play.Kind) {
	p.Notice(play.Notice{
		Tag:   play.Tag{Attempt: conn, Client: p.byNumber(conn).client},
		Event: play.Event{At: at, Kind: kind, Opcode: rfc6455.Text},
	})
}

// wantServerTimes checks the times of the server's events on the timeline.
func (p *page) wantServerTimes(want ...play.Milliseconds) {
	p.t.Helper()
	p.look()
	var got []play.Milliseconds
	for _, row := range p.rows {
		if row.Event.Side == rfc6455.Server {
			got = append(got, row.Event.At)
		}
	}
	same := len(got) == len(want)
	for i := range got {
		same = same && got[i] == want[i]
	}
	if !same {
		p.t.Errorf("the server's events are at %v, want %v", got, want)
	}
}

// In these tests the console began at 900 of the page's clock, and the connect is at 1000.
// Messages take some time to the server.

func TestNothingIsShownBeforeItsCause(t *testing.T) {
	p := load(t, "connect /echo")
	p.Press(0)
	p.pass(30)
	p.Opened(1, "")
	p.notice(1, 120, play.Opened) // 20 ms after the connect, but the clock can't know this and shows both together
	p.wantServerTimes(0)

	p.pass(70)
	p.SendOwn(0, "a")
	p.pass(10)
	p.notice(1, 205, play.Received) // 5 ms after the message was sent: the fastest message so far
	p.wantServerTimes(0, 100)

	p.SendOwn(0, "b")
	p.notice(1, 225, play.Received) // 15 ms after the message was sent: 10 ms more than the fastest
	p.notice(1, 226, play.Sent)
	p.wantServerTimes(0, 100, 120, 121)
}

func TestTheServersEventsKeepTheirOrderOnEveryConnection(t *testing.T) {
	p := load(t, "alice: connect /room", "bob: connect /room")
	alice := p.connected(0)
	p.notice(alice, 130, play.Opened)
	bob := p.connected(1)
	p.notice(bob, 131, play.Opened)
	p.pass(100)
	p.SendOwn(0, "a")
	p.notice(alice, 201, play.Received) // a fast message moves the clock
	p.notice(bob, 201.5, play.Sent)     // and so moves Bob's events as well
	p.wantServerTimes(0, 1, 100, 100.5)
}

func TestTimesOfConnectedClientsCountFromTheFirstConnect(t *testing.T) {
	p := load(t, "alice: connect /room", "bob: connect /room")
	alice := p.connected(0)
	p.pass(50)
	bob := p.connected(1)
	p.pass(50)
	p.closes(alice, 1000, "")
	p.pass(50)
	alice = p.connected(0) // Bob has stayed connected
	p.closes(alice, 1000, "")
	p.closes(bob, 1000, "")
	p.pass(50)
	p.connected(1) // nobody has stayed connected
	want := []play.Milliseconds{0, 0, 50, 50, 100, 150, 150, 150, 150, 0, 0}
	rows := p.look().Rows
	if len(rows) != len(want) {
		t.Fatalf("%d rows, want %d", len(rows), len(want))
	}
	for i, row := range rows {
		if row.Event.At != want[i] {
			t.Errorf("row %d, %s %q, is at %v, want %v", i, row.Event.Client, row.Event.Row().Words, row.Event.At, want[i])
		}
	}
}

func TestMissedNoticesEndThePairing(t *testing.T) {
	p := load(t, "connect /echo")
	p.connected(0)
	p.notice(1, 100, play.Opened)
	p.SendOwn(0, "a")
	p.pass(500)
	p.SendOwn(0, "b")
	p.Notice(play.Notice{Tag: play.Tag{Attempt: 1}, Missed: 2, Event: play.Event{At: 620, Kind: play.Received, Opcode: rfc6455.Text, Text: "b"}})
	p.wantRows(rfc6455.Server, "Client connected!", "Events that came faster than the page could take them: 2.", "→ b")
	p.SendOwn(0, "c")
	p.notice(1, 630, play.Received)
	p.wantServerTimes(530) // not paired, so the clock has not moved
	if m := p.byNumber(1).uplink; !m.givenUp || len(m.sent)+len(m.received) > 0 {
		t.Errorf("the pairing goes on: %+v", m)
	}
}

func TestAConnectionWhoseOpeningWasMissedStillComesAfterItsConnect(t *testing.T) {
	p := load(t, "connect /echo")
	p.connected(0)
	p.Notice(play.Notice{Tag: play.Tag{Attempt: 1}, Missed: 1, Event: play.Event{At: 3, Kind: play.Sent, Opcode: rfc6455.Text}})
	p.wantServerTimes(0, 0)
}

func TestTimesWithoutAPairAreBounded(t *testing.T) {
	for _, test := range []struct {
		what string
		more func(p *page)
	}{
		{"sent", func(p *page) { p.SendOwn(0, "x") }},
		{"received", func(p *page) { p.notice(1, 100, play.Received) }},
	} {
		p := load(t, "connect /room")
		p.connected(0)
		for range maxUnpaired {
			test.more(p)
		}
		m := &p.byNumber(1).uplink
		if m.givenUp || len(m.sent)+len(m.received) != maxUnpaired {
			t.Errorf("%s: the pairing has ended at the limit", test.what)
		}
		test.more(p)
		test.more(p)
		if !m.givenUp || len(m.sent)+len(m.received) > 0 {
			t.Errorf("%s: %d and %d times are kept", test.what, len(m.sent), len(m.received))
		}
	}
}

func TestAnotherConsoleHasAnotherClock(t *testing.T) {
	p := load(t, "connect /echo")
	p.SetConsole("one")
	p.closes(p.connected(0), 1000, "")
	p.notice(1, 100, play.Opened)
	p.SetConsole("one") // the same: the clock stays
	p.pass(1000)
	p.connected(0)
	p.notice(2, 1200, play.Opened)
	p.wantServerTimes(0, 100)
	p.closes(2, 1000, "")

	p.SetConsole("two")
	p.connected(0)
	p.rows = nil
	p.notice(3, 5000, play.Opened)
	p.wantServerTimes(3000) // no cause requires a later zero than the page's own
}

func TestTheServersCloseIsNotBeforeTheClientsClosing(t *testing.T) {
	p := load(t, "connect /echo", "disconnect 1000 bye")
	p.SetConsole("abc")
	p.connected(0)
	p.Notice(play.Notice{Tag: play.Tag{Attempt: 1}, Event: play.Event{Kind: play.Opened, At: 50}})
	p.pass(100)
	p.Press(1)
	p.Notice(play.Notice{Tag: play.Tag{Attempt: 1}, Event: play.Event{Kind: play.Closed, At: 60, Code: 1000, Clean: true}})
	var hungUp, ended play.Milliseconds
	for _, row := range p.look().Rows {
		switch {
		case row.Event.Kind == play.Closing:
			hungUp = row.When
		case row.Event.Kind == play.Closed && row.Event.Side == rfc6455.Server:
			ended = row.When
		}
	}
	if hungUp == 0 || ended < hungUp {
		t.Errorf("the client's closing is at %v, the server's close at %v", hungUp, ended)
	}
}
