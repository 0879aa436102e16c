package e2e

import (
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
)

// withoutScripts opens a tab that runs no JavaScript of a page's.
func withoutScripts(t *testing.T) *tab {
	t.Helper()
	tab := newTab(t)
	command(tab.document, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	return tab
}

func TestBrowserWithoutJavaScriptALessonIsWhole(t *testing.T) {
	t.Parallel()
	tab := withoutScripts(t)
	tab.open(program.Start(t) + lesson2)
	wantAllToRead(tab)
	echo := tab.block("first-echo")
	if says := echo.text(echo.at(".steps > li:nth-child(2) .do")); says != "message Hello" {
		t.Errorf("a step reads %q", says)
	}

	tab.open(strings.Replace(tab.address(), lesson2, lesson1, 1))
	hello := tab.text("#hello .recorded")
	if !strings.Contains(hello, "What it prints:") || !strings.Contains(hello, "The button was clicked.") {
		t.Errorf("a program reads %q", hello)
	}
	if n := tab.seen("button, input, select"); n != 0 {
		t.Errorf("%d controls are shown that do nothing", n)
	}
	if said := tab.text("noscript"); tab.seen("noscript p") != 1 || !strings.HasPrefix(said, "JavaScript is off here") {
		t.Errorf("why they are missing is said as %q", said)
	}
}

func TestBrowserOnPaperALessonIsWhole(t *testing.T) {
	t.Parallel()
	tab := visit(t, program.Start(t)+lesson2)
	tab.media("print", "dark")
	wantAllToRead(tab)
	if n := tab.seen(".top, .outline, .bottom"); n != 0 {
		t.Errorf("%d parts of the site's chrome are printed", n)
	}
	if paper := evaluate[string](tab.document, `getComputedStyle(document.documentElement).backgroundColor`); paper != "rgb(251, 249, 244)" {
		t.Errorf("the paper is %s, want the light one", paper)
	}
}

// wantAllToRead checks that lesson 2 shows everything there is to read, and
// nothing to press.
func wantAllToRead(tab *tab) {
	tab.t.Helper()
	if n := tab.seen("main :is(button, input, select, .wire)"); n != 0 {
		tab.t.Errorf("%d controls are shown", n)
	}
	for _, part := range []string{"main h2", ".steps .whole", ".note", ".recorded .rows li", "#client pre", "table", ".code"} {
		if seen, all := tab.seen(part), tab.count(part); seen < all || all == 0 {
			tab.t.Errorf("%d of %d %s are shown", seen, all, part)
		}
	}
	for _, part := range []string{".recorded .console.client", ".recorded .console.server"} {
		if hidden := tab.text("#first-echo " + part); !strings.Contains(hidden, "1000 bye (normal closure)") {
			tab.t.Errorf("the recorded run reads %q", hidden)
		}
	}
	if cut := evaluate[int](tab.document,
		`[...document.querySelectorAll(".recorded .rows")].filter((e) => e.scrollHeight > e.clientHeight + 1).length`); cut != 0 {
		tab.t.Errorf("%d recorded consoles must be scrolled to be read", cut)
	}
}

// address returns the address of the page.
func (tab *tab) address() string {
	tab.t.Helper()
	return evaluate[string](tab.document, `location.href`)
}
