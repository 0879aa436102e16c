package e2e

import (
	"fmt"
	"testing"

	"twocups/server/course"
)

// Every lesson is audited as its reader finds it; and once everything in it is open, has
// run, and says how it came out.
func TestBrowserNoLessonViolatesAccessibility(t *testing.T) {
	t.Parallel()
	address := program.Start(t)
	for _, lesson := range theCourse().Lessons {
		t.Run(lesson.Slug, func(t *testing.T) {
			t.Parallel()
			tab := visit(t, address+"/lessons/"+lesson.Slug)
			tab.wantNoViolations(looks)
			tab.useAll(lesson)
			tab.wantNoViolations(otherLooks)
		})
	}
}

// useAll opens and runs everything in a lesson, and has its tasks and quizzes tell what is
// wrong.
func (tab *tab) useAll(lesson *course.Lesson) {
	tab.t.Helper()
	showAll(tab)
	evaluate[bool](tab.document, `document.querySelectorAll(".ws:not(.task) button[data-act=run]").forEach((e) => e.click()), true`)
	for _, part := range lesson.Body {
		switch {
		case part.Block != nil:
			tab.block(part.Block.Name).waitAllDone()
			tab.wait("the run to end", `!document.querySelector("#" + %s).hasAttribute("data-running")`, part.Block.Name)
		case part.Program != nil:
			tab.wait("the program", `document.querySelector("#" + %s + " iframe")`, part.Program.Name)
		case part.Task != nil:
			task := tab.block(part.Task.Name)
			if part.Task.Answer == nil {
				task.act("run")
			} else {
				tab.write(task.at("input"), "nobody thinks of this")
				task.act("answer")
			}
			task.verdict("Not yet.")
		case part.Quiz != nil:
			for i := range part.Quiz.Questions {
				field := tab.block(part.Quiz.Name).at(fmt.Sprintf("fieldset:nth-of-type(%d)", i+1))
				tab.press(field + " label")
				tab.press(field + " button")
				tab.wait("what there is to say of the choice", `document.querySelector(%s + " .why").innerText !== ""`, field)
			}
		}
	}
}

// wantNoViolations audits what runs in the frame, in both themes, as wide as it is on a
// phone and on a desk. The rules that ask for a heading and a landmark are for whole pages:
// the lesson around the frame has them.
func (f *frame) wantNoViolations() {
	f.t.Helper()
	f.tab.complaints.allow("Applying inline style") // by axe
	prepareAudit(f.document)
	for _, look := range looks {
		f.tab.size(look.width, 900)
		(&tab{document: f.document}).media("screen", look.theme)
		for _, violation := range audit(f.document, "landmark-one-main", "page-has-heading-one") {
			f.t.Errorf("in a frame, %s at %d pixels: %s", look.theme, look.width, violation)
		}
	}
	f.tab.size(1280, 900)
}
