package e2e

import (
	"testing"

	"github.com/chromedp/chromedp/kb"
)

func TestBrowserPlayersSeeEachOtherMove(t *testing.T) {
	t.Parallel()
	address := program.Start(t)
	tab := visit(t, address+"/lessons/game")
	alice, bob := tab.runShared("game")
	const field = `document.querySelector("#field").outerHTML.replaceAll(/ (me|other)/g, "")`
	bob.wait("both to be on the field", `document.querySelectorAll(".player").length === 2 && document.querySelector("#time").textContent === ""`)
	before := evaluate[string](bob.document, field)
	way := evaluate[string](alice.document, `document.querySelector("#status").textContent.match(/left|right/)[0]`)
	alice.press("#" + way)
	alice.waitText("#time", "Your move came back after")
	bob.wait("her to have moved", field+` !== %s`, before)

	watcher := visit(t, evaluate[string](tab.document, `document.querySelector("#game .others a").href`))
	watcher.press(".start")
	watcher.waitText("#status", "You are watching.")
	watcher.waitText("#scores", "Alice 0 · Bob 0")
	watcher.write("#name", "Carol")
	watcher.key(kb.Enter)
	alice.waitText("#scores", "Alice 0 · Bob 0 · Carol 0")
	watcher.waitText("#status", "The cup is")
	watcher.wantFocus("#left")
	watcher.key(kb.ArrowDown)
	watcher.waitText("#time", "Your move came back after")
}
