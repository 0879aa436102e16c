package browser

import (
	"cmp"
	"strings"
)

// Point is a place in a viewport, in CSS pixels from its top left corner.
type Point struct{ X, Y float64 }

// pollsPerRefresh is the number of polls between two refreshes of the screen, at 60 refreshes a
// second. A moving element has another position after this number of polls.
const pollsPerRefresh = 2

// ScrollTo scrolls the first element that matches into view, and waits until the element
// no longer moves and nothing covers it.
func (d Document) ScrollTo(selector string) {
	d.T.Helper()
	d.middle(selector)
}

// middle scrolls to an element as [Document.ScrollTo] does, and returns its middle.
func (d Document) middle(selector string) Point {
	d.T.Helper()
	var at Point
	still := 0 // polls since the element last moved
	d.Poll(selector+" within reach", func() (string, bool) {
		found, err := tryEvaluate[struct {
			Point
			Saw string
		}](d, script(d.T, middleOf, []any{selector}))
		if err != nil {
			return err.Error(), false
		}
		if still++; found.Point != at || found.Saw != "" {
			at, still = found.Point, 0
		}
		return cmp.Or(found.Saw, "an element that moves"), still == pollsPerRefresh
	})
	return at
}

// middleOf scrolls an element into view, and returns its middle or why it can't be pressed.
var middleOf = strings.TrimSpace(`
(() => {
	const element = document.querySelector(%s);
	if (!element) return {Saw: "no such element"};
	element.scrollIntoView({block: "center", inline: "nearest", behavior: "instant"});
	const {x, y, width, height} = element.getBoundingClientRect();
	const [X, Y] = [x + width / 2, y + height / 2];
	const there = document.elementFromPoint(X, Y);
	if (there === null) return {Saw: "an element outside of the viewport"};
	if (!element.contains(there) && !there.contains(element)) return {Saw: "in front of it " + there.outerHTML.slice(0, 200)};
	return {X, Y, Saw: ""};
})()`)
