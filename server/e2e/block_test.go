package e2e

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// block is a ws block on a page, as a learner works with it.
type block struct {
	document
	hand interface { // of the tab or the frame that the block is in
		press(selector string)
	}
	name string
}

// block returns the block with this name.
func (tab *tab) block(name string) block { return block{tab.document, tab, name} }

// block returns the block with this name.
func (f *frame) block(name string) block { return block{f.document, f, name} }

// at returns the selector of something in the block.
func (b block) at(selector string) string { return "#" + b.name + " " + selector }

// act presses one of the block's buttons: run, stop, reset, say, retry or recorded.
func (b block) act(name string) {
	b.t.Helper()
	b.hand.press(b.at("button[data-act=" + name + "]:not([hidden] *)"))
}

// step returns the selector of the step with this number, from 1, as the page
// numbers them: expectations do not count.
func (b block) step(number int) string {
	return b.at(fmt.Sprintf(".steps > li:nth-child(%d)", number))
}

// take presses the button of a step.
func (b block) take(number int) {
	b.t.Helper()
	b.hand.press(b.step(number) + " button")
}

// waitDone waits until the step and its expectations have come out as written.
func (b block) waitDone(numbers ...int) {
	b.t.Helper()
	for _, number := range numbers {
		b.poll(fmt.Sprintf("step %d of %s to be done", number, b.name), func() (string, bool) {
			outcomes := b.outcomes(number)
			return fmt.Sprintf("%q, %q", outcomes, b.trouble()), !slices.ContainsFunc(outcomes, func(o string) bool { return o != "✓" })
		})
	}
}

// waitAllDone waits until every step shows its tick.
func (b block) waitAllDone() {
	b.t.Helper()
	for number := range b.count(b.at(".steps > li")) {
		b.waitDone(number + 1)
	}
}

// outcomes returns what the step and its expectations say about how they came out.
func (b block) outcomes(number int) []string {
	b.t.Helper()
	return evaluate[[]string](b.document, `[...document.querySelectorAll(%s)].map((e) => e.textContent)`, b.step(number)+" .outcome")
}

// waitOutcome waits until the step says how it came out.
func (b block) waitOutcome(number int, want string) {
	b.t.Helper()
	b.waitText(b.step(number), want)
}

// waitState waits until a client's connection is said to be in a state.
func (b block) waitState(want string) {
	b.t.Helper()
	b.waitText(b.at(".state"), want)
}

// trouble returns what the block says is wrong, or "".
func (b block) trouble() string {
	b.t.Helper()
	return b.text(b.at(".trouble:not([hidden])"))
}

// rows returns the rows of a console: arrow, words, and in brackets the rest. The
// times differ from run to run and are left out.
func (b block) rows(side string) []string {
	b.t.Helper()
	rows, err := b.tryRows(side)
	if err != nil {
		b.t.Fatal(err)
	}
	return rows
}

func (b block) tryRows(side string) ([]string, error) {
	rows, err := tryEvaluate[[][]string](b.document, script(b.t,
		`[...document.querySelectorAll(%s)].map((row) => [".arrow", ".words", ".meta"].map((part) => row.querySelector(part).textContent))`,
		[]any{b.at(".ends .console." + side + " li")}))
	var lines []string
	for _, row := range rows {
		line := strings.TrimSpace(row[0] + " " + row[1])
		if row[2] != "" {
			line += " [" + roundTrip.ReplaceAllString(row[2], "round trip") + "]"
		}
		lines = append(lines, line)
	}
	return lines, err
}

// roundTrip is a round trip with its time.
var roundTrip = regexp.MustCompile(`round trip \d[\d.]* m?s`)

// waitRows waits until a console shows these rows and no others.
func (b block) waitRows(side string, want ...string) {
	b.t.Helper()
	b.poll(fmt.Sprintf("the rows of %s’s %s console\n\t%s\n", b.name, side, strings.Join(want, "\n\t")), func() (string, bool) {
		rows, err := b.tryRows(side)
		return fmt.Sprintf("%v\n\t%s", err, strings.Join(rows, "\n\t")), slices.Equal(rows, want)
	})
}

// waitRow waits until a console shows this row among others.
func (b block) waitRow(side, want string) {
	b.t.Helper()
	b.poll(fmt.Sprintf("the row %q in %s’s %s console", want, b.name, side), func() (string, bool) {
		rows, err := b.tryRows(side)
		return fmt.Sprintf("%v\n\t%s", err, strings.Join(rows, "\n\t")), slices.Contains(rows, want)
	})
}
