package e2e

import (
	"testing"

	"twocups/server/e2e/browser"
)

// A block shows a fault in the learner's input until the reason for the fault is gone.

func TestBrowserTheFaultOfAMessageGoesWhenItIsCorrected(t *testing.T) {
	t.Parallel()
	tab := browser.Visit(t, twocups.Start(t)+websocketsLesson)
	b := tab.Block("binary")
	bytes := b.StepSelector(3) + " input"
	wantValid := func(want string) {
		t.Helper()
		tab.WaitUntil("a field that is aria-invalid="+want, `document.querySelector(%s).ariaInvalid === %s`, bytes, want)
	}
	tab.Fill(bytes, "hello")
	b.PressButton("run")
	wantValid("true")
	wrong := b.Outcomes(3)[0]
	b.PressStep(1)
	b.WaitState("open")
	b.PressStep(2)
	b.WaitDone(2) // draws the block again
	if outcome := b.Outcomes(3)[0]; outcome != wrong || outcome == "" {
		t.Errorf("the field is still wrong, and its outcome is %q, want %q", outcome, wrong)
	}
	tab.Fill(bytes, "48 69")
	wantValid("false")
	b.WaitOutcome(3, "")
	tab.Fill(bytes, "hello")
	b.PressButton("run")
	wantValid("true")
	b.PressButton("reset")
	wantValid("false")
	b.WaitOutcome(3, "")
}

func TestBrowserABlockAsksToConnectUntilThereIsAConnection(t *testing.T) {
	t.Parallel()
	tab := browser.Visit(t, twocups.Start(t)+websocketsLesson)
	b := tab.Block("binary")
	own, line := b.Selector(".own .outcome"), b.Selector(".prompt .outcome")
	sendUnconnected := func() {
		t.Helper()
		b.SendOwn("too early")
		b.WaitText(own, "Not sent: the connection is closed. Connect first.")
	}
	waitEmpty := func(outcome string) {
		t.Helper()
		tab.WaitUntil("the outcome to be empty", `document.querySelector(%s).textContent === ""`, outcome)
	}
	sendUnconnected()
	b.PressButton("reset")
	waitEmpty(own)
	sendUnconnected()
	b.EnterInPrompt("socket.url")
	b.WaitText(line, "There is no socket yet. Connect first.")
	b.PressStep(1)
	b.WaitState("open")
	waitEmpty(own)
	waitEmpty(line)

	b.PressButton("reset")
	b.WaitState("closed")
	b.EnterInPrompt("help")
	b.PressStep(1)
	b.WaitState("open")
	b.WaitText(line, `column 1: "help" (want socket)`) // the fault remains after the connect
	b.PressButton("reset")
	waitEmpty(line)
}
