package browser

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// A block has two consoles, "client" and "server". A row reads as [RowText] returns it.

// roundTrip is a round trip with its time.
var roundTrip = regexp.MustCompile(`round trip \d[\d.]* m?s`)

// RowText returns a row of a console as one line: the arrow, the words, and in brackets the
// rest. The time of a round trip is left out, since it differs from run to run.
func RowText(arrow, words, meta string) string {
	text := strings.TrimSpace(arrow + " " + words)
	if meta != "" {
		text += " [" + roundTrip.ReplaceAllString(meta, "round trip") + "]"
	}
	return text
}

// Rows returns the rows of a console.
func (b Block) Rows(side string) []string {
	b.T.Helper()
	rows, err := b.tryRows(side)
	if err != nil {
		b.T.Fatal(err)
	}
	return rows
}

func (b Block) tryRows(side string) ([]string, error) {
	rows, err := tryEvaluate[[][]string](b.Document, script(b.T,
		`[...document.querySelectorAll(%s)].map((row) => [".arrow", ".words", ".meta"].map((part) => row.querySelector(part).textContent))`,
		[]any{b.Selector(".ends .console." + side + " li")}))
	var lines []string
	for _, row := range rows {
		lines = append(lines, RowText(row[0], row[1], row[2]))
	}
	return lines, err
}

// WaitRows waits until a console shows these rows and no others.
func (b Block) WaitRows(side string, want ...string) {
	b.T.Helper()
	what := fmt.Sprintf("the rows of %s’s %s console\n\t%s\n", b.Name, side, strings.Join(want, "\n\t"))
	b.pollRows(what, side, func(rows []string) bool { return slices.Equal(rows, want) })
}

// WaitRow waits until a console shows this row among others.
func (b Block) WaitRow(side, want string) {
	b.T.Helper()
	what := fmt.Sprintf("the row %q in %s’s %s console", want, b.Name, side)
	b.pollRows(what, side, func(rows []string) bool { return slices.Contains(rows, want) })
}

func (b Block) pollRows(what, side string, holds func(rows []string) bool) {
	b.T.Helper()
	b.Poll(what, func() (string, bool) {
		rows, err := b.tryRows(side)
		return fmt.Sprintf("%v\n\t%s", err, strings.Join(rows, "\n\t")), holds(rows)
	})
}
