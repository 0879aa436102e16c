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

// Course is the lessons of a folder, in the order of their numbers.
type Course struct {
	Lessons []*Lesson
	Faults  []Fault // the faults that belong to no lesson: a file with a wrong name, a folder that cannot be read
}

// Lesson is one file of the course, ready to be put on a page.
type Lesson struct {
	File   string // "02-what-websockets-are.md"
	Slug   string // "what-websockets-are"
	Number int    // 2

	// From the front matter.
	Title, Summary string
	Objectives     []string // what the learner can do afterwards; at least one
	Minutes        int      // how long the lesson takes
	Needs          []string // what else the learner needs; may be empty

	Body    []Part    // in the order of the text; empty when there are Faults
	Outline []Heading // of the body; empty when there are Faults
	Faults  []Fault   // sorted by file and place
}

// Part is a piece of a lesson's body. Exactly one of its fields is set.
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
	Transcript  []play.Event // of a real run; empty if none was recorded
}

// Step is a step of a ws block with its note made ready for a page.
type Step struct {
	wsblock.Step
	Note template.HTML // the step's note as phrasing content
}

// Program is a page of the lessons' folder that runs in an iframe of the lesson.
type Program struct {
	Name, Title string
	Source      string   // path in the lessons' folder: "programs/events/hello.html"
	Clients     []string // "Alice" and so on: the program runs once for each, side by side; empty for one run without a name
	NoJoin      bool     // others can't join the program's instance
	Allow       string   // Downloads, or ""
	Press       string   // CSS selectors of the buttons to press, in order, separated by ", "; with Clients each selector is behind "Alice: "; may be empty
	Output      string   // the text that the program has printed after these presses, without the last line feed; with Clients each line begins with "Alice: "
}

// Project is a folder of the lessons' folder that a reader downloads and runs.
type Project struct {
	Name, Title string
	Source      string   // path in the lessons' folder: "projects/sockets/stage-1"
	Files       []string // paths in the archive, below its one folder; sorted
	Commands    string   // the lines that a reader types in that folder, without the last line feed
	Archive     []byte   // a zip file with one folder, which has the name that [folder.ArchiveName] returns
}

// Task is an exercise. The learner solves it by steps of their own, or by an answer that
// they type. Exactly one of Steps and Answer is set.
type Task struct {
	Name, Title string
	Text        template.HTML // the instructions
	Hints       []template.HTML
	Steps       *StepsTask
	Answer      *AnswerTask
}

// StepsTask is solved by steps that meet all goals when they run.
type StepsTask struct {
	Start    string // the text of the steps with which the learner begins
	Goals    []Goal
	Solution []Step   // steps that meet the goals
	Wrong    []string // steps that don't meet them
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
	Wrong    []WrongAnswers // frequent wrong answers
	Solution template.HTML  // why the accepted answer is right
}

// WrongAnswers are answers that are not accepted, with words that help the learner on.
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

// Several reports whether more than one of the question's choices is right.
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
	Answer template.HTML // why the choice is right or wrong, as phrasing content
}

// Heading is an entry of a lesson's outline.
type Heading struct {
	Level    int // 2 or 3
	ID, Text string
}

// Load reads the course of a folder. It never fails as a whole: a broken lesson has its
// faults, and the other lessons are complete.
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

// Lesson returns the lesson with the slug, or nil if the course has none.
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
