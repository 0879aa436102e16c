package course

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files")

// TestLessonsAreReadAsTheirGoldenFilesSay loads the course in testdata and compares each lesson
// with its golden file.
func TestLessonsAreReadAsTheirGoldenFilesSay(t *testing.T) {
	course := Load(os.DirFS("testdata"))
	for _, f := range course.AllFaults() {
		t.Error(f.Error())
	}
	for _, l := range course.Lessons {
		golden := filepath.Join("testdata", strings.TrimSuffix(l.File, ".md")+".golden")
		got := describe(l)
		if *update {
			if err := os.WriteFile(golden, []byte(got), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s is not read as its golden file says (go test -update rewrites the file):\n%s", l.File, got)
		}
	}
}

// describe writes a whole lesson as text that people can compare.
func describe(l *Lesson) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d %s: %q, %q, %d minutes\nobjectives: %q\nneeds: %q\n",
		l.Number, l.Slug, l.Title, l.Summary, l.Minutes, l.Objectives, l.Needs)
	for _, h := range l.Outline {
		fmt.Fprintf(&b, "outline: %d #%s %q\n", h.Level, h.ID, h.Text)
	}
	for _, part := range l.Body {
		switch {
		case part.Block != nil:
			showBlock(&b, part.Block)
		case part.Program != nil:
			p := part.Program
			if len(p.Clients) > 0 {
				fmt.Fprintf(&b, "\n(for %s)", strings.Join(p.Clients, " and "))
			}
			fmt.Fprintf(&b, "\n== program %s %q runs %s, press %q, prints\n%s\n", p.Name, p.Title, p.Source, p.Press, p.Output)
		case part.Project != nil:
			p := part.Project
			fmt.Fprintf(&b, "\n== project %s %q of %s: %q\n%s\n", p.Name, p.Title, p.Source, p.Files, p.Commands)
		case part.Task != nil:
			showTask(&b, part.Task)
		case part.Quiz != nil:
			showQuiz(&b, part.Quiz)
		default:
			fmt.Fprintf(&b, "\n== HTML\n%s", part.HTML)
		}
	}
	return b.String()
}

func showBlock(b *strings.Builder, block *Block) {
	fmt.Fprintf(b, "\n== block %s %q\n", block.Name, block.Title)
	showSteps(b, block.Steps)
	for _, e := range block.Transcript {
		row := e.Row()
		fmt.Fprintf(b, "   %s %s %s\n", row.Time, e.Side, row.Words)
	}
}

func showSteps(b *strings.Builder, steps []Step) {
	for _, s := range steps {
		fmt.Fprintf(b, "%d: %s\n", s.Line, s.Step)
		if s.Note != "" {
			fmt.Fprintf(b, "   note: %s\n", s.Note)
		}
	}
}

func showTask(b *strings.Builder, task *Task) {
	fmt.Fprintf(b, "\n== task %s %q\n%s", task.Name, task.Title, task.Text)
	for _, hint := range task.Hints {
		fmt.Fprintf(b, "-- hint\n%s", hint)
	}
	if s := task.Steps; s != nil {
		fmt.Fprintf(b, "-- start\n%s\n", s.Start)
		for _, goal := range s.Goals {
			goal.Note = ""
			fmt.Fprintf(b, "-- goal %s\n%+v\n", goal.Words, goal.Condition)
		}
		b.WriteString("-- solution\n")
		showSteps(b, s.Solution)
		for _, wrong := range s.Wrong {
			fmt.Fprintf(b, "-- wrong\n%s\n", wrong)
		}
	}
	if a := task.Answer; a != nil {
		fmt.Fprintf(b, "-- answer %s %q\n", a.Kind, a.Accepted)
		for _, wrong := range a.Wrong {
			fmt.Fprintf(b, "-- wrong %q %s\n", wrong.Answers, wrong.Words)
		}
		fmt.Fprintf(b, "-- solution\n%s", a.Solution)
	}
}

func showQuiz(b *strings.Builder, quiz *Quiz) {
	fmt.Fprintf(b, "\n== quiz %s %q\n", quiz.Name, quiz.Title)
	for _, q := range quiz.Questions {
		fmt.Fprintf(b, "-- question, several right: %t\n%s", q.Several(), q.Text)
		for _, c := range q.Choices {
			fmt.Fprintf(b, "-- choice, right: %t\n%s\n%s\n", c.Right, c.Text, c.Answer)
		}
	}
}
