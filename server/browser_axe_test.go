package main

import (
	"fmt"
	"os"
	"testing"
)

// Axe audits every page in the state that a learner finds it in, and after they
// have used it: light and dark, on a phone and on a desk.

func TestBrowserNoPageViolatesAccessibility(t *testing.T) {
	t.Parallel() // it takes its time
	axe := readAxe(t)
	folder := authorsFolder(t)
	change(t, folder, lesson2File, "connect /room", "conect /room")
	address, broken := start(t), start(t, "-lessons", folder)
	for _, test := range []struct {
		name, page string
		used       func(tab *tab)
	}{
		{"course", address + "/", nil},
		{"lesson-1", address + lesson1, nil},
		{"lesson-1-used", address + lesson1, showAll},
		{"lesson-2", address + lesson2, nil},
		{"lesson-2-used", address + lesson2, showAll},
		{"lesson-2-in-trouble", address + lesson2, showTrouble},
		{"lesson-2-task", address + lesson2, showTask},
		{"lesson-2-wire", address + lesson2, showWire},
		{"lesson-2-handshake", address + lesson2, showHandshake},
		{"lesson-3", address + lesson3, nil},
		{"lesson-4", address + lesson4, nil},
		{"lesson-4-used", address + lesson4, showAll},
		{"lesson-5", address + lesson5, nil},
		{"lesson-5-used", address + lesson5, showAll},
		{"lesson-5-broken", address + lesson5, showBroken},
		{"lesson-6", address + lesson6, nil},
		{"lesson-6-used", address + lesson6, showAll},
		{"lesson-7", address + lesson7, nil},
		{"lesson-7-used", address + lesson7, showAll},
		{"lesson-8", address + lesson8, nil},
		{"lesson-8-used", address + lesson8, showAll},
		{"lesson-8-packets", address + lesson8, showPackets},
		{"lesson-12", address + "/lessons/push", nil},
		{"lesson-10-used", address + "/lessons/game", func(tab *tab) { tab.runShared("game") }},
		{"lesson-9-used", address + chatLesson, func(tab *tab) { runChat(tab) }},
		{"embed", address + embed2, nil},
		{"error", address + "/nothing", nil},
		{"course-with-faults", broken + "/", nil},
		{"lesson-with-faults", broken + lesson2, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			tab := newTab(t)
			tab.complaints.allow("404")
			tab.open(test.page)
			if test.used != nil {
				test.used(tab)
			}
			evaluate[bool](tab.document, axe+"; true")
			for _, look := range []string{"light", "dark"} {
				tab.media("screen", look)
				for _, width := range []int64{390, 1280} {
					tab.size(width, 900)
					for _, violation := range audit(tab) {
						t.Errorf("%s at %d pixels: %s", look, width, violation)
					}
				}
			}
		})
	}
}

// showTrouble has a block say what is wrong.
func showTrouble(tab *tab) {
	tab.t.Helper()
	evaluate[bool](tab.document, `globalThis.kept = WebSocket, delete globalThis.WebSocket`)
	echo := tab.block("first-echo")
	echo.take(1)
	tab.waitText(echo.at(".trouble:not([hidden])"), "This browser has no WebSocket.")
	binary := tab.block("binary")
	binary.take(1)
	tab.waitText(binary.at(".trouble:not([hidden])"), "This browser has no WebSocket.")
}

// showTask has a task say what is wrong with its steps, and what is missing, and a quiz
// show the answer to what is right and to what is wrong.
func showTask(tab *tab) {
	tab.t.Helper()
	task, quiz := tab.block("conversation"), tab.block("websockets-quiz")
	task.act("run")
	task.verdict("Not yet.")
	task.put(tab, "conect /echo")
	task.act("run")
	task.waitText(task.at(".wrong"), "Line 1, column 1")
	for _, choice := range []string{"1", "4"} {
		tab.press(quiz.at("fieldset:nth-of-type(3) li:nth-child(" + choice + ") label"))
	}
	tab.press(quiz.at("fieldset:nth-of-type(3) button"))
	quiz.waitText(quiz.at(".why"), "Not this one.")
}

// readAxe returns the source of axe-core, which make installs.
func readAxe(t testing.TB) string {
	t.Helper()
	source, err := os.ReadFile(os.Getenv("AXE"))
	if err != nil {
		t.Fatalf("no axe-core: run make test, which installs it, or name one in AXE=/path/to/axe.min.js: %v", err)
	}
	return string(source)
}

// auditing runs axe's rules on the page, and on code the one that asks for a
// contrast of 7:1 (WCAG 2.2 §1.4.6).
const auditing = `(async () => {
	const page = await axe.run(document, {iframes: false, resultTypes: ["violations"]});
	const code = document.querySelector("pre") === null ? {violations: []}
		: await axe.run({include: [["pre"]]}, {runOnly: ["color-contrast-enhanced"], iframes: false});
	return [...page.violations, ...code.violations];
})()`

// audit returns what axe finds wrong with the page, frames of others aside.
func audit(tab *tab) []string {
	tab.t.Helper()
	found := evaluate[[]struct {
		ID, Help string
		Nodes    []struct {
			HTML, FailureSummary string
		}
	}](tab.document, auditing)
	var violations []string
	for _, rule := range found {
		for _, node := range rule.Nodes {
			violations = append(violations, fmt.Sprintf("%s (%s): %.200s\n%s", rule.ID, rule.Help, node.HTML, node.FailureSummary))
		}
	}
	return violations
}
