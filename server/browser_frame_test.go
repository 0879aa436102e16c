package main

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

// press presses an element of the frame in its middle.
func (f *frame) press(selector string) {
	f.t.Helper()
	var last point
	f.poll(selector+" at rest", func() (string, bool) { // scrolling goes through several processes
		at := f.middle(selector)
		edge := evaluate[point](f.tab.document, `(() => {
			const frame = document.querySelector(%s);
			const {x, y} = frame.getBoundingClientRect();
			return {X: x + frame.clientLeft, Y: y + frame.clientTop};
		})()`, f.selector)
		now := point{at.X + edge.X, at.Y + edge.Y}
		rests := now == last
		last = now
		return fmt.Sprint("it at ", now), rests
	})
	// The browser knows where a frame is a moment after it is drawn there. Until
	// then a press goes to the page behind, so it is made again.
	f.poll(selector+" to get the press", func() (string, bool) {
		evaluate[bool](f.document, `globalThis.pressed = false, addEventListener("pointerdown", () => { pressed = true; }, {capture: true, once: true}), true`)
		f.tab.pressAt(last)
		return "none", evaluate[bool](f.document, `pressed`)
	})
}

// write puts a text in place of what an input of the frame holds.
func (f *frame) write(selector, text string) {
	f.t.Helper()
	f.press(selector)
	f.tab.retype(text)
}
