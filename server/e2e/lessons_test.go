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
)

// Every ws block of every lesson is run in the browser, as written. Both consoles must
// show what its transcript has recorded, times aside.
func TestBrowserEveryBlockOfEveryLessonRunsAsRecorded(t *testing.T) {
	t.Parallel()
	address := program.Start(t)
	for _, lesson := range course.Load(lessons.FS()).Lessons {
		tab := visit(t, address+"/lessons/"+lesson.Slug)
		for _, part := range lesson.Body {
			if part.Block == nil {
				continue
			}
			b := tab.block(part.Block.Name)
			b.openWire()
			b.act("run")
			b.waitAllDone()
			for _, side := range []rfc6455.Side{rfc6455.Client, rfc6455.Server} {
				b.waitRecorded(side, part.Block.Transcript)
			}
			b.openWire() // closes it: the server watches so many connections, and lessons have more
		}
	}
}

// waitRecorded waits until a console shows the rows that were recorded of it, in any
// order where there are several connections.
func (b block) waitRecorded(side rfc6455.Side, recorded []play.Event) {
	b.t.Helper()
	var want []string
	for _, e := range recorded {
		if e.Side == side {
			want = append(want, line(e))
		}
	}
	slices.Sort(want)
	b.poll(fmt.Sprintf("the recorded rows of %s’s %s console\n\t%s\n", b.name, side, strings.Join(want, "\n\t")), func() (string, bool) {
		rows, err := b.tryRows(side.String())
		slices.Sort(rows)
		return fmt.Sprintf("%v\n\t%s", err, strings.Join(rows, "\n\t")), slices.Equal(rows, want)
	})
}

// line returns an event as block.rows reads it off the page.
func line(e play.Event) string {
	row := e.Row()
	text := strings.TrimSpace(row.Arrow + " " + row.Words)
	if row.Meta != "" {
		text += " [" + roundTrip.ReplaceAllString(row.Meta, "round trip") + "]"
	}
	return text
}
