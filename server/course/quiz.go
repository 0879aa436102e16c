package course

import (
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"

	"twocups/lessons/play/faulttext"
	"twocups/server/course/infostring"
)

// A line that starts with one of these is a choice, as in GitHub's task lists.
const (
	wrongChoice = "- [ ] "
	rightChoice = "- [x] "
)

// quizParser cuts the lines of a quiz into questions and choices.
type quizParser struct {
	*reader
	questions []*questionLines
}

// questionLines are the lines of a question in the file.
type questionLines struct {
	text    []text.Segment
	choices []*choiceLines
}

// choiceLines are the lines of a choice in the file.
type choiceLines struct {
	at           int
	right        bool
	text, answer []text.Segment
}

// quiz reads a quiz block: questions in Markdown, each above its choices.
func (r *reader) quiz(n *ast.FencedCodeBlock, in *infostring.Info) *Quiz {
	r.checkKeys(in, "name", "title")
	q := &Quiz{Name: r.blockName("quiz", in), Title: in.Value("title", "A short quiz")}
	p := quizParser{reader: r}
	for _, line := range segments(n) {
		p.line(line)
	}
	if len(p.questions) == 0 {
		r.fault(in.Start, faulttext.What("empty quiz block").Want("a question, and choices such as "+faulttext.Quote("- [ ] no")+" below it"))
	}
	for i, lines := range p.questions {
		r.reserveID(q.Name, q.Name+"-"+strconv.Itoa(i+1), in.Start)
		q.Questions = append(q.Questions, p.question(lines, in.Start))
	}
	return q
}

// line adds a line to the question or the choice to which it belongs.
func (p *quizParser) line(line text.Segment) {
	written := strings.TrimRight(string(line.Value(p.text)), " \t\n")
	question, choice := p.last()
	note, isNote := noteOf(p.text, line)
	switch {
	case strings.HasPrefix(written, "- ["):
		p.choice(line, written)
	case written == "" && choice != nil:
	case isNote && choice != nil:
		choice.answer = append(choice.answer, note)
	case choice != nil && choice.answer == nil && (written[0] == ' ' || written[0] == '\t'):
		choice.text = append(choice.text, line.TrimLeftSpace(p.text))
	case choice != nil || question == nil && written != "":
		p.questions = append(p.questions, &questionLines{text: []text.Segment{line}})
	case question != nil:
		question.text = append(question.text, line)
	}
}

// last returns the question and the choice that the next line may continue.
func (p *quizParser) last() (*questionLines, *choiceLines) {
	if len(p.questions) == 0 {
		return nil, nil
	}
	question := p.questions[len(p.questions)-1]
	if len(question.choices) == 0 {
		return question, nil
	}
	return question, question.choices[len(question.choices)-1]
}

// choice starts a choice.
func (p *quizParser) choice(line text.Segment, written string) {
	question, _ := p.last()
	if question == nil {
		p.fault(line.Start, faulttext.What("choice * without a question", written).Want("a question above it"))
		question = &questionLines{}
		p.questions = append(p.questions, question)
	}
	mark := wrongChoice
	right := strings.HasPrefix(strings.ToLower(written), rightChoice)
	if right {
		mark = rightChoice
	} else if !strings.HasPrefix(written, wrongChoice) {
		p.fault(line.Start, faulttext.What("choice *", written).Want(faulttext.Quote(wrongChoice+"…"), faulttext.Quote(rightChoice+"…")))
	}
	behind := line.WithStart(min(line.Start+len(mark), line.Stop))
	question.choices = append(question.choices, &choiceLines{at: line.Start, right: right, text: []text.Segment{behind}})
}

// question returns a question for the page, and adds a fault for each part that it lacks.
func (p *quizParser) question(lines *questionLines, start int) Question {
	if len(lines.text) > 0 {
		start = lines.text[0].Start
	}
	q := Question{Text: p.prose("quiz", lines.text)}
	right := 0
	for _, c := range lines.choices {
		if c.right {
			right++
		}
		if len(c.answer) == 0 {
			p.fault(c.at, faulttext.What("choice without an answer").Want("a line \"> …\" below it that says why it is right or wrong"))
		}
		q.Choices = append(q.Choices, Choice{Right: c.right, Text: p.note(c.text), Answer: p.note(c.answer)})
	}
	switch {
	case len(lines.choices) < 2:
		p.fault(start, faulttext.What("question with "+strconv.Itoa(len(lines.choices))+" choices").Want("at least two"))
	case right == 0:
		p.fault(start, faulttext.What("question without a right choice").Want("a choice that starts with "+faulttext.Quote(rightChoice)))
	}
	return q
}
