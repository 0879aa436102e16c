package browser

import (
	"context"
	"testing"

	"github.com/chromedp/cdproto/input"
	protocol "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// Tab is a tab with storage, cookies and a cache of its own. It belongs to one test, which
// closes it at its end.
type Tab struct {
	Document
	Complaints *Complaints // of the tab and its iframes
	Traffic    *Traffic    // of the tab, without its iframes

	close func()
	touch bool // presses are taps
}

// NewTab opens an empty tab, 1280 by 900 CSS pixels.
func NewTab(t testing.TB) *Tab {
	t.Helper()
	tab := &Tab{Complaints: &Complaints{}, Traffic: newTraffic()}
	var ctx context.Context
	ctx, tab.close = chromedp.NewContext(sharedChromium.open(t), chromedp.WithNewBrowserContext(),
		chromedp.WithListener(tab.Complaints.listen), chromedp.WithListener(tab.Traffic.listen))
	tab.Document = Document{T: t, Context: ctx}
	t.Cleanup(func() {
		tab.close()
		for _, complaint := range tab.Complaints.unexpected() {
			t.Errorf("the browser's console says %s", complaint)
		}
	})
	tab.Resize(1280, 900)
	return tab
}

// Visit opens an address in a new tab and waits until the page is loaded.
func Visit(t testing.TB, address string) *Tab {
	t.Helper()
	tab := NewTab(t)
	tab.Open(address)
	return tab
}

// Open opens an address and waits until the page is loaded.
func (tab *Tab) Open(address string) {
	tab.T.Helper()
	tab.do(chromedp.Navigate(address))
}

// Reload opens the page's address again.
func (tab *Tab) Reload() {
	tab.T.Helper()
	tab.Open(tab.Address())
}

// Close closes the tab before its test ends, as a learner does.
func (tab *Tab) Close() { tab.close() }

// AddInitScript runs a script in every page that the tab opens from now on, before the
// page's own scripts.
func (tab *Tab) AddInitScript(source string) {
	tab.T.Helper()
	CallDevTools(tab.Document, protocol.AddScriptToEvaluateOnNewDocument, protocol.AddScriptToEvaluateOnNewDocumentParams{Source: source})
}

// Fill presses an input and replaces its text.
func (tab *Tab) Fill(selector, text string) {
	tab.T.Helper()
	tab.Press(selector)
	tab.FillFocused(text)
}

// FillFocused replaces the text of the input that has the focus.
func (tab *Tab) FillFocused(text string) {
	tab.T.Helper()
	tab.PressKeys("a", kb.ModifierCtrl)
	tab.PressKeys(kb.Delete)
	CallDevTools(tab.Document, input.InsertText, input.InsertTextParams{Text: text})
}

// PressKeys presses the keys of a text one after the other, each with the modifiers. The
// constants of package kb name the keys that write nothing, such as kb.Tab.
func (tab *Tab) PressKeys(keys string, modifiers ...kb.Modifier) {
	tab.T.Helper()
	tab.do(chromedp.KeyEvent(keys, chromedp.KeyModifiers(modifiers...)))
}

// EnterInDevTools types a line into the console of the developer tools, and returns the
// value that the console prints for it.
func (tab *Tab) EnterInDevTools(line string) string {
	tab.T.Helper()
	value, err := chromedp.Run(tab.Context, chromedp.EvaluateAsDevTools[[]byte](line))
	if err != nil {
		tab.T.Fatalf("%s: %v", line, err)
	}
	return unquote(value)
}

// do carries out actions, and stops the test if one of them fails.
func (tab *Tab) do(actions ...chromedp.Action[chromedp.Void]) {
	tab.T.Helper()
	if err := chromedp.Do(tab.Context, actions...); err != nil {
		tab.T.Fatal(err)
	}
}
