package player

import (
	"testing"

	"twocups/lessons/play/rfc6455"
)

// In each state an impossible step is refused in words, without a call of the page.
func TestAnImpossibleStepIsRefusedInWords(t *testing.T) {
	for _, test := range []struct {
		state   string
		reach   func(p *page)
		step    int
		refusal string
	}{
		{"never connected", func(p *page) {}, 1, "Not sent: the connection is closed. Connect first."},
		{"never connected", func(p *page) {}, 3, "Nothing to close: the connection is closed."},
		{"connecting", func(p *page) { p.Press(0) }, 5, "Already connecting. Disconnect first."},
		{"connecting", func(p *page) { p.Press(0) }, 1, "Not sent: the connection is not open yet."},
		{"open", func(p *page) { p.connected(0) }, 0, "Already open. Disconnect first."},
		{"closing", func(p *page) { p.connected(0); p.Press(3) }, 0, "The connection before is still closing. Wait until it is closed."},
		{"closing", func(p *page) { p.connected(0); p.Press(3) }, 1, "Not sent: the connection is closing."},
		{"closing", func(p *page) { p.connected(0); p.Press(3) }, 6, "Nothing to close: the connection is closing."},
		{"closed", func(p *page) { p.closes(p.connected(0), 1000, "") }, 1, "Not sent: the connection is closed. Connect first."},
		{"closed", func(p *page) { p.closes(p.connected(0), 1000, "") }, 3, "Nothing to close: the connection is closed."},
	} {
		p := load(t, "connect /echo", "message Hello", "expect echo", "disconnect 1000 bye", "expect close",
			"connect /room", "disconnect")
		test.reach(p)
		p.asked = nil
		p.Press(test.step)
		p.wantAsked()
		steps := p.look().Steps
		if got := steps[test.step]; got.Status != Failed || got.Outcome != test.refusal {
			t.Errorf("%s: step %d is %v: %q, want %q", test.state, test.step, got.Status, got.Outcome, test.refusal)
		}
		if test.step == 1 && steps[2].Status != Idle {
			t.Errorf("%s: nothing was sent, and yet an echo is expected", test.state)
		}
	}
}

func TestALearnersMessageOnAConnectionThatIsNotOpenIsRefused(t *testing.T) {
	p := load(t, "connect /echo", "disconnect")
	wantRefusal := func(refused string) {
		t.Helper()
		if got := p.SendOwn(0, "hi"); got != refused {
			t.Errorf("refused with %q, want %q", got, refused)
		}
	}
	wantRefusal("Not sent: the connection is closed. Connect first.")
	p.Press(0)
	wantRefusal("Not sent: the connection is not open yet.")
	p.Opened(1, "")
	wantRefusal("")
	p.Press(1)
	wantRefusal("Not sent: the connection is closing.")
	p.wantAsked("open 1 /echo", "send 1 text hi", "close 1 0")
	p.wantRows(rfc6455.Client, "connecting to /echo", "open", "→ hi", "→ closing")
}

func TestAConnectClearsTheOutcomesOfTheConnectionBefore(t *testing.T) {
	p := load(t, "connect /echo", "message a")
	p.connected(0)
	p.Press(1)
	p.wantSteps("done", "done")
	p.closes(1, rfc6455.GoingAway, "")
	p.Press(0)
	p.wantSteps("waiting", "idle")
}

func TestTwoClientsSpeakAtTheSameTime(t *testing.T) {
	p := load(t, "alice: connect /room", "bob: connect /room", "alice: message a", "bob: message b", "bob: message c")
	p.Run()
	p.Opened(1, "")
	p.pass(DefaultPace)
	p.Opened(2, "")
	p.asked = nil
	p.pass(DefaultPace)
	p.wantAsked("send 1 text a", "send 2 text b")
	p.pass(DefaultPace)
	p.wantAsked("send 2 text c")
}

func TestAMessageIsSentAsItWasEdited(t *testing.T) {
	for _, test := range []struct{ step, text, sent, wrong string }{
		{"message Hello", "Servus", "send 1 text Servus", ""},
		{"message Hello", "", "send 1 text", ""},
		{"message Hello", "zz", "send 1 text zz", ""},
		{"binary 48 69", "ffFE 00", "send 1 binary ff fe 00", ""},
		{"binary 48 69", "", "send 1 binary", ""},
		{"binary 48 69", "4", "send 1 binary 48 69", `bytes "4" (want pairs of hexadecimal digits such as 48 69)`},
		{"binary 48 69", "48 zz", "send 1 binary 48 69", `bytes "zz" (want pairs of hexadecimal digits such as 48 69)`},
	} {
		p := load(t, "connect /echo", test.step, "expect echo")
		p.connected(0)
		wrong := ""
		if err := p.Edit(1, test.text); err != nil {
			wrong = err.Error()
		}
		if wrong != test.wrong {
			t.Errorf("editing %s to %q: %q, want %q", test.step, test.text, wrong, test.wrong)
		}
		p.Press(1)
		p.wantAsked(test.sent)
	}
}

func TestOnlyAMessageIsEdited(t *testing.T) {
	p := load(t, "connect /room", "message a", "expect message b")
	p.connected(0)
	p.Edit(2, "c")
	p.Press(1)
	p.receives(1, "b")
	p.wantSteps("done", "done", "done")
}

func TestAnEditDuringARunCounts(t *testing.T) {
	p := load(t, lesson...)
	p.Run()
	p.Opened(1, "")
	p.Edit(1, "Servus")
	p.pass(DefaultPace)
	p.Edit(1, "Adieu") // too late for this one
	p.receives(1, "Servus")
	p.wantAsked("open 1 /echo", "send 1 text Servus")
	p.wantSteps("done", "done", "done", "idle", "idle")
}

func TestAnUnansweredHandshakeIsGivenUp(t *testing.T) {
	p := load(t, "connect /echo", "expect message welcome")
	p.Press(0)
	p.pass(ConnectTimeout - 1)
	p.wantAsked("open 1 /echo")
	p.wantSteps("waiting", "waiting")
	p.pass(1)
	p.wantAsked("close 1 0")
	p.breaks(1)
	p.wantAsked("probe 1 /echo")
	p.wantSteps("failed: No answer to the opening handshake within 15.00 s.", "failed: The connection closed before it came.")
}

func TestAConnectionThatDoesNotOpenFailsItsStep(t *testing.T) {
	p := load(t, "connect /echo", "message Hello")
	p.Run()
	p.breaks(1)
	p.wantAsked("open 1 /echo", "probe 1 /echo")
	p.wantSteps("failed: The connection did not open.", "idle")
	p.wantRows(rfc6455.Client, "connecting to /echo", "error (the browser does not say why)", "closed 1006 (no valid close frame came)")
}

func TestAHandshakeCanBeBrokenOff(t *testing.T) {
	p := load(t, "connect /echo", "disconnect 1000 bye", "expect close 1000 bye")
	p.Press(0)
	p.Press(1)
	p.wantAsked("open 1 /echo", "close 1 1000 bye")
	p.Opened(1, "") // was under way when it was closed
	if p.state() != Closing {
		t.Errorf("it is %v", p.state())
	}
	p.breaks(1)
	p.wantAsked() // no trouble: the learner wanted it so
	p.wantSteps("failed: The connection did not open.", "done", "failed: It closed with 1006.")
}
