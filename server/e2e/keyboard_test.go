package e2e

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"twocups/server/e2e/browser"
)

func TestBrowserTabReachesEverythingInOrder(t *testing.T) {
	t.Parallel()
	address := twocups.Start(t)
	for _, path := range []string{"/", eventsLesson, websocketsLesson, embedOf(websocketsLesson), "/nothing"} {
		t.Run(strings.ReplaceAll(path, "/", "-"), func(t *testing.T) {
			tab := browser.NewTab(t)
			tab.Resize(390, 700)
			tab.EmulateReducedMotion() // scrolls to the focus at once
			tab.Complaints.Allow("404")
			tab.Open(address + path)
			if now := tab.Focused(); now != "" {
				t.Errorf("%s took the focus on load", now)
			}
			browser.Evaluate[bool](tab.Document, `globalThis.wanted = new Set([...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")]
				.filter((e) => e.checkVisibility({visibilityProperty: true}))
				.filter((e) => e.type !== "radio" || e === document.querySelector("input[name='" + e.name + "']"))), true`) // a group has one stop
			seen, last := 0, ""
			for ; ; seen++ {
				tab.PressKeys(kb.Tab)
				name := tab.Focused()
				if name == "" {
					break // behind the last element
				}
				if browser.Evaluate[bool](tab.Document, `Boolean(globalThis.before && !(before.compareDocumentPosition(document.activeElement) & 4))`) {
					t.Errorf("Tab goes back from %q to %q", last, name)
					break
				}
				browser.Evaluate[bool](tab.Document, `wanted.delete(globalThis.before = document.activeElement)`)
				last = name
			}
			for range seen { // and back: the sticky consoles must not cover the focus
				tab.PressKeys(kb.Tab, kb.ModifierShift)
				tab.Focused()
			}
			if missed := browser.Evaluate[string](tab.Document, `[...wanted].map((e) => e.outerHTML).join("\n")`); missed != "" || seen == 0 {
				t.Errorf("Tab passes over\n%s", missed)
			}
		})
	}
}

func TestBrowserALessonIsDoneByKeyboardAlone(t *testing.T) {
	t.Parallel()
	tab := browser.Visit(t, twocups.Start(t)+websocketsLesson)
	echo := tab.Block("first-echo")

	tab.PressKeys(kb.Tab)
	tab.WantFocus(".skip")
	tab.PressKeys(kb.Enter)
	tab.TabTo("summary")
	tab.PressKeys(kb.Enter)
	tab.WaitText("details", "Open a connection, send a message")

	tab.TabTo(echo.StepSelector(1) + " button")
	tab.PressKeys(kb.Enter)
	echo.WaitState("open")
	tab.WantFocus(echo.StepSelector(1) + " button")

	tab.TabTo(echo.StepSelector(2) + " input")
	tab.PressKeys(kb.End + ", keys")
	tab.PressKeys(kb.Enter) // in the field: Enter works without the button
	echo.WaitDone(1, 2)
	echo.WaitRow("server", "→ Hello, keys [to the server · text · 11 bytes]")
	tab.WantFocus(echo.StepSelector(2) + " input")

	tab.TabTo(echo.Selector(".own input"))
	tab.PressKeys("mine" + kb.Enter)
	echo.WaitRow("client", "→ mine [to the server · text · 4 bytes]")
	tab.WantFocus(echo.Selector(".own input"))
	tab.PressKeys("yours" + kb.Enter) // replaces the message that was sent, which is selected
	echo.WaitRow("client", "→ yours [to the server · text · 5 bytes]")

	tab.TabTo(echo.Selector(".merge input"))
	tab.PressKeys(" ")
	tab.WaitUntil("both consoles as one", `document.querySelector("#first-echo").hasAttribute("data-merged")`)
	tab.WantFocus(echo.Selector(".merge input"))

	tab.TabTo(echo.Selector(".below button[data-act=recorded]"))
	tab.PressKeys(" ")
	tab.WaitUntil("the recorded run", `document.querySelector("#first-echo .recorded").checkVisibility()`)
	tab.WantFocus(echo.Selector(".below button[data-act=recorded]"))
}

func TestBrowserTheFocusGoesIntoAProgramAndOutAgain(t *testing.T) {
	t.Parallel()
	tab := browser.Visit(t, twocups.Start(t)+eventsLesson)
	tab.TabTo("#hello button[data-act=run]")
	tab.PressKeys(kb.Enter)
	tab.WaitUntil("the program to start", `document.querySelector("#hello iframe")?.height > 0`)
	tab.WantFocus("#hello button[data-act=run]")
	tab.PressKeys(kb.Tab)
	tab.WaitUntil("the focus to arrive in the program", `document.activeElement.matches("#hello iframe")`)
	tab.PressKeys(kb.Enter)
	tab.WaitText("#hello .printed", "The button was clicked.")
	tab.TabTo("#order button[data-act=run]")
}

func TestBrowserTheFocusStaysWhenARetrySucceeds(t *testing.T) {
	t.Parallel()
	tab := browser.NewTab(t)
	tab.AddInitScript(`globalThis.savedWebSocket = WebSocket; delete globalThis.WebSocket`)
	tab.Open(twocups.Start(t) + websocketsLesson)
	echo := tab.Block("first-echo")
	tab.TabTo(echo.StepSelector(1) + " button")
	tab.PressKeys(kb.Enter)
	echo.WaitTrouble("This browser has no WebSocket.")
	tab.WantFocus(echo.StepSelector(1) + " button")
	browser.Evaluate[bool](tab.Document, `document.querySelector("#first-echo button[data-act=retry]").focus(), globalThis.WebSocket = globalThis.savedWebSocket, true`)
	tab.PressKeys(kb.Enter)
	echo.WaitDone(1)
	tab.WaitUntil("the trouble to be over", `document.querySelector("#first-echo .trouble").hidden`)
	tab.WantFocus(echo.StepSelector(1) + " button")
}
