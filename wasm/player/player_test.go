package player

import (
	"testing"

	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
)

var lesson = []string{
	"connect /echo", "message Hello", "expect echo", "disconnect 1000 bye", "expect close 1000 bye",
}

func TestEachStepRunsWhenItIsPressed(t *testing.T) {
	p := load(t, lesson...)
	p.wantSteps("idle", "idle", "idle", "idle", "idle")

	p.Press(0)
	p.wantAsked("open 1 /echo")
	p.wantSteps("waiting", "idle", "idle", "idle", "idle")
	p.Opened(1, "")
	p.wantSteps("done", "idle", "idle", "idle", "idle")

	p.Press(1)
	p.wantAsked("send 1 text Hello")
	p.wantSteps("done", "done", "waiting", "idle", "idle")
	p.receives(1, "Hello")
	p.wantSteps("done", "done", "done", "idle", "idle")

	p.Press(3)
	p.wantAsked("close 1 1000 bye")
	p.wantSteps("done", "done", "done", "waiting", "waiting")
	p.closes(1, 1000, "bye")
	p.wantSteps("done", "done", "done", "done", "done")
	p.wantRows(rfc6455.Client, "connecting to /echo", "open", "→ Hello", "← Hello", "→ closing 1000 bye (normal closure)",
		"closed 1000 bye (normal closure)")
}

func TestAnExpectationOrAStepThatIsNotThereCannotBePressed(t *testing.T) {
	p := load(t, lesson...)
	for _, step := range []int{-1, 2, 5} {
		p.Press(step)
		if err := p.Edit(step, "x"); err != nil {
			t.Errorf("editing step %d: %v", step, err)
		}
	}
	for _, client := range []int{-1, 1} {
		p.SendOwn(client, "x")
	}
	p.wantAsked()
	p.wantSteps("idle", "idle", "idle", "idle", "idle")
	p.wantRows(rfc6455.Client)
}

func TestARunPausesBetweenSteps(t *testing.T) {
	p := load(t, lesson...)
	p.Run()
	p.wantAsked("open 1 /echo")
	p.pass(3000)
	p.wantAsked() // not open yet
	p.Opened(1, "")
	p.wantAsked() // the pause has not passed
	p.pass(DefaultPace - 1)
	p.wantAsked()
	p.pass(1)
	p.wantAsked("send 1 text Hello")
	p.pass(3000)
	p.wantAsked() // the echo is expected
	p.receives(1, "Hello")
	p.pass(DefaultPace)
	p.wantAsked("close 1 1000 bye")
	if !p.look().Running {
		t.Error("the run is over before the connection is")
	}
	p.closes(1, 1000, "bye")
	p.wantSteps("done", "done", "done", "done", "done")
	if p.look().Running {
		t.Error("the run does not end")
	}
	p.wake = 0
	p.pass(60_000)
	p.wantAsked()
}

func TestARunWithoutAPaceStartsStepsAtOnce(t *testing.T) {
	p := load(t, "connect /echo", "message a", "message b", "expect echo", "message c")
	p.SetPace(0)
	p.Run()
	p.Opened(1, "")
	p.wantAsked("open 1 /echo", "send 1 text a", "send 1 text b")
	p.receives(1, "a")
	p.receives(1, "b")
	p.wantAsked("send 1 text c")
}

func TestAFailureStopsTheRun(t *testing.T) {
	p := load(t, lesson...)
	p.Run()
	p.Opened(1, "")
	p.pass(DefaultPace)
	p.receives(1, "Goodbye")
	p.pass(DefaultPace)
	p.wantAsked("open 1 /echo", "send 1 text Hello")
	p.wantSteps("done", "done", "failed: This came instead: Goodbye", "idle", "idle")
	if v := p.look(); v.Running || v.Clients[0].State != Open {
		t.Errorf("running %v, the connection %v", v.Running, v.Clients[0].State)
	}
}

func TestAStoppedRunStartsNoMoreSteps(t *testing.T) {
	p := load(t, lesson...)
	p.Run()
	p.Stop()
	p.Opened(1, "")
	p.pass(60_000)
	p.wantAsked("open 1 /echo")
	p.wantSteps("done", "idle", "idle", "idle", "idle")
	if v := p.look(); v.Running || v.Clients[0].State != Open {
		t.Errorf("running %v, the connection %v", v.Running, v.Clients[0].State)
	}
}

func TestAPressEndsTheRun(t *testing.T) {
	p := load(t, lesson...)
	p.Run()
	p.Opened(1, "")
	p.Press(3)
	p.closes(1, 1000, "bye")
	p.pass(60_000)
	p.wantAsked("open 1 /echo", "close 1 1000 bye")
	p.wantSteps("done", "idle", "idle", "done", "done")
}

func TestAnotherPressOfRunChangesNothing(t *testing.T) {
	p := load(t, lesson...)
	p.Run()
	p.Run()
	p.Opened(1, "")
	p.Run()
	p.pass(DefaultPace)
	p.wantAsked("open 1 /echo", "send 1 text Hello")
}

