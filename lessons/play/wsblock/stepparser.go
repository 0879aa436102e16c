package wsblock

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"twocups/lessons/play"
	"twocups/lessons/play/digits"
	"twocups/lessons/play/rfc6455"
)

// The limits of a ws block. A page shows the whole block, so the limits follow from a
// reader's patience. They also bound the work that a lesson can give a page.
const (
	MaxSteps   = 64   // steps in a block
	MaxClients = 4    // named clients in a block
	MaxName    = 16   // bytes in a client's name
	MaxText    = 4096 // bytes in a message of a step
)

// Parse reads the lines of a ws block. It returns all faults in the order of their places.
// The steps are valid only if there are no faults.
func Parse(src string) ([]Step, []Fault) {
	b := blockParser{noteStep: -1}
	for number, more := 1, true; more; number++ {
		var line string
		line, src, more = strings.Cut(src, "\n")
		b.addLine(number, strings.TrimSuffix(line, "\r"))
	}
	b.checkBlock()
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

// step reads "client: verb ...".
func (s *scanner) step() Step {
	var step Step
	s.space()
	if name, _, found := strings.Cut(s.rest, ":"); found && !strings.ContainsAny(name, " \t") {
		step.Client = s.clientName(name)
		s.space()
	}
	at := s.column
	switch word := s.word(); word {
	case "connect":
		step.Verb = Connect
		s.target(&step)
	case "message", "binary":
		step.Verb = Message
		step.Opcode, step.Payload = s.message(word)
	case "emit", "emitWithAck", "ack":
		step.Verb = Message
		step.Emit, step.Ack = word != "ack", word != "emit"
		step.Opcode, step.Payload = rfc6455.Text, s.eventArray(step.Emit)
	case "disconnect":
		step.Verb = Disconnect
		step.Code, step.Reason = s.codeAndReason(rfc6455.CloseCode.BrowserMaySend, "1000", "3000 to 4999")
	case "expect":
		step.Verb = Expect
		s.expectation(&step)
	default:
		s.wrong(at, "unknown verb *", word, verbs...)
	}
	return step
}

// clientName goes past the name of a client and its colon, and returns the name.
func (s *scanner) clientName(name string) string {
	switch {
	case len(name) > MaxName:
		s.wrong(s.column, "client * is too long", name, "at most "+strconv.Itoa(MaxName)+" characters")
	case !isClient(name):
		s.wrong(s.column, "client *", name, "a lower-case letter, then letters, digits or -")
	case contains(verbs, name):
		s.wrong(s.column, "client * has the name of a verb", name, "another name", "no colon")
	}
	s.skip(len(name) + 1)
	return name
}

// verbs are the words that a step may begin with.
var verbs = []string{"connect", "message", "binary", "emit", "emitWithAck", "ack", "disconnect", "expect"}

// isClient reports whether a client may have the name.
func isClient(name string) bool {
	for i, r := range name {
		letter := 'a' <= r && r <= 'z'
		if !letter && (i == 0 || r != '-' && (r < '0' || r > '9')) {
			return false
		}
	}
	return name != ""
}

// expectation reads the rest of an expect step.
func (s *scanner) expectation(step *Step) {
	at := s.column
	switch word := s.word(); word {
	case "echo":
		step.Echo = true
		s.checkEnd()
	case "message", "binary":
		step.Opcode, step.Payload = s.message(word)
	case "event", "ack":
		step.Emit, step.Ack = word == "event", word == "ack"
		step.Opcode, step.Payload = rfc6455.Text, s.eventArray(step.Emit)
	case "close":
		step.Opcode = rfc6455.Close
		step.Code, step.Reason = s.codeAndReason(isCloseCode, "1000 to 4999")
	default:
		s.wrong(at, "unknown expectation *", word, "echo", "message", "binary", "event", "ack", "close")
	}
}

// isCloseCode reports whether a close event may carry the code (RFC 6455 §7.4.2).
func isCloseCode(c rfc6455.CloseCode) bool { return c >= 1000 && c <= 4999 }

// message reads a message, whose kind is the word before it.
func (s *scanner) message(word string) (rfc6455.Opcode, []byte) {
	if word == "binary" {
		return rfc6455.Binary, s.hex()
	}
	if strings.TrimSpace(s.rest) == "" {
		s.wrong(s.column, "message without a text", "", "a text", `"" for an empty message`)
	}
	return rfc6455.Text, []byte(s.text(MaxText))
}

// codeAndReason reads an optional close code and a reason.
func (s *scanner) codeAndReason(allowed func(rfc6455.CloseCode) bool, choices ...string) (rfc6455.CloseCode, string) {
	if s.rest == "" {
		return 0, ""
	}
	at := s.column
	word := s.word()
	n, ok := digits.Number(word, 10, 1<<16)
	code := rfc6455.CloseCode(n)
	if !ok || word[0] == '0' || !allowed(code) {
		s.wrong(at, "close code *", word, choices...)
	}
	return code, s.text(rfc6455.MaxReason)
}

// target reads the rest of a connect step: the socket that it connects to.
func (s *scanner) target(step *Step) {
	if s.socketIO() {
		step.Path, step.Namespace = play.SocketIOPath, s.namespace()
		return
	}
	step.Path = s.path()
	step.Subprotocols = s.subprotocols()
}

// path reads the path of a socket: an absolute path with an optional query (RFC 3986),
// without a fragment (RFC 6455 §3).
func (s *scanner) path() string {
	at := s.column
	path := s.word()
	if !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") || !isASCIIGraphic(path) || strings.ContainsAny(path, "#\\\"<>^`{|}") {
		s.wrong(at, "path *", path, "a path of this server such as /echo", socketIOTarget)
	}
	return path
}

// subprotocols reads the subprotocols that a connect step offers.
func (s *scanner) subprotocols() []string {
	var list []string
	for s.rest != "" {
		at := s.column
		word := s.word()
		switch {
		case !isToken(word):
			s.wrong(at, "subprotocol *", word, "a token such as chat.v2")
		case contains(list, word):
			s.wrong(at, "subprotocol * twice", word, "each once")
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

// isToken reports whether the word is a token of RFC 9110 §5.6.2.
func isToken(word string) bool {
	return isASCIIGraphic(word) && !strings.ContainsAny(word, "\"(),/:;<=>?@[\\]{}")
}

// isASCIIGraphic reports whether the word consists of visible ASCII characters.
func isASCIIGraphic(word string) bool {
	for _, c := range []byte(word) {
		if c <= ' ' || c >= utf8.RuneSelf-1 {
			return false
		}
	}
	return word != ""
}
