package e2e

import (
	"testing"
)

// What the page says of the learner's own doing goes when its reason does.

func TestBrowserWhatIsSaidOfAMessageGoesWhenItIsMended(t *testing.T) {
	t.Parallel()
	tab := visit(t, program.Start(t)+lesson2)
	b := tab.block("binary")
	bytes := b.step(3) + " input"
	wantValid := func(want string) {
		t.Helper()
		tab.wait("a field that is aria-invalid="+want, `document.querySelector(%s).ariaInvalid === %s`, bytes, want)
	}
	tab.write(bytes, "hello")
	b.act("run")
	wantValid("true")
	wrong := b.outcomes(3)[0]
	b.take(1)
	b.waitState("open")
	b.take(2)
	b.waitDone(2) // which was drawn
	if said := b.outcomes(3)[0]; said != wrong || said == "" {
		t.Errorf("the field is wrong, and the page says %q, want %q", said, wrong)
	}
	tab.write(bytes, "48 69")
	wantValid("false")
	b.waitOutcome(3, "")
	tab.write(bytes, "hello")
	b.act("run")
	wantValid("true")
	b.act("reset")
	wantValid("false")
	b.waitOutcome(3, "")
}

func TestBrowserThatThereIsNoConnectionIsSaidUntilThereIsOne(t *testing.T) {
	t.Parallel()
	tab := visit(t, program.Start(t)+lesson2)
	b := tab.block("binary")
	own, line := b.at(".own .outcome"), b.at(".prompt .outcome")
	toNobody := func() {
		t.Helper()
		b.own(tab, "to nobody")
		b.waitText(own, "Not sent: the connection is closed. Connect first.")
	}
	wantNothing := func(outcome string) {
		t.Helper()
		tab.wait("nothing to be said any more", `document.querySelector(%s).textContent === ""`, outcome)
	}
	toNobody()
	b.act("reset")
	wantNothing(own)
	toNobody()
	tab.enterInto(b, "socket.url")
	b.waitText(line, "There is no socket yet. Connect first.")
	b.take(1)
	b.waitState("open")
	wantNothing(own)
	wantNothing(line)

	b.act("reset")
	b.waitState("closed")
	tab.enterInto(b, "help")
	b.take(1)
	b.waitState("open")
	b.waitText(line, `column 1: "help" (want socket)`) // connected or not
	b.act("reset")
	wantNothing(line)
}
