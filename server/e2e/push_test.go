package e2e

import (
	"testing"
)

func TestBrowserAllThreeWaysBringTheSameGoals(t *testing.T) {
	t.Parallel()
	tab := visit(t, program.Start(t)+"/lessons/push")
	tab.press("#push button[data-act=run]")
	tab.wait("the page", `document.querySelector("#push iframe") !== null`)
	page := tab.frame("#push iframe")
	page.wait("two goals in each way", `["polling", "events", "websocket"].every((id) => Number(document.querySelector("#" + id + " td").textContent) >= 2)`)
	got := evaluate[map[string][]float64](page.document, `Object.fromEntries([...document.querySelectorAll("tbody tr")].map((row) =>
		[row.id, [...row.querySelectorAll("td")].map((cell) => parseFloat(cell.textContent.replaceAll(",", "")))]))`)
	polling, events, websocket := got["polling"], got["events"], got["websocket"]
	const requests, bytes = 1, 2
	if polling[requests] < 2 || events[requests] != 1 || websocket[requests] != 1 {
		t.Errorf("requests: %v", got)
	}
	if polling[bytes] < 1000 || events[bytes] < 300 || websocket[bytes] < 300 || websocket[bytes] > polling[bytes] {
		t.Errorf("bytes: %v", got)
	}
	page.wait("the goals to be drawn", `document.querySelectorAll(".goal").length >= 6`)
	page.press("#stop")
	page.waitText("#status", "Stopped.")
}

func TestBrowserAPhoneShowsAllColumnsOfTheScore(t *testing.T) {
	t.Parallel()
	tab := newTab(t)
	tab.phone(390, 844)
	tab.open(program.Start(t) + "/lessons/push")
	page := tab.runProgram("push")
	page.wait("four digits in each cell", `[...document.querySelectorAll("td")].every((cell) => (cell.textContent = "1,234"))`)
	if hidden := evaluate[int](page.document, `(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)(document.querySelector(".wide"))`); hidden > 0 {
		t.Errorf("%d px of the table are out of sight", hidden)
	}
}