func TestARunStartsOverAfterTheLastOne(t *testing.T) {
	p := load(t, "connect /echo", "disconnect", "expect close")
	p.SetPace(0)
	for conn := 1; conn <= 3; conn++ {
		p.Run()
		p.Opened(conn, "")
		p.wantSteps("done", "waiting", "waiting")
		p.closes(conn, rfc6455.NoCloseCode, "")
		p.wantSteps("done", "done", "done")
	}
}

func TestADoubleClickIsOnePress(t *testing.T) {
	p := load(t, lesson...)
	p.Press(0)
	p.Press(0)
	p.wantAsked("open 1 /echo")
	p.Opened(1, "")
	p.Press(3)
	p.Press(3)
	p.wantAsked("close 1 1000 bye")
	p.closes(1, 1000, "bye")
	p.wantSteps("done", "idle", "idle", "done", "done")
}

func TestResetPutsTheBlockBack(t *testing.T) {
	p := load(t, lesson...)
	p.Press(0)
	p.Press(1) // refused
	p.Opened(1, "")
	p.Edit(1, "Servus")
	p.look()
	p.asked, p.rows = nil, nil

	p.Reset()
	p.wantAsked("close 1 1000 reset")
	if v := p.look(); !v.Cleared || len(v.Rows) > 0 || v.Clients[0].State != Closed {
		t.Errorf("after a reset: %+v", v)
	}
	if p.look().Cleared {
		t.Error("the page must remove its rows a second time")
	}
	p.wantSteps("idle", "idle", "idle", "idle", "idle")
	p.connected(0)
	p.Press(1)
	p.wantAsked("send 2 text Hello")
}

func TestResetEndsTheRunAndTheHandshakeUnderWay(t *testing.T) {
	p := load(t, lesson...)
	p.Run()
	p.Reset()
	p.wantAsked("open 1 /echo", "close 1 1000 reset")
	p.pass(60_000)
	p.wantAsked()
	if p.look().Running {
		t.Error("the run goes on")
	}
}

func TestEventsAfterAResetAreIgnored(t *testing.T) {
	p := load(t, lesson...)
	p.SetConsole("c")
	p.Press(0)
	p.Reset()
	p.look()
	p.asked = nil
	p.Opened(1, "chat")
	p.receives(1, "late")
	p.Typed(1, rfc6455.Text, []byte("late"))
	p.Dropped(1, 4)
	p.TypedClose(1, 1000, "")
	p.Notice(play.Notice{Tag: play.Tag{Attempt: 1}, Event: play.Event{Kind: play.Opened}})
	p.breaks(1)
	p.Probed(1, NoAnswer, 0, "")
	p.wantAsked()
	if v := p.look(); len(v.Rows) > 0 || v.Trouble != (Trouble{}) || v.Clients[0].State != Closed {
		t.Errorf("after a reset: %+v", v)
	}
}

func TestTheConsoleIsInTheTagOfEachConnection(t *testing.T) {
	p := load(t, "alice: connect /echo?x=1 chat.v2 chat.v1", "bob: connect /room")
	p.SetConsole("abc")
	p.Press(0)
	p.Press(1)
	p.wantAsked("open 1 alice: /echo?x=1&console=abc&block=block-1&client=alice&attempt=1 chat.v2 chat.v1",
		"open 2 bob: /room?console=abc&block=block-1&client=bob&attempt=2")
}

func TestChangedIsCalledOnceForEachView(t *testing.T) {
	p := load(t, lesson...)
	p.connected(0)
	p.Press(1)
	if p.changedCount != 1 {
		t.Errorf("Changed was called %d times before the first view, want once", p.changedCount)
	}
	p.look()
	p.receives(1, "Hello")
	if p.changedCount != 2 {
		t.Errorf("Changed was called %d times in all, want 2", p.changedCount)
	}
}

func TestARunAfterAStopDoesNotWaitForThePauseBefore(t *testing.T) {
	p := load(t, "connect /echo", "message a")
	p.Run()
	p.Opened(1, "")
	p.Stop()
	p.Run()
	p.wantAsked("open 1 /echo", "close 1 1000 run again", "open 2 /echo")
}

func TestARunStartsOnConnectionsOfItsOwn(t *testing.T) {
	p := load(t, "connect /echo", "message a")
	p.connected(0)
	p.Edit(1, "changed")
	p.SetPace(0)
	p.Run()
	p.Opened(2, "")
	p.wantAsked("close 1 1000 run again", "open 2 /echo", "send 2 text changed")
	p.wantRows(rfc6455.Client, "connecting to /echo", "open", "→ changed")
}

func TestAConnectionThatIsGivenUpSendsNoCloseFrame(t *testing.T) {
	p := load(t, "connect /echo", "disconnect 1000 bye")
	p.Press(0)
	p.Press(1)
	p.wantAsked("open 1 /echo", "close 1 1000 bye")
	p.wantRows(rfc6455.Client, "connecting to /echo", "Given up before it was open: no close frame is sent.")
}

func TestResetForgetsTheTrouble(t *testing.T) {
	p := load(t, lesson...)
	p.Press(0)
	p.breaks(1)
	p.Probed(1, NoAnswer, 0, "")
	p.Reset()
	if got := p.look().Trouble; got != (Trouble{}) {
		t.Errorf("after a reset: %+v", got)
	}
}
