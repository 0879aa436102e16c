package browser

import (
	"fmt"

	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// IFrame is a sandboxed iframe of a tab. Chromium runs it in a process of its own. Its
// complaints are those of the tab.
type IFrame struct {
	Document
	Tab      *Tab
	Selector string // of the iframe element in the tab
}

// IFrame waits until the first iframe that matches has a process, and returns the iframe.
func (tab *Tab) IFrame(selector string) *IFrame {
	tab.T.Helper()
	described := CallDevTools(tab.Document, dom.DescribeNode, dom.DescribeNodeParams{ObjectID: tab.object(selector)})
	id := target.ID(described.Node.FrameID)
	tab.Poll("the process of the iframe "+selector, func() (string, bool) {
		infos, err := chromedp.Targets(tab.Context)
		for _, info := range infos {
			if info.TargetID == id {
				return "", true
			}
		}
		return fmt.Sprint("none among ", len(infos), " targets, ", err), false
	})
	ctx, detach := chromedp.NewContext(tab.Context, chromedp.WithTargetID(id), chromedp.WithDetachOnCancel(),
		chromedp.WithListener(tab.Complaints.listen))
	tab.T.Cleanup(detach)
	if err := chromedp.Do(ctx); err != nil { // attaches for as long as this context lives
		tab.T.Fatal(err)
	}
	return &IFrame{Document: Document{T: tab.T, Context: ctx}, Tab: tab, Selector: selector}
}

// Press clicks or taps an element of the iframe, in its middle. A scroll passes through
// several processes, and the browser knows the iframe's place only a moment after the iframe
// is drawn there. Press therefore moves the mouse until the element receives a mousemove event.
func (f *IFrame) Press(selector string) {
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
		return under, Evaluate[bool](f.Document, `document.querySelector(%s).contains(mouseMove?.target ?? null)`, selector)
	})
	f.Tab.pressAt(at)
}

// Position returns the top left corner of the iframe's viewport in the tab's viewport.
func (f *IFrame) Position() Point {
	f.T.Helper()
	return Evaluate[Point](f.Tab.Document, `(() => {
		const iframe = document.querySelector(%s);
		const {x, y} = iframe.getBoundingClientRect();
		return {X: x + iframe.clientLeft, Y: y + iframe.clientTop};
	})()`, f.Selector)
}

// Fill presses an input of the iframe and replaces its text.
func (f *IFrame) Fill(selector, text string) {
	f.T.Helper()
	f.Press(selector)
	f.Tab.FillFocused(text)
}

// PressKeys presses keys, which go to the element that has the focus, as [Tab.PressKeys] does.
func (f *IFrame) PressKeys(keys string, modifiers ...kb.Modifier) {
	f.T.Helper()
	f.Tab.PressKeys(keys, modifiers...)
}
