package play

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// The limits of a ws block. A page shows a block whole, so they are those of a
// reader's patience, and they bound what a lesson can make a page do.
const (
	MaxSteps   = 64   // steps in a block
	MaxClients = 4    // named clients in a block
	MaxName    = 16   // bytes in a client's name
	MaxText    = 4096 // bytes in a message of a step
)

// Parse reads the lines of a ws block. It returns all faults that it finds, in
// the order of their places; the steps are good only if there are none.
func Parse(src string) ([]Step, []Fault) {
	var b blockParser
	for i, line := range strings.Split(src, "\n") {
		b.line(i+1, strings.TrimSuffix(line, "\r"))
	}
	b.whole()
	return b.steps, b.faults
}

// ParseStep reads a single step. The error is a [Fault].
func ParseStep(line string) (Step, error) {
	s := scanner{line: 1, rest: line}
	step := s.step()
	if len(s.faults) > 0 {
		return Step{}, s.faults[0]
	}
	return step, nil
}

// blockParser collects the steps of a block, and what is wrong with it.
type blockParser struct {
	steps  []Step
	faults []Fault
}

func (b *blockParser) line(number int, line string) {
	s := scanner{line: number, rest: line}
	s.space()
	switch {
	case s.rest == "" || s.rest[0] == '#':
	case s.rest[0] == '>':
		b.note(&s)
	default:
		step := s.step()
		step.Line = number
		b.steps = append(b.steps, step)
		if len(b.steps) == MaxSteps+1 {
			b.fault(number, "step "+strconv.Itoa(MaxSteps+1)+
				" of a block that holds "+strconv.Itoa(MaxSteps)+" "+Want("a second block"))
		}
	}
	b.faults = append(b.faults, s.faults...)
}

// note gives a note to the last step that is not an expectation.
func (b *blockParser) note(s *scanner) {
	text := strings.TrimSpace(s.rest[1:])
	for i := len(b.steps) - 1; i >= 0; i-- {
		step := &b.steps[i]
		if step.Verb == Expect {
			continue
		}
		if step.Note != "" {
			step.Note += "\n"
		}
		step.Note += text
		return
	}
	s.fault("note " + Quote(s.rest) + " before the first step " + Want("a step above it"))
}

// whole checks what no single line shows.
func (b *blockParser) whole() {
	if len(b.steps) == 0 && len(b.faults) == 0 {
		b.fault(1, "empty ws block "+Want("connect", "message", "binary", "disconnect", "expect"))
		return
	}
	if len(b.faults) == 0 {
		b.clients()
	}
}

// clients checks that every step names its client or none does, that every
// client connects and expects nothing before, and that there are not too many.
func (b *blockParser) clients() {
	connects := map[string]bool{}
	for _, step := range b.steps {
		if step.Verb == Connect {
			connects[step.Client] = true
		}
	}
	named, seen := b.steps[0].Client != "", map[string]bool{}
	for _, step := range b.steps {
		switch {
		case named && step.Client == "":
			b.fault(step.Line, "step "+Quote(step.String())+" names no client, but the first step does "+
				Want(Quote(b.steps[0].Client+": "+step.String())))
		case !named && step.Client != "":
			b.fault(step.Line, "client "+Quote(step.Client)+", but the first step names none "+
				Want("a client in every step", "in none"))
		case !connects[step.Client] && !seen[step.Client]:
			b.fault(step.Line, "step "+Quote(step.String())+" of a client that never connects "+
				Want("a connect step"))
		case step.Verb == Expect && !seen[step.Client]:
			b.fault(step.Line, "expect before the first step"+of(step.Client)+" "+Want("a connect step above it"))
		}
		if !seen[step.Client] && len(seen) == MaxClients {
			b.fault(step.Line, "client "+Quote(step.Client)+" is one too many "+
				Want("at most "+strconv.Itoa(MaxClients)))
		}
		seen[step.Client] = true
	}
}

// of returns what tells a client's first step from the block's, where that has a name.
func of(client string) string {
	if client == "" {
		return ""
	}
	return " of client " + Quote(client)
}

func (b *blockParser) fault(line int, what string) {
	b.faults = append(b.faults, Fault{Line: line, Column: 1, What: what})
}

