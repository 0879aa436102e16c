package e2e

import (
	"cmp"
	"context"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	protocol "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// tab is a tab of the browser as a learner has it in front of them: they open an
// address, press what they see, type, and read. Nothing is remembered from other
// tabs (it is a browser context of its own). When the test ends the tab is closed,
// and whatever its console showed in red and the test did not allow is an error.
type tab struct {
	document
	complaints *complaints
	traffic    *traffic
	close      func() // closes the tab
	finger     bool   // a finger presses, not a mouse
}

// newTab opens an empty tab, 1280 pixels wide.
func newTab(t testing.TB) *tab {
	t.Helper()
	tab := &tab{complaints: &complaints{}, traffic: newTraffic()}
	var ctx context.Context
	ctx, tab.close = chromedp.NewContext(theBrowser.open(t), chromedp.WithNewBrowserContext(),
		chromedp.WithListener(tab.complaints.take), chromedp.WithListener(tab.traffic.take))
	tab.document = document{t: t, ctx: ctx}
	t.Cleanup(func() {
		tab.close()
		for _, complaint := range tab.complaints.unexpected() {
			t.Errorf("the browser's console says %s", complaint)
		}
	})
	tab.size(1280, 900)
	return tab
}

// open opens an address and waits until the page is loaded.
func (tab *tab) open(address string) {
	tab.t.Helper()
	tab.do(chromedp.Navigate(address))
}

// visit opens an address in a new tab.
func visit(t testing.TB, address string) *tab {
	t.Helper()
	tab := newTab(t)
	tab.open(address)
	return tab
}

// do does what the test can't do without.
func (tab *tab) do(actions ...chromedp.Action[chromedp.Void]) {
	tab.t.Helper()
	if err := chromedp.Do(tab.ctx, actions...); err != nil {
		tab.t.Fatal(err)
	}
}

// size makes the tab that large, in CSS pixels.
func (tab *tab) size(width, height int64) {
	tab.t.Helper()
	command(tab.document, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: width, Height: height, DeviceScaleFactor: 1})
}

// phone makes the tab a phone's: so wide, dense, and pressed with a finger.
func (tab *tab) phone(width, height int64) {
	tab.t.Helper()
	command(tab.document, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: width, Height: height, DeviceScaleFactor: 3, Mobile: true})
	command(tab.document, emulation.SetTouchEmulationEnabled, emulation.SetTouchEmulationEnabledParams{Enabled: true})
	tab.finger = true
}

// media has the page shown on "screen" or in "print", by a system whose look is
// "light" or "dark".
func (tab *tab) media(medium, look string) {
	tab.t.Helper()
	features := []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: look}}
	command(tab.document, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: medium, Features: features})
}

// calm has the page shown by a system that is to move nothing without need.
func (tab *tab) calm() {
	tab.t.Helper()
	features := []*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: "reduce"}}
	command(tab.document, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: features})
}

// before has a script run in every page before the page's own.
func (tab *tab) before(source string) {
	tab.t.Helper()
	command(tab.document, protocol.AddScriptToEvaluateOnNewDocument, protocol.AddScriptToEvaluateOnNewDocumentParams{Source: source})
}

// press presses the first element that matches in its middle, as a hand does:
// it is scrolled into view, and what lies in front of it gets the press.
func (tab *tab) press(selector string) {
	tab.t.Helper()
	tab.pressAt(tab.document.middle(selector))
}

func (tab *tab) pressAt(at point) {
	tab.t.Helper()
	if tab.finger {
		tab.do(chromedp.TapXY(at.X, at.Y))
		return
	}
	tab.do(chromedp.MouseEvent("mouseMoved", at.X, at.Y), chromedp.MouseClickXY(at.X, at.Y))
}

// write puts a text in place of what an input holds.
func (tab *tab) write(selector, text string) {
	tab.t.Helper()
	tab.press(selector)
	tab.retype(text)
}

// retype puts a text in place of what the input with the focus holds.
func (tab *tab) retype(text string) {
	tab.t.Helper()
	tab.do(chromedp.KeyEvent("a", chromedp.KeyModifiers(kb.ModifierCtrl)), chromedp.KeyEvent(kb.Delete))
	command(tab.document, input.InsertText, input.InsertTextParams{Text: text})
}

// key presses keys of the keyboard, one after the other, such as kb.Tab.
func (tab *tab) key(keys string) {
	tab.t.Helper()
	tab.do(chromedp.KeyEvent(keys))
}

// point is a place in a document's window, in CSS pixels.
type point struct{ X, Y float64 }

// middle scrolls the first element that matches into view and returns its
// middle. It waits while something else lies in front of it, and while it moves.
func (d document) middle(selector string) point {
	d.t.Helper()
	var at point
	still := 0 // looks since it has moved
	d.poll(selector+" within reach", func() (string, bool) {
		found, err := tryEvaluate[struct {
			point
			Saw string
		}](d, script(d.t, middleOf, []any{selector}))
		if err != nil {
			return err.Error(), false
		}
		if still++; found.point != at || found.Saw != "" {
			at, still = found.point, 0
		}
		return cmp.Or(found.Saw, "an element that moves"), still == looksInAFrame
	})
	return at
}

// looksInAFrame is how many looks fall into the time that a frame is shown, of which there
// are 60 a second: what moves has moved meanwhile.
const looksInAFrame = 2

// middleOf scrolls an element into view and tells its middle, or what is there instead.
var middleOf = strings.TrimSpace(`
(() => {
	const element = document.querySelector(%s);
	if (!element) return {Saw: "no such element"};
	element.scrollIntoView({block: "center", inline: "nearest", behavior: "instant"});
	const {x, y, width, height} = element.getBoundingClientRect();
	const [X, Y] = [x + width / 2, y + height / 2];
	const there = document.elementFromPoint(X, Y);
	if (there === null) return {Saw: "an element outside of the window"};
	if (!element.contains(there) && !there.contains(element)) return {Saw: "in front of it " + there.outerHTML.slice(0, 200)};
	return {X, Y, Saw: ""};
})()`)
