package course

import (
	"html/template"
	"slices"
)

// Prose returns all text of the lesson, piece by piece in the order of reading: the text
// between the live parts with its listings, and the text of steps, tasks and quizzes.
func (l *Lesson) Prose() []template.HTML {
	var all []template.HTML
	for _, part := range l.Body {
		switch {
		case part.Block != nil:
			all = append(all, notesOf(part.Block.Steps)...)
		case part.Task != nil:
			all = append(all, part.Task.prose()...)
		case part.Quiz != nil:
			all = append(all, part.Quiz.prose()...)
		default:
			all = append(all, part.HTML)
		}
	}
	return slices.DeleteFunc(all, func(piece template.HTML) bool { return piece == "" })
}

func notesOf(steps []Step) []template.HTML {
	var all []template.HTML
	for _, step := range steps {
		all = append(all, step.Note)
	}
	return all
}

func (t *Task) prose() []template.HTML {
	all := append([]template.HTML{t.Text}, t.Hints...)
	if s := t.Steps; s != nil {
		for _, goal := range s.Goals {
			all = append(all, goal.Words)
		}
		all = append(all, notesOf(s.Solution)...)
	}
	if a := t.Answer; a != nil {
		for _, wrong := range a.Wrong {
			all = append(all, wrong.Words)
		}
		all = append(all, a.Solution)
	}
	return all
}

func (q *Quiz) prose() []template.HTML {
	var all []template.HTML
	for _, question := range q.Questions {
		all = append(all, question.Text)
		for _, choice := range question.Choices {
			all = append(all, choice.Text, choice.Answer)
		}
	}
	return all
}
