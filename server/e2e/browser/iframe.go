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

// IFrame waits until the first iframe that matches has a process and has loaded its page, and
// returns the iframe.
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
	iframe := &IFrame{Document: Document{T: tab.T, Context: ctx}, Tab: tab, Selector: selector}
	iframe.WaitUntil("the page of the iframe "+selector, `location.href !== "about:blank" && document.readyState === "complete"`) // the process is there before its page
	return iframe
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
