package e2e

import (
	"testing"

	"github.com/chromedp/chromedp/kb"

	"twocups/server/e2e/browser"
)

func TestBrowserPlayersSeeEachOtherMove(t *testing.T) {
	t.Parallel()
	address := twocups.Start(t)
	tab := browser.Visit(t, address+gameLesson)
	alice, bob := tab.RunSharedProgram("game")
	const field = `document.querySelector("#field").outerHTML.replaceAll(/ (me|other)/g, "")`
	bob.WaitUntil("both to be on the field", `document.querySelectorAll(".player").length === 2 && document.querySelector("#time").textContent === ""`)
	before := browser.Evaluate[string](bob.Document, field)
	alice.WaitUntil("her way to the cup", `/left|right/.test(document.querySelector("#status").textContent)`)
	direction := browser.Evaluate[string](alice.Document, `document.querySelector("#status").textContent.match(/left|right/)[0]`)
	alice.Press("#" + direction)
	alice.WaitText("#time", "Your move came back after")
	bob.WaitUntil("her to have moved", field+` !== %s`, before)

	watcher := browser.Visit(t, browser.Evaluate[string](tab.Document, `document.querySelector("#game .others a").href`))
	watcher.Press(".start")
	watcher.WaitText("#status", "You are watching.")
	watcher.WaitText("#scores", "Alice 0 · Bob 0")
	watcher.Fill("#name", "Carol")
	watcher.PressKeys(kb.Enter)
	alice.WaitText("#scores", "Alice 0 · Bob 0 · Carol 0")
	watcher.WaitText("#status", "The cup is")
	watcher.WantFocus("#left")
	watcher.PressKeys(kb.ArrowDown)
	watcher.WaitText("#time", "Your move came back after")
}
