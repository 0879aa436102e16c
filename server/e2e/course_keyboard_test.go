package e2e

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"twocups/server/course"
)

// Somebody without a mouse goes through the whole course, from its index to its last
// lesson, by the pages' own links: runs a block and a program of each lesson, solves its
// tasks, and answers its quizzes.
func TestBrowserTheWholeCourseByKeyboardAlone(t *testing.T) {
	t.Parallel()
	tab := newTab(t)
	tab.calm() // or the page would still be on its way to what has the focus
	tab.open(program.Start(t) + "/")
	learner{tab}.press("a.start")
	lessons := theCourse().Lessons
	for i, lesson := range lessons {
		tab.waitText("h1", lesson.Title)
		if !t.Run(lesson.Slug, func(t *testing.T) { (learner{tab.within(t)}).take(lesson) }) {
			tab.open(tab.address()) // on from where the next lesson can be reached
		}
		if i < len(lessons)-1 {
			learner{tab}.press("a[rel=next]")
		}
	}
}

// within returns the tab for a subtest.
func (tab *tab) within(t *testing.T) *tab {
	inner := *tab
	inner.t = t
	return &inner
}

// take goes through a lesson from its beginning to its end.
func (l learner) take(lesson *course.Lesson) {
	l.t.Helper()
	ran, played := false, false
	for _, part := range lesson.Body {
		switch {
		case part.Block != nil && !ran:
			ran = true
			l.press("#" + part.Block.Name + " button[data-act=run]")
			l.block(part.Block.Name).waitAllDone()
		case part.Program != nil && !played:
			played = true
			l.play(part.Program)
		case part.Task != nil && part.Task.Answer != nil:
			l.answer(part.Task)
		case part.Task != nil:
			l.solve(part.Task)
		case part.Quiz != nil:
			l.choose(part.Quiz)
		}
	}
}

// play presses in a program what its lesson says, and waits for what it prints.
func (l learner) play(program *course.Program) {
	l.t.Helper()
	stage := l.stage(program.Name, program.Clients)
	for press := range strings.SplitSeq(program.Press, ", ") {
		name, selector, ok := strings.Cut(press, ": ")
		if !ok || stage.frames[name] == nil {
			name, selector = "", press
		}
		if selector != "" { // some run all by themselves
			stage.reachIn(stage.frames[name], selector)
			l.key(kb.Enter)
		}
	}
	l.waitOutput(program)
	stage.rest()
}

// answer types the answer of a task.
func (l learner) answer(task *course.Task) {
	l.t.Helper()
	block := l.block(task.Name)
	l.reach(block.at("input"))
	l.key(task.Answer.Accepted[0] + kb.Enter)
	block.verdict("Solved.")
}

// solve opens a task's hints, types its solution, and has it checked.
func (l learner) solve(task *course.Task) {
	l.t.Helper()
	block := l.block(task.Name)
	for n := range task.Hints {
		l.press(block.at(".hint:not([open]) summary"))
		l.wait("the hint", `document.querySelectorAll(%s).length === %s`, block.at(".hint[open]"), n+1)
	}
	var steps []string
	for _, step := range task.Steps.Solution {
		steps = append(steps, step.Step.String())
	}
	l.reach(block.at("textarea"))
	l.shift(kb.Tab) // the editor keeps nobody
	l.reach(block.at("textarea"))
	l.retype(strings.Join(steps, "\n"))
	l.press(block.at("button[data-act=run]"))
	block.verdict("Solved.")
}

// choose answers each question of a quiz with all that is right.
func (l learner) choose(quiz *course.Quiz) {
	l.t.Helper()
	for i, question := range quiz.Questions {
		field := l.block(quiz.Name).at("fieldset:nth-of-type(" + strconv.Itoa(i+1) + ")")
		if question.Several() {
			l.tick(field, question.Choices)
		} else {
			l.reach(field + " input")
			right := slices.IndexFunc(question.Choices, func(c course.Choice) bool { return c.Right })
			l.key(" " + strings.Repeat(kb.ArrowDown, right))
		}
		l.press(field + " button")
		l.wait("all that is right to be said so", `[...document.querySelectorAll(%s)].every((choice) => choice.querySelector(".why").innerText.startsWith("Right."))`, field+" [data-right]")
	}
}

// tick ticks the choices that are right.
func (l learner) tick(field string, choices []course.Choice) {
	l.t.Helper()
	for i, choice := range choices {
		if choice.Right {
			l.reach(field + " li:nth-child(" + strconv.Itoa(i+1) + ") input")
			l.key(" ")
		}
	}
}
