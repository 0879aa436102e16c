package browser

import (
	"fmt"
	"slices"

	"github.com/chromedp/chromedp/kb"
)

// Block is a ws block, a task or a quiz of a lesson.
type Block struct {
	Document
	Name string // in the info string of the lesson, and the element's id

	container interface { // the tab or the iframe that shows the lesson
		Press(selector string)
		Fill(selector, text string)
		PressKeys(keys string, modifiers ...kb.Modifier)
	}
}

// Block returns the block with this name.
func (tab *Tab) Block(name string) Block { return Block{tab.Document, name, tab} }

// Block returns the block with this name.
func (f *IFrame) Block(name string) Block { return Block{f.Document, name, f} }

// Selector returns the page's selector of an element in the block.
func (b Block) Selector(inner string) string { return "#" + b.Name + " " + inner }

// Press presses an element of the block.
func (b Block) Press(inner string) {
	b.T.Helper()
	b.container.Press(b.Selector(inner))
}

// Fill replaces the text of an input of the block.
func (b Block) Fill(inner, text string) {
	b.T.Helper()
	b.container.Fill(b.Selector(inner), text)
}

// PressButton presses one of the block's visible buttons by its data-act, such as run, stop
// or reset.
func (b Block) PressButton(act string) {
	b.T.Helper()
	b.Press("button[data-act=" + act + "]:not([hidden] *)")
}

// StepSelector returns the selector of a step. Steps are numbered from 1 as on the page,
// where expectations do not count.
func (b Block) StepSelector(number int) string {
	return b.Selector(fmt.Sprintf(".steps > li:nth-child(%d)", number))
}

// PressStep presses the button of a step.
func (b Block) PressStep(number int) {
	b.T.Helper()
	b.container.Press(b.StepSelector(number) + " button")
}

// FillStep replaces the message of a step.
func (b Block) FillStep(number int, message string) {
	b.T.Helper()
	b.container.Fill(b.StepSelector(number)+" input", message)
}

// WaitDone waits until steps and their expectations show that they are done.
func (b Block) WaitDone(numbers ...int) {
	b.T.Helper()
	for _, number := range numbers {
		b.Poll(fmt.Sprintf("step %d of %s to be done", number, b.Name), func() (string, bool) {
			outcomes := b.Outcomes(number)
			return fmt.Sprintf("%q, %q", outcomes, b.Trouble()), !slices.ContainsFunc(outcomes, func(o string) bool { return o != "✓" })
		})
	}
}

// WaitAllDone waits until every step shows that it is done.
func (b Block) WaitAllDone() {
	b.T.Helper()
	for number := range b.Count(b.Selector(".steps > li")) {
		b.WaitDone(number + 1)
	}
}

// Outcomes returns the outcome of a step, followed by those of its expectations: "✓", a
// fault, or "".
func (b Block) Outcomes(number int) []string {
	b.T.Helper()
	return Evaluate[[]string](b.Document, `[...document.querySelectorAll(%s)].map((e) => e.textContent)`, b.StepSelector(number)+" .outcome")
}

// WaitOutcome waits until a step shows a text, such as its outcome.
func (b Block) WaitOutcome(number int, want string) {
	b.T.Helper()
	b.WaitText(b.StepSelector(number), want)
}

// WaitState waits until a client's connection is shown in a state, such as open.
func (b Block) WaitState(want string) {
	b.T.Helper()
	b.WaitText(b.Selector(".state"), want)
}

// SendOwn sends a message of the learner's own.
func (b Block) SendOwn(message string) {
	b.T.Helper()
	b.Fill(".own input", message)
	b.PressButton("send")
}

// EnterInPrompt enters a line in the block's prompt.
func (b Block) EnterInPrompt(line string) {
	b.T.Helper()
	b.Fill(".prompt input", line)
	b.container.PressKeys(kb.Enter)
}
