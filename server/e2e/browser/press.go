package browser

import "github.com/chromedp/chromedp"

// A page may move an element after the driver has looked for it and before the browser presses
// there. A guard in the page lets a press reach only the element that is wanted. Any other element
// doesn't notice the press, and the driver presses again.

// pressGuard is a JavaScript function. It guards the document until a click reaches an element that
// matches. Without a selector it keeps every press from the document.
const pressGuard = `((selector) => {
	globalThis.pressGuard?.abort();
	const guard = globalThis.pressGuard = new AbortController();
	const check = (event) => {
		if (!event.isTrusted) return; // a script's own
		const [element, there] = [selector && document.querySelector(selector), event.target];
		if (element && (element.contains(there) || there.contains(element))) {
			if (event.type === "click") guard.abort(); // a label goes on to click its field
			return;
		}
		event.preventDefault();
		event.stopImmediatePropagation();
		guard.missed ||= there.outerHTML?.slice(0, 200) ?? there.nodeName;
	};
	for (const type of ["pointerdown", "mousedown", "touchstart", "pointerup", "mouseup", "touchend", "click"])
		addEventListener(type, check, {capture: true, passive: false, signal: guard.signal});
	return true;
})(%s)`

// endPressGuard is JavaScript that ends the guard, and returns the element that it has kept a press
// from, or "". After a press that has opened another page there is no guard.
const endPressGuard = `(() => {
	globalThis.pressGuard?.abort();
	return globalThis.pressGuard?.missed ?? "";
})()`

// guard guards a document for the time of a press, and returns the element that received the press
// instead of the element that is wanted, or "".
func (d Document) guard(selector string, press func()) (missed string) {
	d.T.Helper()
	Evaluate[bool](d, pressGuard, selector)
	press()
	missed, err := tryEvaluate[string](d, endPressGuard)
	if err != nil {
		return "" // the press has opened another page
	}
	return missed
}

// Press clicks or taps the first element that matches, in its middle.
func (tab *Tab) Press(selector string) {
	tab.T.Helper()
	tab.Poll("a press to reach "+selector, func() (string, bool) {
		at := tab.middle(selector)
		missed := tab.guard(selector, func() { tab.pressAt(at) })
		return "a press on " + missed, missed == ""
	})
}

// Press clicks or taps an element of the iframe, in its middle. A scroll passes through
// several processes, and the browser knows the iframe's place only a moment after the iframe
// is drawn there. Press therefore moves the mouse until the element receives a mousemove event.
func (f *IFrame) Press(selector string) {
	f.T.Helper()
	f.Poll("a press to reach "+selector, func() (string, bool) {
		at := f.reach(selector)
		var missed, outside string
		outside = f.Tab.guard("", func() {
			missed = f.guard(selector, func() { f.Tab.pressAt(at) })
		})
		return "a press on " + missed + outside, missed+outside == ""
	})
}

// reach moves the mouse to an element of the iframe, and returns its place in the tab's viewport.
func (f *IFrame) reach(selector string) Point {
	f.T.Helper()
	var at Point
	f.Poll(selector+" to be under the mouse", func() (string, bool) {
		inside, corner := f.middle(selector), f.Position()
		at = Point{inside.X + corner.X, inside.Y + corner.Y}
		Evaluate[bool](f.Document, `(() => {
			globalThis.mouseMove = undefined;
			addEventListener("mousemove", (event) => (globalThis.mouseMove = event), {capture: true, once: true});
			return true;
		})()`)
		f.Tab.do(chromedp.MouseEvent("mouseMoved", at.X-1, at.Y), chromedp.MouseEvent("mouseMoved", at.X, at.Y))
		under := Evaluate[string](f.Document, `mouseMove?.target.outerHTML.slice(0, 200) ?? "nothing"`)
		return under, Evaluate[bool](f.Document, `document.querySelector(%s)?.contains(mouseMove?.target ?? null) ?? false`, selector)
	})
	return at
}

func (tab *Tab) pressAt(at Point) {
	tab.T.Helper()
	if tab.touch {
		tab.do(chromedp.TapXY(at.X, at.Y))
		return
	}
	tab.do(chromedp.MouseEvent("mouseMoved", at.X, at.Y), chromedp.MouseClickXY(at.X, at.Y))
}
