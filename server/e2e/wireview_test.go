package e2e

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// The view of the wire, as a learner works with it.

// openOnTheWire visits lesson 2, opens the view of its first block, and connects.
func openOnTheWire(t *testing.T) (*tab, block) {
	t.Helper()
	tab := visit(t, program.Start(t)+lesson2)
	echo := tab.block("first-echo")
	echo.openWire()
	echo.take(1)
	echo.waitState("open")
	return tab, echo
}

// wire returns the selector of something in the block's view of the wire.

func (b block) wire(selector string) string { return b.at(".wire " + selector) }

// openWire opens the view, or closes it.

func (b block) openWire() {
	b.t.Helper()
	b.hand.press(b.wire("summary"))
}

// frames returns the rows of the wire's list: arrow, kind and words.

func (b block) frames() []string {
	b.t.Helper()
	frames, err := b.tryFrames()
	if err != nil {
		b.t.Fatal(err)
	}
	return frames
}

func (b block) tryFrames() ([]string, error) {
	rows, err := tryEvaluate[[]string](b.document, script(b.t,
		`[...document.querySelectorAll(%s)].map((row) => [".arrow", ".kind", ".words"].map((part) => row.querySelector(part).textContent).join(" ").trim())`,
		[]any{b.wire(".frames li")}))
	return rows, err
}

// waitFrames waits until the list shows these rows and no others.

func (b block) waitFrames(want ...string) {
	b.t.Helper()
	b.poll(fmt.Sprintf("on the wire of %s\n\t%s\n", b.name, strings.Join(want, "\n\t")), func() (string, bool) {
		rows, err := b.tryFrames()
		return fmt.Sprintf("%v\n\t%s", err, strings.Join(rows, "\n\t")), slices.Equal(rows, want)
	})
}

// pick chooses a row: "request", "answer" or a frame's number.

func (b block) pick(key any) {
	b.t.Helper()
	row := b.wire(fmt.Sprintf(".frames [data-key='%v']", key))
	b.wait("the row "+row, `document.querySelector(%s)`, row)
	b.hand.press(row)
	b.wait("the row to be chosen", `document.querySelector(%s).ariaCurrent === "true"`, row)
}

// field returns the selector of a part of what is drawn.

func (b block) field(name string) string {
	return b.wire(fmt.Sprintf(".drawing [data-part='%s'][aria-describedby]", name))
}

// bits returns what a field of the drawn frame says, all its bytes.

func (b block) bits(name string) string {
	b.t.Helper()
	return evaluate[string](b.document, `[...document.querySelectorAll(%s)].map((e) => e.textContent).join(" ")`,
		b.wire(fmt.Sprintf(".bits [data-part='%s'] .value", name)))
}

// meaning returns the explanation that is shown.

func (b block) meaning() string {
	b.t.Helper()
	return b.text(b.wire(".meanings > :not([hidden])"))
}

const (
	asked    = "→ HTTP GET /echo?… HTTP/1.1"
	answered = "← HTTP HTTP/1.1 101 Switching Protocols"
	over     = "TCP The connection is over."
)

// wantExplained checks that a part of the drawing is explained on focus, to who sees

// and to who hears it.

func (b block) wantExplained(field string) {
	b.t.Helper()
	said := evaluate[string](b.document, `(() => {
		const part = document.querySelector(%s);
		part.focus();
		return document.getElementById(part.getAttribute("aria-describedby")).textContent;
	})()`, b.field(field))
	shown := b.meaning()
	if strip := strings.NewReplacer("\n", "", " ", ""); len(shown) < 40 || strip.Replace(shown) != strip.Replace(said) {
		b.t.Errorf("%s: shown is %q, described by %q", field, shown, said)
	}
}

// showWire opens the view of a block that has been run, at a frame that came masked.

func showWire(tab *tab) {
	tab.t.Helper()
	both := tab.block("both")
	both.openWire()
	both.act("run")
	both.waitAllDone()
	both.pick(1)
}

// showHandshake opens the view of a block at the opening handshake.

func showHandshake(tab *tab) {
	tab.t.Helper()
	echo := tab.block("first-echo")
	echo.openWire()
	echo.take(1)
	echo.pick("request")
}
