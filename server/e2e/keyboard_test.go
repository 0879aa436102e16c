package e2e

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// focused returns what has the focus, as a learner would name it, and fails the
// test if it can't be seen (WCAG 2.2 §2.4.11).
func (tab *tab) focused() string {
	tab.t.Helper()
	found := evaluate[struct{ Name, Hidden string }](tab.document, `(() => {
		const element = document.activeElement;
		if (!element || element === document.body) return {Name: "", Hidden: ""};
		const {x, y, width, height} = element.getBoundingClientRect();
		const seen = [0.1, 0.5, 0.9].some((part) => {
			const there = document.elementFromPoint(x + Math.min(width, innerWidth) * part, y + Math.min(height, innerHeight) * part);
			return there && (element.contains(there) || there.contains(element) && there.localName !== "body" && there.localName !== "html");
		});
		const name = element.getAttribute("aria-label") || element.innerText || element.id || element.className;
		return {Name: element.localName + " " + name.trim().replace(/\s+/g, " "), Hidden: seen ? "" : element.outerHTML};
	})()`)
	if found.Hidden != "" {
		tab.t.Errorf("what has the focus can't be seen: %.200s", found.Hidden)
	}
	return found.Name
}

// tabTo presses Tab until something in the block or page has the focus.
func (tab *tab) tabTo(selector string) {
	tab.t.Helper()
	for range 300 {
		tab.key(kb.Tab)
		if evaluate[bool](tab.document, `document.activeElement.matches(%s)`, selector) {
			return
		}
	}
	tab.t.Fatalf("Tab does not reach %s", selector)
}

// wantFocus checks that the focus is where it was left.
func (tab *tab) wantFocus(selector string) {
	tab.t.Helper()
	if !evaluate[bool](tab.document, `document.activeElement.matches(%s)`, selector) {
		tab.t.Errorf("the focus is on %q, want it on %s", tab.focused(), selector)
	}
}

func TestBrowserTabReachesEverythingInOrder(t *testing.T) {
	t.Parallel()
	address := program.Start(t)
	for _, path := range []string{"/", lesson1, lesson2, "/embed/what-websockets-are", "/nothing"} {
		t.Run(strings.ReplaceAll(path, "/", "-"), func(t *testing.T) {
			tab := newTab(t)
			tab.size(390, 700)
			tab.calm() // or the page would still be on its way to what has the focus
			tab.complaints.allow("404")
			tab.open(address + path)
			if now := tab.focused(); now != "" {
				t.Errorf("%s took the focus on load", now)
			}
			evaluate[bool](tab.document, `globalThis.wanted = new Set([...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")]
				.filter((e) => e.checkVisibility({visibilityProperty: true}))
				.filter((e) => e.type !== "radio" || e === document.querySelector("input[name='" + e.name + "']"))), true`) // one stop for a group
			seen, last := 0, ""
			for ; ; seen++ {
				tab.key(kb.Tab)
				name := tab.focused()
				if name == "" {
					break // beyond the last
				}
				if evaluate[bool](tab.document, `Boolean(globalThis.before && !(before.compareDocumentPosition(document.activeElement) & 4))`) {
					t.Errorf("Tab goes back from %q to %q", last, name)
					break
				}
				evaluate[bool](tab.document, `wanted.delete(globalThis.before = document.activeElement)`)
				last = name
			}
			for range seen { // and back, up from below the consoles that stay in view
				tab.do(chromedp.KeyEvent(kb.Tab, chromedp.KeyModifiers(kb.ModifierShift)))
				tab.focused()
			}
			if missed := evaluate[string](tab.document, `[...wanted].map((e) => e.outerHTML).join("\n")`); missed != "" || seen == 0 {
				t.Errorf("Tab passes over\n%s", missed)
			}
		})
	}
}

func TestBrowserALessonIsTakenByKeyboardAlone(t *testing.T) {
	t.Parallel()
	tab := visit(t, program.Start(t)+lesson2)
	echo := tab.block("first-echo")

	tab.key(kb.Tab)
	tab.wantFocus(".skip")
	tab.key(kb.Enter)
	tab.tabTo("summary")
	tab.key(kb.Enter)
	tab.waitText("details", "Open a connection, send a message")

	tab.tabTo(echo.step(1) + " button")
	tab.key(kb.Enter)
	echo.waitState("open")
	tab.wantFocus(echo.step(1) + " button")

	tab.tabTo(echo.step(2) + " input")
	tab.key(kb.End + ", keys")
	tab.key(kb.Enter) // in the field: no need to go on to the button
	echo.waitDone(1, 2)
	echo.waitRow("server", "→ Hello, keys [to the server · text · 11 bytes]")
	tab.wantFocus(echo.step(2) + " input")

	tab.tabTo(echo.at(".own input"))
	tab.key("mine" + kb.Enter)
	echo.waitRow("client", "→ mine [to the server · text · 4 bytes]")
	tab.wantFocus(echo.at(".own input"))
	tab.key("yours" + kb.Enter) // in its place, since what was sent is selected
	echo.waitRow("client", "→ yours [to the server · text · 5 bytes]")

	tab.tabTo(echo.at(".merge input"))
	tab.key(" ")
	tab.wait("both consoles as one", `document.querySelector("#first-echo").hasAttribute("data-merged")`)
	tab.wantFocus(echo.at(".merge input"))

	tab.tabTo(echo.at(".below button[data-act=recorded]"))
	tab.key(" ")
	tab.wait("the recorded run", `document.querySelector("#first-echo .recorded").checkVisibility()`)
	tab.wantFocus(echo.at(".below button[data-act=recorded]"))
}

func TestBrowserTheFocusGoesIntoAProgramAndOutAgain(t *testing.T) {
	t.Parallel()
	tab := visit(t, program.Start(t)+lesson1)
	tab.tabTo("#hello button[data-act=run]")
	tab.key(kb.Enter)
	tab.wait("the program to start", `document.querySelector("#hello iframe")?.height > 0`)
	tab.wantFocus("#hello button[data-act=run]")
	tab.key(kb.Tab)
	tab.wantFocus("#hello iframe")
	tab.key(kb.Enter)
	tab.waitText("#hello .printed", "The button was clicked.")
	tab.tabTo("#order button[data-act=run]")
}

func TestBrowserTheFocusStaysWhenARetrySucceeds(t *testing.T) {
	t.Parallel()
	tab := newTab(t)
	tab.before(`globalThis.kept = WebSocket; delete globalThis.WebSocket`)
	tab.open(program.Start(t) + lesson2)
	echo := tab.block("first-echo")
	tab.tabTo(echo.step(1) + " button")
	tab.key(kb.Enter)
	echo.waitText(echo.at(".trouble:not([hidden])"), "This browser has no WebSocket.")
	tab.wantFocus(echo.step(1) + " button")
	evaluate[bool](tab.document, `document.querySelector("#first-echo button[data-act=retry]").focus(), globalThis.WebSocket = globalThis.kept, true`)
	tab.key(kb.Enter)
	echo.waitDone(1)
	tab.wait("the trouble to be over", `document.querySelector("#first-echo .trouble").hidden`)
	tab.wantFocus(echo.step(1) + " button")
}
