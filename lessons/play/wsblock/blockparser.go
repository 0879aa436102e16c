package wsblock

import (
	"strconv"
	"strings"

	"twocups/lessons/play/faulttext"
	"twocups/lessons/play/rfc6455"
)

// blockParser collects the steps and the faults of a block. The module in the page contains
// it, for the steps that a learner writes. The parser has no maps, and its faults quote the
// source of a step instead of the canonical form, so that the module is 8 KB smaller.
type blockParser struct {
	steps    []Step
	sources  []string // the source of each step
	noteStep int      // the step that a note belongs to, or -1
	faults   []Fault
}

func (b *blockParser) addLine(number int, line string) {
	s := scanner{line: number, rest: line}
	s.space()
	switch {
	case s.rest == "" || s.rest[0] == '#':
	case s.rest[0] == '>':
		b.addNote(&s)
	default:
		b.sources = append(b.sources, strings.TrimSpace(s.rest))
		step := s.step()
		step.Line = number
		if step.Verb != Expect {
			b.noteStep = len(b.steps)
		}
		b.steps = append(b.steps, step)
		if len(b.steps) == MaxSteps+1 {
			s.wrong(0, "step "+strconv.Itoa(MaxSteps+1)+" of a block that holds "+strconv.Itoa(MaxSteps), "", "a second block")
		}
	}
	b.faults = append(b.faults, s.faults...)
}

// addNote adds a line of a note to the last step that is not an expectation.
func (b *blockParser) addNote(s *scanner) {
	if b.noteStep < 0 {
		s.wrong(s.column, "note * before the first step", s.rest, "a step above it")
		return
	}
	note := &b.steps[b.noteStep].Note
	if *note != "" {
		*note += "\n"
	}
	*note += strings.TrimSpace(s.rest[1:])
}

// checkBlock finds the faults that no single line shows.
func (b *blockParser) checkBlock() {
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
		seen = b.checkClient(&s, i, connects, seen)
		b.checkProtocol(&s, i)
	}
	b.faults = s.faults
}

// checkClient checks that the step names a client if the first step does, that the step's
// client connects and does not begin with an expectation, and that the block does not have
// too many clients. It returns the clients seen so far.
func (b *blockParser) checkClient(s *scanner, i int, connects, seen []string) []string {
	step, first, source := &b.steps[i], b.steps[0].Client, b.sources[i]
	before := contains(seen, step.Client)
	switch {
	case first != "" && step.Client == "":
		s.wrong(0, "step * names no client, but the first step does", source, faulttext.Quote(first+": "+source))
	case first == "" && step.Client != "":
		s.wrong(0, "client *, but the first step names none", step.Client, "a client in every step", "in none")
	case before:
		return seen
	case !contains(connects, step.Client):
		s.wrong(0, "step * of a client that never connects", source, "a connect step")
	case step.Verb == Expect:
		s.wrong(0, expectFirst(step.Client), step.Client, "a connect step above it")
	}
	if before {
		return seen
	}
	if len(seen) == MaxClients {
		s.wrong(0, "client * is one too many", step.Client, "at most "+strconv.Itoa(MaxClients))
	}
	return append(seen, step.Client)
}

// expectFirst says that a client begins with an expectation, and names the client unless
// it is the only one.
func expectFirst(client string) string {
	if client == "" {
		return "expect before the first step"
	}
	return "expect before the first step of client *"
}

// checkProtocol checks that a step suits its connection: a plain WebSocket carries
// messages, Socket.IO carries events.
func (b *blockParser) checkProtocol(s *scanner, i int) {
	step, connect := &b.steps[i], b.connection(i)
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
	s.wrong(0, what, b.sources[i], choices...)
}

// connection returns the connect step of a step's connection: the last connect step of its
// client above it or, without one, the first.
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
