package e2e

import (
	"testing"

	"twocups/server/e2e/browser"
)

func TestBrowserAllThreeWaysBringTheSameGoals(t *testing.T) {
	t.Parallel()
	tab := browser.Visit(t, twocups.Start(t)+pushLesson)
	tab.Press("#push button[data-act=run]")
	tab.WaitUntil("the page", `document.querySelector("#push iframe") !== null`)
	page := tab.IFrame("#push iframe")
	page.WaitUntil("two goals in each way", `["polling", "events", "websocket"].every((id) => Number(document.querySelector("#" + id + " td").textContent) >= 2)`)
	got := browser.Evaluate[map[string][]float64](page.Document, `Object.fromEntries([...document.querySelectorAll("tbody tr")].map((row) =>
		[row.id, [...row.querySelectorAll("td")].map((cell) => parseFloat(cell.textContent.replaceAll(",", "")))]))`)
	polling, events, websocket := got["polling"], got["events"], got["websocket"]
	const requests, bytes = 1, 2
	if polling[requests] < 2 || events[requests] != 1 || websocket[requests] != 1 {
		t.Errorf("requests: %v", got)
	}
	if polling[bytes] < 1000 || events[bytes] < 300 || websocket[bytes] < 300 || websocket[bytes] > polling[bytes] {
		t.Errorf("bytes: %v", got)
	}
	page.WaitUntil("the goals to be drawn", `document.querySelectorAll(".goal").length >= 6`)
	page.Press("#stop")
	page.WaitText("#status", "Stopped.")
}

func TestBrowserAPhoneShowsAllColumnsOfTheScore(t *testing.T) {
	t.Parallel()
	tab := browser.NewTab(t)
	tab.EmulatePhone(390, 844)
	tab.Open(twocups.Start(t) + pushLesson)
	page := tab.RunProgram("push")
	page.WaitUntil("four digits in each cell", `[...document.querySelectorAll("td")].every((cell) => (cell.textContent = "1,234"))`)
	if hidden := browser.Evaluate[int](page.Document, `(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)(document.querySelector(".wide"))`); hidden > 0 {
		t.Errorf("%d px of the table are out of sight", hidden)
	}
}
