package browser

import "github.com/chromedp/chromedp/kb"

// MaxTabStops is greater than the number of tab stops of any page. A learner who has pressed Tab
// this often is trapped.
const MaxTabStops = 500

// isUncovered is a JavaScript function. It reports whether an element in the viewport is not
// completely covered by another element.
const isUncovered = `(element) => {
	const {x, y, width, height} = element.getBoundingClientRect();
	return [0.1, 0.5, 0.9].some((part) => {
		const there = document.elementFromPoint(x + Math.min(width, innerWidth) * part, y + Math.min(height, innerHeight) * part);
		return there && (element.contains(there) || there.contains(element) && there.localName !== "body" && there.localName !== "html");
	});
}`

// Focused returns the name of the element that has the focus, or "" if the page's body has
// it. It fails the test if the element can't be seen (WCAG 2.2 §2.4.11).
func (tab *Tab) Focused() string {
	tab.T.Helper()
	found := Evaluate[struct{ Name, Hidden string }](tab.Document, `(() => {
		const element = document.activeElement;
		if (!element || element === document.body) return {Name: "", Hidden: ""};
		const name = element.getAttribute("aria-label") || element.innerText || element.id || element.className;
		return {
			Name: element.localName + " " + name.trim().replace(/\s+/g, " "),
			Hidden: (`+isUncovered+`)(element) ? "" : element.outerHTML,
		};
	})()`)
	if found.Hidden != "" {
		tab.T.Errorf("the element with the focus can't be seen: %.200s", found.Hidden)
	}
	return found.Name
}

// focusMatches reports whether the element that has the focus matches.
func (d Document) focusMatches(selector string) bool {
	d.T.Helper()
	return Evaluate[bool](d, `document.activeElement.matches(%s)`, selector)
}

// TabTo presses Tab until an element that matches has the focus.
func (tab *Tab) TabTo(selector string) {
	tab.T.Helper()
	tab.tabTo(selector, func() {})
}

// tabTo presses Tab until an element that matches has the focus, and calls check at each stop.
func (tab *Tab) tabTo(selector string, check func()) {
	tab.T.Helper()
	for range MaxTabStops {
		tab.PressKeys(kb.Tab)
		check()
		if tab.focusMatches(selector) {
			return
		}
	}
	tab.T.Fatalf("Tab does not reach %s; the focus is on %q", selector, tab.Focused())
}

// WantFocus checks that the element that has the focus matches.
func (tab *Tab) WantFocus(selector string) {
	tab.T.Helper()
	if !tab.focusMatches(selector) {
		tab.T.Errorf("the focus is on %q, want it on %s", tab.Focused(), selector)
	}
}

// WaitFocusVisible waits until the element that has the focus is in view, with a ring around
// it (WCAG 2.2 §2.4.7 and §2.4.11). An element in an iframe is checked in the iframe's own
// document.
func (d Document) WaitFocusVisible() {
	d.T.Helper()
	d.Poll("the focus to be visible", func() (string, bool) {
		hidden := Evaluate[string](d, `(() => {
			const element = document.activeElement;
			if (!element || element === document.body || element.localName === "iframe") return "";
			const {outlineStyle, outlineWidth} = getComputedStyle(element);
			if (outlineStyle === "none" || outlineStyle !== "auto" && parseFloat(outlineWidth) < 2) return "no ring around " + element.outerHTML.slice(0, 200);
			return (`+isUncovered+`)(element) ? "" : "out of view " + element.outerHTML.slice(0, 200);
		})()`)
		return hidden, hidden == ""
	})
}
