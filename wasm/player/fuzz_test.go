package player

import (
	"testing"

	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
	"twocups/lessons/play/wsblock"
)

var blocks = [][]string{
	{"connect /echo", "message Hello", "expect echo", "disconnect 1000 bye", "expect close 1000 bye"},
	{"alice: connect /room", "bob: connect /echo?x=1", "alice: message hi", "bob: expect message hi", "alice: expect close",
		"bob: binary 00", "bob: expect echo", "alice: disconnect", "bob: disconnect 3000"},
	{"expect message x", "message x", "message x", "connect /echo", "expect echo", "connect /echo"},
}

// calls are the calls of a player, each varied by a small number.
var calls = []func(p *page, n int){
	func(p *page, n int) { p.Press(n - 1) },
	func(p *page, _ int) { p.Run() },
	func(p *page, _ int) { p.Stop() },
	func(p *page, _ int) { p.Reset() },
	func(p *page, n int) { p.Edit(n-1, "0"+texts[n%4]) },
	func(p *page, n int) { p.SendOwn(n-1, texts[n%4]) },
	func(p *page, n int) { p.Opened(n, texts[n%4]) },
	func(p *page, n int) { p.Opened(p.connectionCount, "") },
	func(p *page, n int) { p.receives(p.connectionCount-n/4, texts[n%4]) },
	func(p *page, n int) { p.Received(p.connectionCount, rfc6455.Binary, []byte{0, byte(n)}) },
	func(p *page, n int) { p.Errored(p.connectionCount - n) },
	func(p *page, n int) { p.Closed(p.connectionCount-n/4, rfc6455.CloseCode(1000+n), texts[n%4], n%2 == 0) },
	func(p *page, n int) { p.Typed(p.connectionCount-n/4, rfc6455.Text, []byte(texts[n%4])) },
	func(p *page, n int) { p.Dropped(p.connectionCount, n) },
	func(p *page, n int) { p.TypedClose(p.connectionCount-n/4, rfc6455.CloseCode(n), "") },
	func(p *page, n int) {
		p.Notice(play.Notice{Tag: play.Tag{Attempt: p.connectionCount - n/4, Client: p.clients[n%len(p.clients)]}, Missed: n / 12,
			Event: play.Event{At: play.Milliseconds(n), Kind: play.Kind(n)}})
	},
	func(p *page, n int) { p.Probed(p.connectionCount, Answer(n%3), 100*n, "") },
	func(p *page, n int) { p.SetConsole(texts[n%4]) },
	func(p *page, n int) { p.ConsoleLost(texts[n%4]) },
	func(p *page, _ int) { p.NetworkLost() },
	func(p *page, n int) { p.pass(play.Milliseconds(n * n * 60)) },
	func(p *page, _ int) { p.Woken() },
	func(p *page, n int) { // a flood
		for range n * 60 {
			p.receives(p.connectionCount, "x")
		}
	},
	func(p *page, _ int) { p.checkView() },
}

var texts = [4]string{"Hello", "hi", "", "\xff\"\u2028"}

// checkView checks the properties that every view has.
func (p *page) checkView() {
	p.t.Helper()
	v := p.View()
	decode(p.t, v)
	var count [3]int
	for _, row := range v.Rows {
		count[row.Event.Side]++
		if row.Event.At < 0 {
			p.t.Errorf("%+v comes before the connect", row.Event)
		}
	}
	if count[0] > 0 || count[rfc6455.Client] > MaxRows || count[rfc6455.Server] > MaxRows {
		p.t.Errorf("rows by side: %v", count)
	}
	for i, s := range v.Steps {
		if s.Status != Failed && s.Outcome != "" || s.Status == Failed && s.Outcome == "" {
			p.t.Errorf("step %d is %v: %q", i, s.Status, s.Outcome)
		}
		if s.Status == Waiting && p.steps[i].Verb == wsblock.Message {
			p.t.Errorf("message %d waits, although a message never waits", i)
		}
	}
}

// checkEnd checks that a waiting step settles sooner or later: either the timer is set, or
// a connection has still to open or close.
func (p *page) checkEnd() {
	p.t.Helper()
	for i, s := range p.steps {
		if s.status != Waiting {
			continue
		}
		state := p.connectionOf(s.Client).state
		switch {
		case s.deadline > 0 && p.wake == 0:
			p.t.Errorf("step %d waits for a timer that is not set", i)
		case s.Verb == wsblock.Connect && s.deadline == 0:
			p.t.Errorf("step %d connects for ever", i)
		case s.Verb == wsblock.Disconnect && state != Closing:
			p.t.Errorf("step %d waits for a close that has come already", i)
		case s.Verb == wsblock.Expect && s.deadline == 0 && state != Connecting && state != Closing:
			p.t.Errorf("step %d waits for ever", i)
		}
	}
	live := map[string]int{}
	for _, c := range p.connections {
		if c.state != Closed {
			live[c.client]++
		}
		if len(c.unanswered) > maxUnanswered || len(c.unexpected) > maxUnexpected ||
			len(c.uplink.sent) > maxUnpaired || len(c.uplink.received) > maxUnpaired {
			p.t.Errorf("connection %d keeps more than its limits allow", c.number)
		}
	}
	for client, n := range live {
		if n > 1 {
			p.t.Errorf("client %q has %d connections", client, n)
		}
	}
	if len(p.connections) > maxConnections {
		p.t.Errorf("%d connections are remembered", len(p.connections))
	}
}

// FuzzPlayer calls a player in any order: each pair of bytes is a call and its
// number. The page itself checks that nothing is sent on a connection that is not open, and
// that no timer is set for the present moment.
func FuzzPlayer(f *testing.F) {
	for block := range blocks {
		f.Add(uint8(block), []byte{1, 0, 7, 0, 20, 4, 8, 0, 20, 4, 11, 0, 23, 0})
		f.Add(uint8(block), []byte{0, 1, 0, 1, 7, 0, 0, 2, 4, 2, 0, 2, 8, 0, 3, 0, 11, 1, 23, 0})
		f.Add(uint8(block), []byte{17, 0, 0, 1, 15, 1, 22, 15, 15, 14, 20, 15, 18, 0, 23, 0, 0, 4, 11, 6, 16, 4})
	}
	f.Fuzz(func(t *testing.T, block uint8, what []byte) {
		p := load(t, blocks[int(block)%len(blocks)]...)
		for ; len(what) >= 2; what = what[2:] {
			calls[int(what[0])%len(calls)](p, int(what[1]%16))
			p.checkEnd()
		}
		p.checkView()
	})
}
