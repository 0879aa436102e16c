package course

import (
	"html/template"
	"io/fs"
	"runtime"
	"slices"
	"sync"

	"twocups/lessons/play"
	"twocups/lessons/play/wsblock"
)

// Course is all lessons of a folder, in the order of their numbers.
type Course struct {
	Lessons []*Lesson
	Faults  []Fault // of no single lesson: a file with a wrong name, a folder that cannot be read
}

// Lesson is one file of the course, ready to be put on a page.
type Lesson struct {
	File   string // "02-what-websockets-are.md"
	Slug   string // "what-websockets-are"
	Number int    // 2

	// From the front matter.
	Title, Summary string
	Objectives     []string // what the learner can do afterwards; at least one
	Minutes        int      // how long it takes
	Needs          []string // what else the learner needs; may be empty

	Body    []Part    // in the order of the text; empty when there are Faults
	Outline []Heading // of the body; empty when there are Faults
	Faults  []Fault   // sorted by file and place
}

// Part is a stretch of a lesson's body. Exactly one of its fields is set.
type Part struct {
	HTML    template.HTML
	Block   *Block
	Program *Program
	Project *Project
	Task    *Task
	Quiz    *Quiz
}

// Block is a ws block: steps that run live in the page.
type Block struct {
	Name, Title string
	Steps       []Step
	Transcript  []play.Event // of a real run; empty where none was recorded
}

// Step is a step of a ws block with its note made ready for a page.
type Step struct {
	wsblock.Step
	Note template.HTML // the step's note as phrasing content
}

// Program is a page of the lessons' folder that runs in a frame of the lesson.
type Program struct {
	Name, Title string
	Source      string   // path in the lessons' folder: "events/hello.html"
	Clients     []string // "Alice" and so on, where the program runs once for each of them, side by side; else empty
	Alone       bool     // others can't join its instance
	Allow       string   // Downloads, or ""
	Press       string   // CSS selectors of what is pressed in turn, separated by ", ", each behind "Alice: " where there are Clients; may be empty
	Output      string   // what the program has then printed, without the last line feed; lines of Clients begin with "Alice: "
}

// Project is a folder of the lessons' folder that a reader downloads and runs.
type Project struct {
	Name, Title string
	Source      string   // path in the lessons' folder: "sockets/stage-1"
	Files       []string // paths in the archive, below its one folder; sorted
	Commands    string   // what a reader types in that folder, without the last line feed
	Archive     []byte   // a zip file with one folder, called as [ArchiveName] says
}

// Task is something for the learner to solve: by steps of their own, or by an answer
// that they type. Exactly one of Steps and Answer is set.
type Task struct {
	Name, Title string
	Text        template.HTML // what to do
	Hints       []template.HTML
	Steps       *StepsTask
	Answer      *AnswerTask
}

// StepsTask is solved by steps that meet all goals when they run.
type StepsTask struct {
	Start    string // the steps that the learner begins with, as they stand
	Goals    []Goal
	Solution []Step   // steps that meet the goals
	Wrong    []string // steps that don't
}

// Goal is a condition of a task's check.
type Goal struct {
	wsblock.Condition
	Words template.HTML // its note as phrasing content
}

// AnswerTask is solved by typing an answer that is accepted.
type AnswerTask struct {
	Kind     AnswerKind
	Accepted []string
	Wrong    []WrongAnswers // those that come to mind
	Solution template.HTML  // why it is so
}

// WrongAnswers are answers that are not accepted, with words that help on from each.
type WrongAnswers struct {
	Answers []string
	Words   template.HTML // phrasing content
}

// Quiz is a list of questions, each with choices.
type Quiz struct {
	Name, Title string
	Questions   []Question
}

// Question is a question of a quiz.
type Question struct {
	Text    template.HTML
	Choices []Choice
}

// Several says whether more than one of the question's choices is right.
func (q Question) Several() bool {
	right := 0
	for _, c := range q.Choices {
		if c.Right {
			right++
		}
	}
	return right > 1
}

// Choice is one of a question's choices.
type Choice struct {
	Right  bool
	Text   template.HTML // phrasing content
	Answer template.HTML // why it is right or wrong, as phrasing content
}

// Heading is an entry of a lesson's outline.
type Heading struct {
	Level    int // 2 or 3
	ID, Text string
}

// Load reads the course of a folder. It never fails as a whole: a lesson that
// is broken carries its faults, and the others are whole.
func Load(fsys fs.FS) *Course {
	l := newLoader(fsys)
	c := &Course{Lessons: make([]*Lesson, len(l.names)), Faults: l.faults}
	var running sync.WaitGroup
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	for i, name := range l.names {
		slots <- struct{}{}
		running.Go(func() {
			c.Lessons[i] = l.lesson(name)
			<-slots
		})
	}
	running.Wait()
	return c
}

// Lesson returns the lesson with the slug, or nil if there is none.
func (c *Course) Lesson(slug string) *Lesson {
	i := slices.IndexFunc(c.Lessons, func(l *Lesson) bool { return l.Slug == slug })
	if i < 0 {
		return nil
	}
	return c.Lessons[i]
}

// AllFaults returns the faults of the course and of all its lessons.
func (c *Course) AllFaults() []Fault {
	all := slices.Clone(c.Faults)
	for _, l := range c.Lessons {
		all = append(all, l.Faults...)
	}
	return all
}
