package wsblock

import (
	"strconv"
	"strings"

	"twocups/lessons/play/faulttext"
	"twocups/lessons/play/rfc6455"
)

// blockParser collects the steps of a block, and what is wrong with it. The module in
// the page holds it too, for the steps that a learner writes: so it has no maps, and
// quotes steps as they stand and not in their canonical form, which would be 8 KB more.
type blockParser struct {
	steps  []Step
	lines  []string // what each step stands as
	note   int      // the step that a note belongs to, or -1
	faults []Fault
}

func (b *blockParser) line(number int, line string) {
	s := scanner{line: number, rest: line}
	s.space()
	switch {
	case s.rest == "" || s.rest[0] == '#':
	case s.rest[0] == '>':
		b.noted(&s)
	default:
		b.lines = append(b.lines, strings.TrimSpace(s.rest))
		step := s.step()
		step.Line = number
		if step.Verb != Expect {
			b.note = len(b.steps)
		}
		b.steps = append(b.steps, step)
		if len(b.steps) == MaxSteps+1 {
			s.wrong(0, "step "+strconv.Itoa(MaxSteps+1)+" of a block that holds "+strconv.Itoa(MaxSteps), "", "a second block")
		}
	}
	b.faults = append(b.faults, s.faults...)
}

// noted gives a note to the last step that is not an expectation.
func (b *blockParser) noted(s *scanner) {
	if b.note < 0 {
		s.wrong(s.column, "note * before the first step", s.rest, "a step above it")
		return
	}
	note := &b.steps[b.note].Note
	if *note != "" {
		*note += "\n"
	}
	*note += strings.TrimSpace(s.rest[1:])
}

// whole checks what no single line shows.
func (b *blockParser) whole() {
	if len(b.faults) > 0 {
		return
	}
	s := scanner{line: 1}
	if len(b.steps) == 0 {
		s.wrong(0, "no steps", "", verbs...)
	}
	var connects, seen []string
	for i := range b.steps {
		if b.steps[i].Verb == Connect {
			connects = append(connects, b.steps[i].Client)
		}
	}
	for i := range b.steps {
		s.line = b.steps[i].Line
		seen = b.client(&s, i, connects, seen)
		b.speaks(&s, i)
	}
	b.faults = s.faults
}

// client checks that the step names its client if the first one does, that the client
// connects and expects nothing before, and that there are not too many.
func (b *blockParser) client(s *scanner, i int, connects, seen []string) []string {
	step, first, written := &b.steps[i], b.steps[0].Client, b.lines[i]
	before := contains(seen, step.Client)
	switch {
	case first != "" && step.Client == "":
		s.wrong(0, "step * names no client, but the first step does", written, faulttext.Quote(first+": "+written))
	case first == "" && step.Client != "":
		s.wrong(0, "client *, but the first step names none", step.Client, "a client in every step", "in none")
	case before:
		return seen
	case !contains(connects, step.Client):
		s.wrong(0, "step * of a client that never connects", written, "a connect step")
	case step.Verb == Expect:
		s.wrong(0, "expect before the first step"+of(step.Client), step.Client, "a connect step above it")
	}
	if before {
		return seen
	}
	if len(seen) == MaxClients {
		s.wrong(0, "client * is one too many", step.Client, "at most "+strconv.Itoa(MaxClients))
	}
	return append(seen, step.Client)
}

// of returns what tells a client's first step from the block's, where that has a name.
func of(client string) string {
	if client == "" {
		return ""
	}
	return " of client *"
}

// speaks checks that a step fits the connection that it takes place on: messages go over
// a plain WebSocket, events over Socket.IO.
func (b *blockParser) speaks(s *scanner, i int) {
	step, written := &b.steps[i], b.lines[i]
	connect := b.connection(i)
	if connect == nil || step.Verb == Connect {
		return
	}
	event, over := step.Emit || step.Ack, connect.Namespace != ""
	what, choices := "step * over Socket.IO", []string{"emit", "emitWithAck", "ack"}
	switch {
	case step.Verb == Disconnect || step.Opcode == rfc6455.Close:
		if !over || step.Code == 0 || step.Verb == Expect {
			return
		}
		what, choices = "step * over Socket.IO, which sends no code of yours", []string{"disconnect"}
	case event == over:
		return
	case over && step.Verb == Expect:
		choices = []string{"expect event", "expect ack", "expect close"}
	case !over:
		what, choices = "step * on a plain WebSocket", []string{"steps such as message", "connect socket.io"}
	}
	s.wrong(0, what, written, choices...)
}

// connection returns the connect step of the connection that a step takes place on: the
// last one of its client above it; without one the first.
func (b *blockParser) connection(i int) *Step {
	var first *Step
	for n := range b.steps {
		if step := &b.steps[n]; step.Verb == Connect && step.Client == b.steps[i].Client {
			if n > i && first != nil {
				break
			}
			first = step
		}
	}
	return first
}
