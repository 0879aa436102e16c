package player

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
	"twocups/lessons/play/wsblock"
)

// page is a page whose sockets, clock and timer belong to the test. It records the player's
// calls, and the test reports the events.
type page struct {
	*Player
	t            testing.TB
	asked        []string // "open 1 /echo", "send 1 text Hello", "close 1 1000 bye", "probe 1 /echo"
	now          play.Milliseconds
	wake         play.Milliseconds // when the timer fires; 0 for never
	changedCount int               // calls of Changed
	rows         []RowView         // the rows of all views so far
}

func load(t testing.TB, lines ...string) *page {
	t.Helper()
	var steps []wsblock.Step
	for _, line := range lines {
		step, err := wsblock.ParseStep(line)
		if err != nil {
			t.Fatal(err)
		}
		steps = append(steps, step)
	}
	p := &page{t: t, now: 1000}
	p.Player = New(p, "block-1", steps)
	return p
}

func (p *page) Open(conn int, client, path string, subprotocols []string) {
	if client != "" {
		client += ":"
	}
	p.asks("open", conn, strings.TrimSpace(client+" "+path), strings.Join(subprotocols, " "))
}

func (p *page) Send(conn int, opcode rfc6455.Opcode, payload []byte) {
	if c := p.activeByNumber(conn); c == nil || c.state != Open && c.namespace == "" {
		p.t.Errorf("send on connection %d, which is not open", conn)
	}
	p.asks("send", conn, opcode, play.Preview(opcode, payload))
}

func (p *page) Close(conn int, code rfc6455.CloseCode, reason string) {
	p.asks("close", conn, code, reason)
}

func (p *page) Probe(conn int, path string) { p.asks("probe", conn, path) }

func (p *page) Named(conn int, sid string) { p.asks("named", conn, sid) }

func (p *page) Acked(conn, id int, payload string) { p.asks("acked", conn, id, payload) }

func (p *page) Wake(after play.Milliseconds) {
	if !(after > 0) {
		p.t.Errorf("wake after %v", float64(after))
	}
	p.wake = p.now + after
}

func (p *page) Changed() { p.changedCount++ }

func (p *page) Now() play.Milliseconds { return p.now }

func (p *page) asks(words ...any) {
	p.asked = append(p.asked, strings.TrimSpace(fmt.Sprintln(words...)))
}

// wantAsked checks the player's calls of the page since the last check.
func (p *page) wantAsked(want ...string) {
	p.t.Helper()
	if !slices.Equal(p.asked, want) {
		p.t.Errorf("the page was asked %q, want %q", p.asked, want)
	}
	p.asked = nil
}

// look gets a view, and keeps its rows.
func (p *page) look() View {
	v := p.View()
	p.rows = append(p.rows, v.Rows...)
	return v
}

// wantSteps checks each step's status, and its outcome if it has one.
func (p *page) wantSteps(want ...string) {
	p.t.Helper()
	var got []string
	for _, s := range p.look().Steps {
		got = append(got, strings.TrimSuffix(s.Status.String()+": "+s.Outcome, ": "))
	}
	if !slices.Equal(got, want) {
		p.t.Errorf("the steps are\n\t%s\nwant\n\t%s", strings.Join(got, "\n\t"), strings.Join(want, "\n\t"))
	}
}

// wantRows checks the rows of one side since the last check.
func (p *page) wantRows(side rfc6455.Side, want ...string) {
	p.t.Helper()
	p.look()
	var got []string
	for _, row := range p.rows {
		if r := row.Event.Row(); row.Event.Side == side {
			got = append(got, strings.TrimSpace(r.Arrow+" "+r.Words))
		}
	}
	if !slices.Equal(got, want) {
		p.t.Errorf("the %v's console shows\n\t%s\nwant\n\t%s", side, strings.Join(got, "\n\t"), strings.Join(want, "\n\t"))
	}
	p.rows = nil
}

// pass advances the clock, and lets the timer run out when it is due.
func (p *page) pass(time play.Milliseconds) {
	end := p.now + time
	for p.wake > 0 && p.wake <= end {
		p.now, p.wake = max(p.wake, p.now), 0
		p.Woken()
	}
	p.now = end
}

// connected presses a connect step, and opens its connection.
func (p *page) connected(step int) (conn int) {
	p.t.Helper()
	p.Press(step)
	conn = p.connectionCount
	p.Opened(conn, "")
	p.asked = nil
	return conn
}

func (p *page) receives(conn int, text string) { p.Received(conn, rfc6455.Text, []byte(text)) }

// closes reports that a connection has closed cleanly.
func (p *page) closes(conn int, code rfc6455.CloseCode, reason string) {
	p.Closed(conn, code, reason, true)
}

// breaks reports that a connection was lost, as a browser does.
func (p *page) breaks(conn int) {
	p.Errored(conn)
	p.Closed(conn, rfc6455.AbnormalClosure, "", false)
}

// state returns the state of the first client.
func (p *page) state() State { return p.look().Clients[0].State }
