package site

import (
	"html/template"
	"slices"
	"strings"

	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
	"twocups/lessons/play/wsblock"
	"twocups/server/course"
)

// functions are the functions that the templates call.
var functions = template.FuncMap{
	"icon":     func() template.HTML { return icon },
	"hasBlock": hasBlock,
	"join":     func(names []string) string { return strings.Join(names, ", ") },
	"clients":  clients,
	"steps":    steps,
	"lines":    lines,
	"rows":     rows,
	"button":   button,
	"argument": argument,
	"label":    label, "overSocketIO": overSocketIO,
	"tree": tree, "archivePath": archivePath, "archiveFile": archiveFile, "kilobytes": kilobytes,
	"onPage": onPage,
	"check":  check, "editorRows": editorRows, "number": func(index int) int { return index + 1 },
	"client": func() rfc6455.Side { return rfc6455.Client },
	"server": func() rfc6455.Side { return rfc6455.Server },
}

// pageProject is a project on a lesson's page.
type pageProject struct {
	Project *course.Project
	Embed   bool
}

// onPage returns a project with the properties of the page that its template needs.
func onPage(p page, project *course.Project) pageProject { return pageProject{project, p.Embed} }

// hasBlock reports whether the lesson has steps that run live.
func hasBlock(l *course.Lesson) bool {
	return slices.ContainsFunc(l.Body, func(p course.Part) bool { return p.Block != nil || p.Task != nil && p.Task.Steps != nil })
}

// clients returns the names of the steps' clients in the order of their first steps. The player
// numbers the clients in the same order. If the steps name no client, they have one client, "".
func clients(steps []course.Step) []string {
	var names []string
	for _, s := range steps {
		if !slices.Contains(names, s.Client) {
			names = append(names, s.Client)
		}
	}
	return names
}

// step is a step with its number in the block and the expectations that follow it.
type step struct {
	course.Step
	Number  int
	Expects []step
}

// steps groups expectations: each belongs to the step before it.
func steps(b *course.Block) []step {
	var list []step
	for i, s := range b.Steps {
		if s.Verb == wsblock.Expect { // never the first step: wsblock.Parse forbids it
			last := &list[len(list)-1]
			last.Expects = append(last.Expects, step{Step: s, Number: i})
			continue
		}
		list = append(list, step{Step: s, Number: i})
	}
	return list
}

// lines returns the block's steps in the form that the module reads.
func lines(b *course.Block) []string {
	var list []string
	for _, s := range b.Steps {
		list = append(list, s.Step.String())
	}
	return list
}

// rows returns the rows of one side of a transcript.
func rows(transcript []play.Event, side rfc6455.Side) []play.Row {
	var list []play.Row
	for _, e := range transcript {
		if e.Side == side {
			list = append(list, e.Row())
		}
	}
	return list
}

// button returns the text on the button of a step.
func button(s wsblock.Step) string {
	switch {
	case s.Verb == wsblock.Connect:
		return "Connect"
	case s.Emit && s.Ack:
		return "emitWithAck" // the name of the method in code
	case s.Emit:
		return "emit"
	case s.Ack:
		return "ack"
	case s.Verb == wsblock.Message:
		return "Send"
	}
	return "Disconnect"
}

// argument returns the text after the button: the step without its client and verb.
func argument(s wsblock.Step) string {
	if s.Verb == wsblock.Message && s.Opcode == rfc6455.Text && !s.Emit && !s.Ack {
		return string(s.Payload) // the input field shows text without quotes
	}
	s.Client = ""
	_, argument, _ := strings.Cut(s.String(), " ")
	return argument
}

// label returns the label of the input field for a message.
func label(s wsblock.Step) string {
	switch {
	case s.Emit:
		return "event and its values"
	case s.Ack:
		return "values of the acknowledgement"
	}
	return s.Opcode.String() + " message"
}

// overSocketIO reports whether the steps use Socket.IO.
func overSocketIO(steps []course.Step) bool {
	return slices.ContainsFunc(steps, func(s course.Step) bool { return s.Namespace != "" })
}

// condition is a [wsblock.Condition] in the form that the page passes to the module: the type
// Condition in static/types.d.ts. Sides, kinds and opcodes are the module's numbers.
type condition struct {
	Side    int    `json:"side"`
	Kind    int    `json:"kind"`
	Opcode  int    `json:"opcode,omitempty"`
	Code    int    `json:"code,omitempty"`
	Least   int    `json:"least,omitempty"`
	Most    int    `json:"most,omitempty"`
	Emitted bool   `json:"emitted,omitempty"`
	Then    bool   `json:"then,omitempty"`
	Times   int    `json:"times,omitempty"`
	Client  string `json:"client,omitempty"`
	Reason  string `json:"reason,omitempty"`
	Text    string `json:"text,omitempty"`
}

// check returns the conditions of a task.
func check(t *course.StepsTask) []condition {
	var list []condition
	for _, goal := range t.Goals {
		e := goal.Event
		list = append(list, condition{
			Side: int(e.Side), Kind: int(e.Kind), Opcode: int(e.Opcode), Code: int(e.Code),
			Least: goal.Least, Most: goal.Most, Emitted: goal.Emitted, Then: goal.Then, Times: goal.Times,
			Client: e.Client, Reason: e.Reason, Text: e.Text,
		})
	}
	return list
}

// editorRows returns the number of lines in the editor of a task. The editor has enough lines for
// the longer of the first steps and the solution, and three more.
func editorRows(t *course.StepsTask) int {
	return max(strings.Count(t.Start, "\n"), len(t.Solution)) + 3
}
