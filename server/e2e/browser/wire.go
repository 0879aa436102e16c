package browser

import (
	"fmt"
	"slices"
	"strings"
)

// The view of the wire lists the two HTTP messages of the opening handshake and the frames
// of a connection, and draws the row that is chosen.

// WireSelector returns the selector of an element in the block's view of the wire.
func (b Block) WireSelector(inner string) string { return b.Selector(".wire " + inner) }

// ToggleWire opens the view of the wire, or closes it.
func (b Block) ToggleWire() {
	b.T.Helper()
	b.container.Press(b.WireSelector("summary"))
}

// WireRows returns the rows of the list, each with its arrow, its kind and its words.
func (b Block) WireRows() []string {
	b.T.Helper()
	rows, err := b.tryWireRows()
	if err != nil {
		b.T.Fatal(err)
	}
	return rows
}

func (b Block) tryWireRows() ([]string, error) {
	return tryEvaluate[[]string](b.Document, script(b.T,
		`[...document.querySelectorAll(%s)].map((row) => [".arrow", ".kind", ".words"].map((part) => row.querySelector(part).textContent).join(" ").trim())`,
		[]any{b.WireSelector(".frames li")}))
}

// WaitWireRows waits until the list shows these rows and no others.
func (b Block) WaitWireRows(want ...string) {
	b.T.Helper()
	b.Poll(fmt.Sprintf("on the wire of %s\n\t%s\n", b.Name, strings.Join(want, "\n\t")), func() (string, bool) {
		rows, err := b.tryWireRows()
		return fmt.Sprintf("%v\n\t%s", err, strings.Join(rows, "\n\t")), slices.Equal(rows, want)
	})
}

// ChooseWireRow presses a row of the list, so that the view draws it. The key is "request",
// "answer", or the number of a frame.
func (b Block) ChooseWireRow(key any) {
	b.T.Helper()
	row := b.WireSelector(fmt.Sprintf(".frames [data-key='%v']", key))
	b.container.Press(row)
	b.WaitUntil("the row to be chosen", `document.querySelector(%s).ariaCurrent === "true"`, row)
}

// PartSelector returns the selector of a part of the drawing that has an explanation. A part
// is a field of a frame or of a packet, or a header field of the handshake.
func (b Block) PartSelector(part string) string {
	return b.WireSelector(fmt.Sprintf(".drawing [data-part='%s'][aria-describedby]", part))
}

// PartBits returns the bits or the bytes of a field of the frame that is drawn.
func (b Block) PartBits(part string) string {
	b.T.Helper()
	return Evaluate[string](b.Document, `[...document.querySelectorAll(%s)].map((e) => e.textContent).join(" ")`,
		b.WireSelector(fmt.Sprintf(".bits [data-part='%s'] .value", part)))
}

// Explanation returns the explanation that the drawing shows.
func (b Block) Explanation() string {
	b.T.Helper()
	return b.Text(b.WireSelector(".meanings > :not([hidden])"))
}

// FocusPart moves the focus to a part of the drawing, and returns the text of its
// aria-describedby, which a screen reader reads.
func (b Block) FocusPart(part string) string {
	b.T.Helper()
	return Evaluate[string](b.Document, `(() => {
		const part = document.querySelector(%s);
		part.focus();
		return document.getElementById(part.getAttribute("aria-describedby")).textContent;
	})()`, b.PartSelector(part))
}

// WantExplained checks that a part of the drawing is explained when it has the focus, and
// that the page shows what a screen reader reads.
func (b Block) WantExplained(part string) {
	b.T.Helper()
	read := b.FocusPart(part)
	shown := b.Explanation()
	if strip := strings.NewReplacer("\n", "", " ", ""); len(shown) < 40 || strip.Replace(shown) != strip.Replace(read) {
		b.T.Errorf("%s: shown is %q, described by %q", part, shown, read)
	}
}
