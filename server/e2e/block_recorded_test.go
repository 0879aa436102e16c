package e2e

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"twocups/lessons"
	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
	"twocups/server/course"
	"twocups/server/e2e/browser"
)

// Every ws block of every lesson runs in the browser, as written. Both consoles must show the
// rows of its transcript, times aside.
func TestBrowserEveryBlockOfEveryLessonRunsAsRecorded(t *testing.T) {
	t.Parallel()
	address := twocups.Start(t)
	for _, lesson := range course.Load(lessons.FS()).Lessons {
		tab := browser.Visit(t, address+"/lessons/"+lesson.Slug)
		for _, part := range lesson.Body {
			if part.Block == nil {
				continue
			}
			b := tab.Block(part.Block.Name)
			b.ToggleWire()
			b.PressButton("run")
			b.WaitAllDone()
			for _, side := range []rfc6455.Side{rfc6455.Client, rfc6455.Server} {
				waitRecorded(b, side, part.Block.Transcript)
			}
			b.ToggleWire() // closes it: the server taps a limited number of connections for a page, and some lessons have more
		}
	}
}

// waitRecorded waits until a console shows the rows of a transcript, in any order.
func waitRecorded(b browser.Block, side rfc6455.Side, recorded []play.Event) {
	b.T.Helper()
	var want []string
	for _, e := range recorded {
		if e.Side == side {
			want = append(want, recordedRow(e))
		}
	}
	slices.Sort(want)
	b.Poll(fmt.Sprintf("the recorded rows of %s’s %s console\n\t%s\n", b.Name, side, strings.Join(want, "\n\t")), func() (string, bool) {
		rows := b.Rows(side.String())
		slices.Sort(rows)
		return strings.Join(rows, "\n\t"), slices.Equal(rows, want)
	})
}

// recordedRow returns an event as [browser.Block.Rows] returns its row.
func recordedRow(e play.Event) string {
	row := e.Row()
	return browser.RowText(row.Arrow, row.Words, row.Meta)
}
