package e2e

import (
	"fmt"

	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

// frame is a sandboxed frame of a tab. The browser runs it in a process of its
// own, so it is a document apart; its complaints are the tab's.
type frame struct {
	document
	tab      *tab
	selector string // of its iframe element in the tab
}

// frame returns what runs in the first iframe element that matches.
func (tab *tab) frame(selector string) *frame {
	tab.t.Helper()
	id := tab.frameID(selector)
	tab.poll("the process of the frame "+selector, func() (string, bool) {
		infos, err := chromedp.Targets(tab.ctx)
		for _, info := range infos {
			if info.TargetID == id {
				return "", true
			}
		}
		return fmt.Sprint("none among ", len(infos), " targets, ", err), false
	})
	ctx, leave := chromedp.NewContext(tab.ctx, chromedp.WithTargetID(id), chromedp.WithDetachOnCancel(),
		chromedp.WithListener(tab.complaints.take))
	tab.t.Cleanup(leave)
	if err := chromedp.Do(ctx); err != nil { // attaches for as long as this context lives
		tab.t.Fatal(err)
	}
	return &frame{document: document{t: tab.t, ctx: ctx}, tab: tab, selector: selector}
}

func (tab *tab) frameID(selector string) target.ID {
	tab.t.Helper()
	found := command(tab.document, runtime.Evaluate, runtime.EvaluateParams{
		Expression: script(tab.t, `document.querySelector(%s)`, []any{selector})})
	described := command(tab.document, dom.DescribeNode, dom.DescribeNodeParams{ObjectID: found.Result.ObjectID})
	return target.ID(described.Node.FrameID)
}

// press presses an element of the frame in its middle. Scrolling goes through several
// processes, and the browser knows where a frame is a moment after it is drawn there: so
// the mouse is moved until the element hears of it, and only then pressed.
func (f *frame) press(selector string) {
	f.t.Helper()
	var at point
	f.poll(selector+" to be under the mouse", func() (string, bool) {
		inside, edge := f.middle(selector), f.edge()
		at = point{inside.X + edge.X, inside.Y + edge.Y}
		evaluate[bool](f.document, `(() => {
			globalThis.mouseMove = undefined;
			addEventListener("mousemove", (event) => (globalThis.mouseMove = event), {capture: true, once: true});
			return true;
		})()`)
		f.tab.do(chromedp.MouseEvent("mouseMoved", at.X-1, at.Y), chromedp.MouseEvent("mouseMoved", at.X, at.Y))
		under := evaluate[string](f.document, `mouseMove?.target.outerHTML.slice(0, 200) ?? "nothing"`)
		return under, evaluate[bool](f.document, `document.querySelector(%s).contains(mouseMove?.target ?? null)`, selector)
	})
	f.tab.pressAt(at)
}

// edge returns where the frame's window begins in the tab.
func (f *frame) edge() point {
	f.t.Helper()
	return evaluate[point](f.tab.document, `(() => {
		const frame = document.querySelector(%s);
		const {x, y} = frame.getBoundingClientRect();
		return {X: x + frame.clientLeft, Y: y + frame.clientTop};
	})()`, f.selector)
}

// write puts a text in place of what an input of the frame holds.
func (f *frame) write(selector, text string) {
	f.t.Helper()
	f.press(selector)
	f.tab.retype(text)
}
