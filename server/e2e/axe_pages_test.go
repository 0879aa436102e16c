package e2e

import (
	"testing"

	"twocups/server/e2e/browser"
)

// Every kind of page is accessible as it is loaded, and a lesson also in the states that
// [TestBrowserNoLessonViolatesAccessibility] does not reach.
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
		{"lesson-with-trouble", address + websocketsLesson, showTrouble},
		{"lesson-with-task-and-quiz", address + websocketsLesson, showTask},
		{"lesson-with-prompt", address + websocketsLesson, showPromptFault},
		{"lesson-with-wire", address + websocketsLesson, showWire},
		{"lesson-with-handshake", address + websocketsLesson, showHandshake},
		{"lesson-with-broken-frame", address + framesLesson, showBrokenFrame},
		{"lesson-with-packets", address + socketIOLesson, showPackets},
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

// showTrouble makes two blocks show their trouble.
func showTrouble(tab *browser.Tab) {
	tab.T.Helper()
	browser.Evaluate[bool](tab.Document, `globalThis.savedWebSocket = WebSocket, delete globalThis.WebSocket`)
	echo := tab.Block("first-echo")
	echo.PressStep(1)
	echo.WaitTrouble("This browser has no WebSocket.")
	binary := tab.Block("binary")
	binary.PressStep(1)
	binary.WaitTrouble("This browser has no WebSocket.")
}

// showTask makes a task show the faults of its steps and the goals that are missing, and a
// quiz the answers to a right and to a wrong choice.
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