// step reads "client: verb ...".
func (s *scanner) step() Step {
	var step Step
	s.space()
	if name, _, found := strings.Cut(s.rest, ":"); found && !strings.ContainsAny(name, " \t") {
		step.Client = s.client(name)
		s.space()
	}
	at := s.column
	switch word := s.word(); word {
	case "connect":
		step.Verb = Connect
		step.Path = s.path()
		step.Subprotocols = s.subprotocols()
	case "message", "binary":
		step.Verb = Message
		step.Opcode, step.Payload = s.message(word)
	case "disconnect":
		step.Verb = Disconnect
		step.Code, step.Reason = s.closing(CloseCode.BrowserMaySend, "1000", "3000 to 4999")
	case "expect":
		step.Verb = Expect
		s.expectation(&step)
	default:
		s.faultAt(at, "unknown verb "+Quote(word)+" "+Want("connect", "message", "binary", "disconnect", "expect"))
	}
	return step
}

func (s *scanner) client(name string) string {
	switch {
	case len(name) > MaxName:
		s.fault("client " + Quote(name) + " is too long " + Want("at most "+strconv.Itoa(MaxName)+" characters"))
	case !isClient(name):
		s.fault("client " + Quote(name) + " " + Want("a lower-case letter, then letters, digits or -"))
	case isVerb(name):
		s.fault("client " + Quote(name) + " has the name of a verb " + Want("another name", "no colon"))
	}
	s.skip(len(name) + 1)
	return name
}

func isVerb(word string) bool {
	switch word {
	case "connect", "message", "binary", "disconnect", "expect":
		return true
	}
	return false
}

func isClient(name string) bool {
	for i, r := range name {
		letter := 'a' <= r && r <= 'z'
		if !letter && (i == 0 || r != '-' && (r < '0' || r > '9')) {
			return false
		}
	}
	return name != ""
}

func (s *scanner) expectation(step *Step) {
	at := s.column
	switch word := s.word(); word {
	case "echo":
		step.Echo = true
		s.end()
	case "message", "binary":
		step.Opcode, step.Payload = s.message(word)
	case "close":
		step.Opcode = Close
		step.Code, step.Reason = s.closing(isCloseCode, "1000 to 4999")
	default:
		s.faultAt(at, "unknown expectation "+Quote(word)+" "+Want("echo", "message", "binary", "close"))
	}
}

// isCloseCode says whether a close event may carry the code (RFC 6455 §7.4.2).
func isCloseCode(c CloseCode) bool { return c >= 1000 && c <= 4999 }

func (s *scanner) message(word string) (Opcode, []byte) {
	if word == "binary" {
		return Binary, s.hex()
	}
	if strings.TrimSpace(s.rest) == "" {
		s.fault("message without a text " + Want("a text", `"" for an empty message`))
	}
	return Text, []byte(s.text(MaxText))
}

// closing reads an optional code and reason.
func (s *scanner) closing(allowed func(CloseCode) bool, choices ...string) (CloseCode, string) {
	if s.rest == "" {
		return 0, ""
	}
	at := s.column
	word := s.word()
	n, ok := number(word, 10, 1<<16)
	code := CloseCode(n)
	if !ok || word[0] == '0' || !allowed(code) {
		s.faultAt(at, "close code "+Quote(word)+" "+Want(choices...))
	}
	return code, s.text(MaxReason)
}

// path reads the path of a socket: an absolute path of RFC 3986 with an optional
// query, and no fragment (RFC 6455 §3).
func (s *scanner) path() string {
	at := s.column
	path := s.word()
	if !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") || !isASCIIGraphic(path) || strings.ContainsAny(path, "#\\\"<>^`{|}") {
		s.faultAt(at, "path "+Quote(path)+" "+Want("a path of this server such as /echo"))
	}
	return path
}

func (s *scanner) subprotocols() []string {
	var list []string
	for s.rest != "" {
		at := s.column
		word := s.word()
		switch {
		case !isToken(word):
			s.faultAt(at, "subprotocol "+Quote(word)+" "+Want("a token such as chat.v2"))
		case contains(list, word):
			s.faultAt(at, "subprotocol "+Quote(word)+" twice "+Want("each once"))
		}
		list = append(list, word)
	}
	return list
}

func contains(list []string, word string) bool {
	for _, w := range list {
		if w == word {
			return true
		}
	}
	return false
}

// isToken says whether the word is a token of RFC 9110 §5.6.2.
func isToken(word string) bool {
	return isASCIIGraphic(word) && !strings.ContainsAny(word, "\"(),/:;<=>?@[\\]{}")
}

func isASCIIGraphic(word string) bool {
	for _, c := range []byte(word) {
		if c <= ' ' || c >= utf8.RuneSelf-1 {
			return false
		}
	}
	return word != ""
}
