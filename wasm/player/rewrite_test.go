package player

import (
	"slices"
	"testing"

	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
	"twocups/lessons/play/wsblock"
)

// wanted adds the conditions of a check.
func (p *page) wanted(conditions ...string) {
	p.t.Helper()
	src := ""
	for _, c := range conditions {
		src += c + "\n> words\n"
	}
	parsed, faults := wsblock.ParseCheck(src)
	if len(faults) > 0 {
		p.t.Fatal(faults)
	}
	for _, c := range parsed {
		p.AddCondition(c)
	}
}

func (p *page) wantMet(want ...bool) {
	p.t.Helper()
	if got := p.look().Met; !slices.Equal(got, want) {
		p.t.Errorf("met %t, want %t", got, want)
	}
}

func TestTheCheckCountsTheEventsOfBothEnds(t *testing.T) {
	p := load(t, "connect /echo", "message Hello", "disconnect 4001")
	p.SetConsole("c")
	p.wanted("client sent text Hello", "then client received text Hello", "server received text Hello", "then server closed 4001", "client closed 4001", "never server sent")
	conn := p.connected(0)
	p.wantMet(false, false, false, false, false, true)
	p.Press(1)
	p.wantMet(true, false, false, false, false, true)
	p.receives(conn, "Hello")
	notice := play.Notice{Tag: play.Tag{Attempt: conn}, Event: play.Event{Kind: play.Received, Opcode: rfc6455.Text, Size: 5, Text: "Hello"}}
	p.Notice(notice)
	p.wantMet(true, true, true, false, false, true)
	p.Press(2)
	p.closes(conn, 4001, "")
	p.Notice(play.Notice{Tag: notice.Tag, Event: play.Event{Kind: play.Closed, Code: 4001}})
	p.wantMet(true, true, true, true, true, true)
	notice.Event.Kind = play.Sent
	p.Notice(notice)
	p.wantMet(true, true, true, true, true, false)

	p.Reset()
	p.wantMet(false, false, false, false, false, true)
}

func TestRewriteReplacesTheSteps(t *testing.T) {
	p := load(t, "connect /echo")
	p.wanted("client sent text")
	p.SetPace(0)
	conn := p.connected(0)
	if faults := p.Rewrite("alice: connect /room # chat\nbob: conect /room\n"); len(faults) == 0 {
		t.Error("steps with a fault were accepted")
	}
	p.wantSteps("done")
	if p.state() != Open {
		t.Error("steps with a fault closed the connection")
	}

	if faults := p.Rewrite("# mine\nalice: connect /room\n> note\nbob: connect /room\nalice: message hi\n"); len(faults) > 0 {
		t.Fatal(faults)
	}
	p.wantAsked("close 1 1000 new steps")
	p.wantSteps("idle", "idle", "idle")
	p.receives(conn, "late")
	v := p.look()
	if len(v.Clients) != 2 || v.Clients[0].Name != "alice" || v.Clients[1].Name != "bob" {
		t.Errorf("clients %v", v.Clients)
	}
	p.Run()
	p.Opened(2, "")
	p.Opened(3, "")
	p.wantSteps("done", "done", "done")
	p.wantAsked("open 2 alice: /room", "open 3 bob: /room", "send 2 text hi")
	p.wantMet(true)
}

func TestRewriteIsBoundedAsABlockIs(t *testing.T) {
	p := load(t, "connect /echo")
	steps := "connect /echo\n"
	for range wsblock.MaxSteps - 1 {
		steps += "message x\n"
	}
	if faults := p.Rewrite(steps); len(faults) > 0 {
		t.Error(faults)
	}
	if faults := p.Rewrite(steps + "message x\n"); len(faults) != 1 {
		t.Errorf("faults %v, want one for the step that is one too many", faults)
	}
}
