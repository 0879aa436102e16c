package player

import (
	"slices"

	"twocups/lessons/play"
)

// MaxRows is the largest number of rows that a page keeps of each console: more than a
// learner scrolls through, and few enough for a phone. The page shows the number of the
// rows before them.
const MaxRows = 300

// timeline holds the events that the page has not drawn yet.
type timeline struct {
	entries []RowView // fewer than 4*MaxRows; the page gets at most MaxRows of each side
	skipped [3]int    // how many events were left out, by side
	cleared bool      // whether the page must remove the rows that it has drawn
}

// add adds an event to the timeline. If the page draws too seldom, add drops the oldest
// events.
func (t *timeline) add(e play.Event, when play.Milliseconds) {
	t.entries = append(t.entries, RowView{Event: e, When: when})
	if len(t.entries) < 4*MaxRows {
		return
	}
	t.trim()
}

// trim drops all but the newest MaxRows entries of each side. It runs once in several
// hundred additions, so its cost for each event is negligible.
func (t *timeline) trim() {
	var kept [3]int
	from := len(t.entries)
	for i := len(t.entries) - 1; i >= 0; i-- {
		side := t.entries[i].Event.Side
		if kept[side] == MaxRows {
			t.skipped[side]++
			continue
		}
		kept[side]++
		from--
		t.entries[from] = t.entries[i]
	}
	t.entries = append(t.entries[:0], t.entries[from:]...)
}

// drain returns the events that the page has not drawn yet, and removes them.
func (t *timeline) drain() []RowView {
	t.trim()
	drained := slices.Clone(t.entries)
	t.entries = t.entries[:0]
	return drained
}

// clear drops all events, here and on the page.
func (t *timeline) clear() { *t = timeline{cleared: true} }
