package e2e

import (
	"testing"

	"twocups/server/e2e/browser"
)

// What the page says of the learner's own doing goes when its reason does.

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
	b.WaitDone(2) // which was drawn
	if said := b.Outcomes(3)[0]; said != wrong || said == "" {
		t.Errorf("the field is wrong, and the page says %q, want %q", said, wrong)
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
	toNobody := func() {
		t.Helper()
		b.SendOwn("to nobody")
		b.WaitText(own, "Not sent: the connection is closed. Connect first.")
	}
	wantNothing := func(outcome string) {
		t.Helper()
		tab.WaitUntil("nothing to be said any more", `document.querySelector(%s).textContent === ""`, outcome)
	}
	toNobody()
	b.PressButton("reset")
	wantNothing(own)
	toNobody()
	b.EnterInPrompt("socket.url")
	b.WaitText(line, "There is no socket yet. Connect first.")
	b.PressStep(1)
	b.WaitState("open")
	wantNothing(own)
	wantNothing(line)

	b.PressButton("reset")
	b.WaitState("closed")
	b.EnterInPrompt("help")
	b.PressStep(1)
	b.WaitState("open")
	b.WaitText(line, `column 1: "help" (want socket)`) // connected or not
	b.PressButton("reset")
	wantNothing(line)
}
