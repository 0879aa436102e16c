package e2e

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"twocups/server/e2e/browser"
)

// figure is a program on a page that a learner uses by keyboard alone.
type figure struct {
	browser.Learner
	name    string                     // its id
	iframes map[string]*browser.IFrame // by client; "" is the first one
}

// runFigure runs a program by keyboard.
func runFigure(l browser.Learner, name string, clients []string) figure {
	l.T.Helper()
	l.Press("#" + name + " button[data-act=run]")
	l.WaitProgram(name)
	return figure{l, name, l.ProgramIFrames(name, clients)}
}

// tabToIn presses Tab until an element of an iframe has the focus. If Tab leaves the program
// before that, tabToIn presses Shift+Tab.
func (f figure) tabToIn(iframe *browser.IFrame, selector string) {
	f.T.Helper()
	iframe.WaitUntil(selector+" to be there", `document.querySelector(%s)`, selector)
	for _, modifiers := range [][]kb.Modifier{nil, {kb.ModifierShift}} {
		for range browser.MaxTabStops {
			if browser.Evaluate[bool](iframe.Document, `document.hasFocus() && document.activeElement.matches(%s)`, selector) {
				iframe.WaitFocusVisible()
				f.waitFocusInView(iframe)
				return
			}
			f.PressKeys(kb.Tab, modifiers...)
			if !f.hasFocus() {
				break
			}
		}
	}
	f.T.Fatalf("neither Tab nor Shift+Tab reaches %s in %s; the focus is on %q", selector, iframe.Selector, f.Focused())
}

// hasFocus reports whether the focus is in the program. It waits until the focus has arrived,
// since the focus moves between the processes of the tab and of the iframes.
func (f figure) hasFocus() bool {
	f.T.Helper()
	var place string
	f.Poll("the focus to arrive", func() (string, bool) {
		place = browser.Evaluate[string](f.Document, `(() => {
			const element = document.activeElement;
			if (element === document.body) return "nowhere"; // the focus has left one element, and not arrived at the next
			if (!element.closest("#" + %s)) return "elsewhere";
			return element.localName === "iframe" ? "in " + element.name : "here";
		})()`, f.name)
		client, inside := strings.CutPrefix(place, "in ")
		return place, place != "nowhere" && (!inside || browser.Evaluate[bool](f.iframes[client].Document, `document.hasFocus() && document.activeElement !== document.body`))
	})
	return place != "elsewhere"
}

// waitIFrameHeights waits until each iframe is as high as its page.
func (f figure) waitIFrameHeights() {
	f.T.Helper()
	for _, iframe := range f.iframes {
		f.Poll("the iframe to be as high as its page", func() (string, bool) {
			page := browser.Evaluate[int](iframe.Document, `Math.ceil(document.documentElement.offsetHeight)`)
			height := browser.Evaluate[int](f.Document, `Number(document.querySelector(%s).height)`, iframe.Selector)
			return fmt.Sprint(height, " of ", page), height >= page
		})
	}
}

// waitFocusInView waits until the element of an iframe that has the focus is in view in the
// tab. A program that grows above the focus may push the element out of view. A learner who
// then presses Shift+Tab and Tab must see it.
func (f figure) waitFocusInView(iframe *browser.IFrame) {
	f.T.Helper()
	f.Poll("the iframe to be scrolled to the focus", func() (string, bool) {
		middle := browser.Evaluate[browser.Point](iframe.Document, `(() => {
			const {x, y, width, height} = document.activeElement.getBoundingClientRect();
			return {X: x + width / 2, Y: y + height / 2};
		})()`)
		corner := iframe.Position()
		there := browser.Evaluate[string](f.Document, `document.elementFromPoint(%s, %s)?.outerHTML.slice(0, 200) ?? "nothing"`, middle.X+corner.X, middle.Y+corner.Y)
		inView := strings.HasPrefix(there, "<iframe")
		if !inView {
			f.PressKeys(kb.Tab, kb.ModifierShift)
			f.hasFocus()
			f.PressKeys(kb.Tab)
			f.hasFocus()
		}
		return there, inView
	})
}

// A program's page sends nothing on a closed connection, and keeps the learner's text. A page that
// sends fails the test, since Chromium complains about a message on a closing or closed connection.
// The addresses here name no instance, so the server closes the connections.
func TestBrowserAProgramWhoseConnectionIsClosedKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	address := twocups.Start(t)
	for _, name := range []string{"chat", "game", "together"} {
		tab := browser.Visit(t, address+"/run/programs/"+name+"/client.html")
		tab.WaitText("#status", "The connection is closed: 1008")
		tab.Fill("#name", "Alice")
		tab.PressKeys(kb.Enter)
		tab.WaitUntil("the field of "+name+" to keep the name", `document.querySelector("#name").value === "Alice"`)
		tab.WaitText("#status", "The connection is closed: 1008")
	}
}
