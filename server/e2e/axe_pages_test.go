package e2e

import (
	"testing"

	"twocups/server/e2e/browser"
)

// Axe audits every page in the state that a learner finds it in, and after they
// have used it: light and dark, on a phone and on a desk.

func TestBrowserNoPageViolatesAccessibility(t *testing.T) {
	t.Parallel()
	folder := authorsFolder(t)
	replaceInFile(t, folder, websocketsFile, "connect /room", "conect /room")
	address, broken := twocups.Start(t), twocups.Start(t, "-lessons", folder)
	for _, test := range []struct {
		name, page string
		used       func(tab *browser.Tab)
	}{
		{"course", address + "/", nil},
		{"lesson-2-in-trouble", address + websocketsLesson, showTrouble},
		{"lesson-2-task", address + websocketsLesson, showTask},
		{"lesson-2-line", address + websocketsLesson, showPromptFault},
		{"lesson-2-wire", address + websocketsLesson, showWire},
		{"lesson-2-handshake", address + websocketsLesson, showHandshake},
		{"lesson-5-broken", address + framesLesson, showBrokenFrame},
		{"lesson-8-packets", address + socketIOLesson, showPackets},
		{"embed", address + embedOf(websocketsLesson), nil},
		{"error", address + "/nothing", nil},
		{"embed-error", address + "/embed/nothing", nil},
		{"course-with-faults", broken + "/", nil},
		{"lesson-with-faults", broken + websocketsLesson, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			tab := browser.NewTab(t)
			tab.Complaints.Allow("404")
			tab.Open(test.page)
			if test.used != nil {
				test.used(tab)
			}
			tab.WantNoViolations(browser.Looks)
		})
	}
}

// showTrouble has a block say what is wrong.
func showTrouble(tab *browser.Tab) {
	tab.T.Helper()
	browser.Evaluate[bool](tab.Document, `globalThis.kept = WebSocket, delete globalThis.WebSocket`)
	echo := tab.Block("first-echo")
	echo.PressStep(1)
	echo.WaitTrouble("This browser has no WebSocket.")
	binary := tab.Block("binary")
	binary.PressStep(1)
	binary.WaitTrouble("This browser has no WebSocket.")
}

// showTask has a task say what is wrong with its steps, and what is missing, and a quiz
// show the answer to what is right and to what is wrong.
func showTask(tab *browser.Tab) {
	tab.T.Helper()
	task, quiz := tab.Block("conversation"), tab.Block("websockets-quiz")
	task.PressButton("run")
	task.WaitVerdict("Not yet.")
	task.FillSteps("conect /echo")
	task.PressButton("run")
	task.WaitText(task.Selector(".wrong"), "Line 1, column 1")
	for _, choice := range []string{"1", "4"} {
		quiz.Press("fieldset:nth-of-type(3) li:nth-child(" + choice + ") label")
	}
	quiz.Press("fieldset:nth-of-type(3) button")
	quiz.WaitText(quiz.Selector(".why"), "Not this one.")
}
