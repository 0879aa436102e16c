package player

import (
	"slices"

	"twocups/lessons/play"
)

// MaxRows is how many rows of each console a page keeps: more than anyone
// scrolls through, few enough for a phone. What came before is counted.
const MaxRows = 300

// timeline holds the events that the page has not drawn yet.
type timeline struct {
	entries []RowView // fewer than 4*MaxRows; the page gets at most MaxRows of each side
	skipped [3]int    // left out because there were too many, by side
	cleared bool      // the page must drop what it has drawn
}

// add puts an event on the timeline. When a page draws too seldom, the oldest
// events make room.
func (t *timeline) add(e play.Event, when play.Milliseconds) {
	t.entries = append(t.entries, RowView{Event: e, When: when})
	if len(t.entries) < 4*MaxRows {
		return
	}
	t.trim()
}

// trim leaves the newest MaxRows entries of each side. It runs once in so many
// additions that a message's share of it does not count.
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

// take returns the events that are to be drawn, and forgets them.
func (t *timeline) drain() []RowView {
	t.trim()
	taken := slices.Clone(t.entries)
	t.entries = t.entries[:0]
	return taken
}

// clear drops everything, here and on the page.
func (t *timeline) clear() { *t = timeline{cleared: true} }
