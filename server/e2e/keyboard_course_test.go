package e2e

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"twocups/server/course"
	"twocups/server/e2e/browser"
)

// A learner without a mouse goes through the whole course, from its index to its last lesson,
// by the links of the pages. In each lesson the learner runs a block and a program, solves the
// tasks, and answers the quizzes.
func TestBrowserTheWholeCourseByKeyboardAlone(t *testing.T) {
	t.Parallel()
	tab := browser.NewTab(t)
	tab.EmulateReducedMotion() // scrolls to the focus at once
	tab.Open(twocups.Start(t) + "/")
	browser.Learner{Tab: tab}.Press("a.start")
	lessons := builtInCourse().Lessons
	for i, lesson := range lessons {
		tab.WaitText("h1", lesson.Title)
		if !t.Run(lesson.Slug, func(t *testing.T) { doLesson(browser.Learner{Tab: inSubtest(tab, t)}, lesson) }) {
			tab.Reload() // from the beginning of the page, Tab reaches the link to the next lesson
		}
		if i < len(lessons)-1 {
			browser.Learner{Tab: tab}.Press("a[rel=next]")
		}
	}
}

// inSubtest returns a copy of the tab that reports to a subtest.
func inSubtest(tab *browser.Tab, t *testing.T) *browser.Tab {
	inner := *tab
	inner.T = t
	return &inner
}

// doLesson goes through a lesson from its beginning to its end.
func doLesson(l browser.Learner, lesson *course.Lesson) {
	l.T.Helper()
	ran, played := false, false
	for _, part := range lesson.Body {
		switch {
		case part.Block != nil && !ran:
			ran = true
			l.Press("#" + part.Block.Name + " button[data-act=run]")
			l.Block(part.Block.Name).WaitAllDone()
		case part.Program != nil && !played:
			played = true
			playProgram(l, part.Program)
		case part.Task != nil && part.Task.Answer != nil:
			answerTask(l, part.Task)
		case part.Task != nil:
			solveTask(l, part.Task)
		case part.Quiz != nil:
			chooseAnswers(l, part.Quiz)
		}
	}
}

// playProgram presses the elements that the lesson names, and waits for the output that it
// promises.
func playProgram(l browser.Learner, program *course.Program) {
	l.T.Helper()
	figure := runFigure(l, program.Name, program.Clients)
	for _, press := range pressesOf(program) {
		figure.tabToIn(figure.iframes[press.client], press.selector)
		l.PressKeys(kb.Enter)
	}
	waitOutput(l.Tab, program)
	figure.waitIFrameHeights()
}

// answerTask types the answer of a task.
func answerTask(l browser.Learner, task *course.Task) {
	l.T.Helper()
	block := l.Block(task.Name)
	l.TabTo(block.Selector("input"))
	l.PressKeys(task.Answer.Accepted[0] + kb.Enter)
	block.WaitVerdict("Solved.")
}

// solveTask opens the hints of a task, types its solution, and runs it.
func solveTask(l browser.Learner, task *course.Task) {
	l.T.Helper()
	block := l.Block(task.Name)
	for n := range task.Hints {
		l.Press(block.Selector(".hint:not([open]) summary"))
		l.WaitUntil("the hint", `document.querySelectorAll(%s).length === %s`, block.Selector(".hint[open]"), n+1)
	}
	var steps []string
	for _, step := range task.Steps.Solution {
		steps = append(steps, step.Step.String())
	}
	l.TabTo(block.Selector("textarea"))
	l.PressKeys(kb.Tab, kb.ModifierShift) // the editor does not trap the focus
	l.TabTo(block.Selector("textarea"))
	l.FillFocused(strings.Join(steps, "\n"))
	l.Press(block.Selector("button[data-act=run]"))
	block.WaitVerdict("Solved.")
}

// chooseAnswers chooses the right answers to each question of a quiz.
func chooseAnswers(l browser.Learner, quiz *course.Quiz) {
	l.T.Helper()
	for i, question := range quiz.Questions {
		field := l.Block(quiz.Name).Selector("fieldset:nth-of-type(" + strconv.Itoa(i+1) + ")")
		if question.Several() {
			tickRight(l, field, question.Choices)
		} else {
			l.TabTo(field + " input")
			right := slices.IndexFunc(question.Choices, func(c course.Choice) bool { return c.Right })
			l.PressKeys(" " + strings.Repeat(kb.ArrowDown, right))
		}
		l.Press(field + " button")
		l.WaitUntil("the right choices to be confirmed", `[...document.querySelectorAll(%s)].every((choice) => choice.querySelector(".why").innerText.startsWith("Right."))`, field+" [data-right]")
	}
}

// tickRight ticks the choices that are right.
func tickRight(l browser.Learner, field string, choices []course.Choice) {
	l.T.Helper()
	for i, choice := range choices {
		if choice.Right {
			l.TabTo(field + " li:nth-child(" + strconv.Itoa(i+1) + ") input")
			l.PressKeys(" ")
		}
	}
}
