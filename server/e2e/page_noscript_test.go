package e2e

import (
	"strings"
	"testing"

	"twocups/server/e2e/browser"
)

// newTabWithoutScripts opens a tab in which JavaScript is disabled.
func newTabWithoutScripts(t *testing.T) *browser.Tab {
	t.Helper()
	tab := browser.NewTab(t)
	tab.DisableScripts()
	return tab
}

func TestBrowserWithoutJavaScriptALessonIsWhole(t *testing.T) {
	t.Parallel()
	tab := newTabWithoutScripts(t)
	tab.Open(twocups.Start(t) + websocketsLesson)
	wantAllToRead(tab)
	echo := tab.Block("first-echo")
	if text := echo.Text(echo.Selector(".steps > li:nth-child(2) .do")); text != "message Hello" {
		t.Errorf("a step reads %q", text)
	}

	tab.Open(strings.Replace(tab.Address(), websocketsLesson, eventsLesson, 1))
	hello := tab.Text("#hello .recorded")
	if !strings.Contains(hello, "What it prints:") || !strings.Contains(hello, "The button was clicked.") {
		t.Errorf("a program reads %q", hello)
	}
	if n := tab.CountVisible("button, input, select"); n != 0 {
		t.Errorf("%d controls are shown that do nothing", n)
	}
	if reason := tab.Text("noscript"); tab.CountVisible("noscript p") != 1 || !strings.HasPrefix(reason, "JavaScript is off here") {
		t.Errorf("the page explains the missing controls with %q", reason)
	}
}

func TestBrowserOnPaperALessonIsWhole(t *testing.T) {
	t.Parallel()
	tab := browser.Visit(t, twocups.Start(t)+websocketsLesson)
	tab.EmulateMedia("print", "dark")
	wantAllToRead(tab)
	if n := tab.CountVisible(".top, .outline, .bottom"); n != 0 {
		t.Errorf("%d parts of the site's chrome are printed", n)
	}
	if paper := browser.Evaluate[string](tab.Document, `getComputedStyle(document.documentElement).backgroundColor`); paper != "rgb(251, 249, 244)" {
		t.Errorf("the paper is %s, want the light one", paper)
	}
}

// wantAllToRead checks that the lesson about WebSockets shows everything that can be read, and
// no controls.
func wantAllToRead(tab *browser.Tab) {
	tab.T.Helper()
	if n := tab.CountVisible("main :is(button, input, select, .wire)"); n != 0 {
		tab.T.Errorf("%d controls are shown", n)
	}
	for _, part := range []string{"main h2", ".steps .whole", ".note", ".recorded .rows li", "#client pre", "table", ".code"} {
		if seen, all := tab.CountVisible(part), tab.Count(part); seen < all || all == 0 {
			tab.T.Errorf("%d of %d %s are shown", seen, all, part)
		}
	}
	for _, part := range []string{".recorded .console.client", ".recorded .console.server"} {
		if text := tab.Text("#first-echo " + part); !strings.Contains(text, "1000 bye (normal closure)") {
			tab.T.Errorf("the recorded run reads %q", text)
		}
	}
	if cut := browser.Evaluate[int](tab.Document,
		`[...document.querySelectorAll(".recorded .rows")].filter((e) => e.scrollHeight > e.clientHeight + 1).length`); cut != 0 {
		tab.T.Errorf("%d recorded consoles must be scrolled to be read", cut)
	}
}
