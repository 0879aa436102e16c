package e2e

import (
	"fmt"
	"testing"

	"twocups/server/course"
	"twocups/server/e2e/browser"
)

// Every lesson is accessible as it is loaded, and again after everything in it was opened, run
// and answered.
func TestBrowserNoLessonViolatesAccessibility(t *testing.T) {
	t.Parallel()
	address := twocups.Start(t)
	for _, lesson := range builtInCourse().Lessons {
		t.Run(lesson.Slug, func(t *testing.T) {
			t.Parallel()
			tab := browser.Visit(t, address+"/lessons/"+lesson.Slug)
			tab.WantNoViolations(browser.Looks)
			useEverything(tab, lesson)
			tab.WantNoViolations(browser.OtherLooks)
		})
	}
}

// useEverything opens and runs everything in a lesson, and gives wrong answers to its tasks and
// some answer to its quizzes.
func useEverything(tab *browser.Tab, lesson *course.Lesson) {
	tab.T.Helper()
	openEverything(tab)
	browser.Evaluate[bool](tab.Document, `document.querySelectorAll(".ws:not(.task) button[data-act=run]").forEach((e) => e.click()), true`)
	for _, part := range lesson.Body {
		switch {
		case part.Block != nil:
			tab.Block(part.Block.Name).WaitAllDone()
			tab.WaitUntil("the run to end", `!document.querySelector("#" + %s).hasAttribute("data-running")`, part.Block.Name)
		case part.Program != nil:
			tab.WaitUntil("the program", `document.querySelector("#" + %s + " iframe")`, part.Program.Name)
		case part.Task != nil:
			task := tab.Block(part.Task.Name)
			if part.Task.Answer == nil {
				task.PressButton("run")
			} else {
				task.Fill("input", "nobody thinks of this")
				task.PressButton("answer")
			}
			task.WaitVerdict("Not yet.")
		case part.Quiz != nil:
			for i := range part.Quiz.Questions {
				field := tab.Block(part.Quiz.Name).Selector(fmt.Sprintf("fieldset:nth-of-type(%d)", i+1))
				tab.Press(field + " label")
				tab.Press(field + " button")
				tab.WaitUntil("the answer to the choice", `document.querySelector(%s + " .why").innerText !== ""`, field)
			}
		}
	}
}
