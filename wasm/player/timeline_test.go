package player

import (
	"fmt"
	"testing"

	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
)

func TestATimelineOfManyMessagesIsBounded(t *testing.T) {
	const messages = 10_000
	p := load(t, "connect /echo")
	conn := p.connected(0)
	for i := range messages {
		p.receives(conn, fmt.Sprint(i))
		if i%10 == 0 {
			p.notice(conn, play.Milliseconds(i), play.Sent)
		}
		if kept := len(p.timeline.entries); kept >= 4*MaxRows {
			t.Fatalf("%d entries are kept", kept)
		}
	}
	v := p.look()
	count := map[rfc6455.Side]int{}
	for _, row := range v.Rows {
		count[row.Event.Side]++
	}
	if count[rfc6455.Client] != MaxRows || count[rfc6455.Server] != MaxRows {
		t.Errorf("a view has %d rows of the client, %d of the server", count[rfc6455.Client], count[rfc6455.Server])
	}
	if v.Skipped[rfc6455.Client] != messages+2-MaxRows || v.Skipped[rfc6455.Server] != messages/10-MaxRows {
		t.Errorf("skipped: %v", v.Skipped)
	}
	next := messages - MaxRows
	for _, row := range v.Rows {
		if row.Event.Side == rfc6455.Client {
			if row.Event.Text != fmt.Sprint(next) {
				t.Fatalf("row %q, want %d", row.Event.Text, next)
			}
			next++
		}
	}
	if v := p.look(); len(v.Rows) > 0 || v.Skipped != [3]int{} {
		t.Errorf("the next view has %d rows, skipped %v", len(v.Rows), v.Skipped)
	}
}

func TestAQuietConsoleKeepsItsRowsBesideALoudOne(t *testing.T) {
	p := load(t, "connect /echo")
	conn := p.connected(0)
	p.notice(conn, 0, play.Opened)
	for range 10_000 {
		p.receives(conn, "x")
	}
	v := p.look()
	if len(v.Rows) != MaxRows+1 || v.Rows[0].Event.Side != rfc6455.Server || v.Skipped[rfc6455.Server] != 0 {
		t.Errorf("%d rows, the first of the %v", len(v.Rows), v.Rows[0].Event.Side)
	}
}

func TestUpToTheLimitNothingIsLeftOut(t *testing.T) {
	p := load(t, "connect /echo")
	conn := p.connected(0)
	for range MaxRows - 2 { // connecting and open are two
		p.receives(conn, "x")
	}
	if v := p.look(); len(v.Rows) != MaxRows || v.Skipped != [3]int{} {
		t.Errorf("%d rows, skipped %v", len(v.Rows), v.Skipped)
	}
}

func TestAResetClearsTheSkippedCounts(t *testing.T) {
	p := load(t, "connect /echo")
	conn := p.connected(0)
	for range 10_000 {
		p.receives(conn, "x")
	}
	p.Reset()
	p.connected(0)
	if v := p.look(); !v.Cleared || len(v.Rows) != 2 || v.Skipped != [3]int{} {
		t.Errorf("after a reset: cleared %v, %d rows, skipped %v", v.Cleared, len(v.Rows), v.Skipped)
	}
}

func TestALongMessageIsShownCutAndComparedWhole(t *testing.T) {
	long := make([]byte, 3*play.MaxPreview)
	for i := range long {
		long[i] = 'x'
	}
	p := load(t, "connect /echo", "message x", "expect echo")
	conn := p.connected(0)
	p.Edit(1, string(long))
	p.Press(1)
	p.Received(conn, rfc6455.Text, long)
	p.wantSteps("done", "done", "done")
	for _, row := range p.rows[2:] {
		if e := row.Event; e.Size != len(long) || len(e.Text) != play.MaxPreview+len("…") {
			t.Errorf("size %d, shown %d", e.Size, len(e.Text))
		}
	}
}
