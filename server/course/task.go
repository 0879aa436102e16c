package course

import (
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"

	"twocups/lessons/play"
	"twocups/lessons/play/faulttext"
	"twocups/lessons/play/wsblock"
	"twocups/server/course/infostring"
	"twocups/server/course/spelling"
)

// The words of a task's sections.
var (
	commonSections     = []string{"hint", "solution", "wrong"}
	stepsSections      = []string{"start", "check"}
	answerSections     = []string{"answer"}
	repeatableSections = []string{"hint", "wrong"}
)

// taskParser reads the sections of a task.
type taskParser struct {
	*reader
	found map[string][]*section // by word
	start int                   // offset of the info string
}

// task reads a task block.
func (r *reader) task(n *ast.FencedCodeBlock, in *infostring.Info) *Task {
	r.checkKeys(in, "name", "title")
	t := &Task{Name: r.blockName("task", in), Title: in.Value("title", "Your turn")}
	p := taskParser{reader: r, found: map[string][]*section{}, start: in.Start}
	sections := r.sections(n, in.Start)
	if r.isBlank(sections[0]) {
		r.fault(in.Start, faulttext.What("task without a text").Want("what to do, in Markdown, above the first "+faulttext.Quote(sectionMark)))
	}
	t.Text = r.prose("task", sections[0].lines)
	for _, s := range sections[1:] {
		p.add(s)
	}
	kind := stepsSections
	if len(p.found["answer"]) > 0 {
		kind = answerSections
	}
	p.checkSections(slices.Concat(kind, commonSections))
	for _, hint := range p.found["hint"] {
		t.Hints = append(t.Hints, r.prose("task", hint.lines))
	}
	if len(p.found["answer"]) > 0 {
		t.Answer = p.answerTask()
	} else {
		t.Steps = p.stepsTask()
	}
	return t
}

// add adds a section to those with the same word.
func (p *taskParser) add(s *section) {
	known := slices.Concat(stepsSections, answerSections, commonSections)
	switch {
	case !slices.Contains(known, s.word):
		p.fault(s.at, spelling.Suggest(faulttext.What("unknown section * of a task", s.word), s.word, known))
		return
	case len(p.found[s.word]) > 0 && !slices.Contains(repeatableSections, s.word):
		p.fault(s.at, faulttext.What("section * twice", s.word).Want("it once"))
		return
	case p.isBlank(s):
		p.fault(s.at, faulttext.What("empty section *", s.word).Want("lines below it"))
	case s.argument != "" && s.word != "answer":
		p.fault(s.argumentAt, faulttext.What("unexpected * behind *", s.argument, s.word).Want("the end of the line"))
	}
	p.found[s.word] = append(p.found[s.word], s)
}

// checkSections adds a fault for each section that a task of this kind lacks, and for each
// section that the task must not have.
func (p *taskParser) checkSections(wanted []string) {
	for _, word := range wanted {
		if len(p.found[word]) == 0 {
			p.fault(p.start, faulttext.What("task without a section *", word).Want(faulttext.Quote(sectionMark+" "+word)))
		}
	}
	for word, sections := range p.found {
		if !slices.Contains(wanted, word) {
			p.fault(sections[0].at, faulttext.What("section * of a task with an answer", word).Want(wanted...))
		}
	}
}

// stepsTask reads the sections of a task that is solved by steps.
func (p *taskParser) stepsTask() *StepsTask {
	t := &StepsTask{}
	for _, s := range p.found["start"] {
		p.steps(s.lines, s.at)
		t.Start = strings.TrimSpace(p.textOf(s.lines))
	}
	for _, s := range p.found["solution"] {
		t.Solution = p.steps(s.lines, s.at)
	}
	for _, s := range p.found["wrong"] {
		p.steps(s.lines, s.at)
		t.Wrong = append(t.Wrong, strings.TrimSpace(p.textOf(s.lines)))
	}
	for _, s := range p.found["check"] {
		t.Goals = p.goals(s, t.Solution)
	}
	return t
}

// goals reads the check. A condition can name only clients that the solution has.
func (p *taskParser) goals(s *section, solution []Step) []Goal {
	conditions, faults := wsblock.ParseCheck(p.textOf(s.lines))
	for _, f := range faults {
		p.fault(p.offsetIn(s.lines, s.at, f), f.What)
	}
	clients := map[string]bool{"": true}
	for _, step := range solution {
		clients[step.Client], clients[play.Tag{Client: step.Client, Raw: true}.Name()] = true, true
	}
	var goals []Goal
	var owners []int
	for _, c := range conditions {
		if !clients[c.Event.Client] {
			p.fault(s.lines[c.Line-1].Start, faulttext.What("condition about the client *, which the solution does not have", c.Event.Client).Want("one that it has", "none"))
		}
		goals, owners = append(goals, Goal{Condition: c}), append(owners, c.Line)
	}
	for i, note := range p.notes(s.lines, owners) {
		goals[i].Words = p.note(note)
	}
	return goals
}

// answerTask reads the sections of a task that is solved by an answer.
func (p *taskParser) answerTask() *AnswerTask {
	t := &AnswerTask{}
	seen := map[string]bool{} // canonical forms
	for _, s := range p.found["answer"] {
		t.Kind = AnswerKind(s.argument)
		if !slices.Contains(answerKinds, s.argument) {
			p.fault(s.argumentAt, faulttext.What("kind of answer *", s.argument).Want(answerKinds...))
		}
		for _, a := range p.answers(s, t.Kind, seen) {
			if a.Words != "" {
				p.fault(s.at, faulttext.What("accepted answer with words").Want("them in the solution"))
			}
			t.Accepted = append(t.Accepted, a.Answers...)
		}
	}
	for _, s := range p.found["wrong"] {
		t.Wrong = append(t.Wrong, p.answers(s, t.Kind, seen)...)
		if n := len(t.Wrong); n > 0 && t.Wrong[n-1].Words == "" {
			p.fault(s.at, faulttext.What("wrong answer * without words", t.Wrong[n-1].Answers[0]).Want("a line \"> …\" below it that helps"))
		}
	}
	for _, s := range p.found["solution"] {
		t.Solution = p.prose("task", s.lines)
	}
	return t
}

// answers reads answers, one a line. Answers on consecutive lines share the words below
// them.
func (p *taskParser) answers(s *section, kind AnswerKind, seen map[string]bool) []WrongAnswers {
	var list []WrongAnswers
	var owners []int
	open := false // whether the next answer shares its words with the answer above
	for i, line := range s.lines {
		written := strings.TrimSpace(string(line.Value(p.text)))
		_, isNote := noteOf(p.text, line)
		if open = open && !isNote; isNote || written == "" {
			continue
		}
		canonical := kind.Canonical(written)
		switch {
		case canonical == "":
			p.fault(line.Start, faulttext.What("answer *", written).Want("a "+string(kind)))
		case seen[canonical]:
			p.fault(line.Start, faulttext.What("answer * twice", written).Want("each once"))
		}
		seen[canonical] = true
		if !open {
			list, owners = append(list, WrongAnswers{}), append(owners, i+1)
		}
		last := &list[len(list)-1]
		last.Answers, open = append(last.Answers, written), true
	}
	for i, note := range p.notes(s.lines, owners) {
		list[i].Words = p.note(note)
	}
	return list
}
