package wsblock

import (
	"strconv"
	"strings"

	"twocups/lessons/play"
	"twocups/lessons/play/digits"
	"twocups/lessons/play/faulttext"
	"twocups/lessons/play/jsontext"
	"twocups/lessons/play/rfc6455"
	"twocups/lessons/play/socketio"
)

// The limits of a check: a reader keeps no more than a handful of goals in mind.
const (
	MaxConditions = 16   // in a check
	MaxTimes      = 1000 // of a condition: more than a task's steps can make happen
)

// anySize is the most that a payload may have where a condition says nothing of it. It
// fits an int32, as which it goes to the module.
const anySize = 1<<31 - 1

// ParseCheck reads the conditions of a check, one a line, each with its note below
// it. It returns all faults that it finds, in the order of their places; the
// conditions are good only if there are none.
func ParseCheck(src string) ([]Condition, []Fault) {
	var c checkParser
	for i, line := range strings.Split(src, "\n") {
		c.line(i+1, strings.TrimSuffix(line, "\r"))
	}
	c.noted()
	if len(c.conditions) == 0 && len(c.faults) == 0 {
		c.fault(1, "empty check "+faulttext.Want("a condition such as "+faulttext.Quote("client received text Hello")))
	}
	return c.conditions, c.faults
}

// checkParser collects the conditions of a check, and what is wrong with it.
type checkParser struct {
	conditions []Condition
	faults     []Fault
	written    string // the last condition
}

func (c *checkParser) fault(line int, what string) {
	c.faults = append(c.faults, Fault{Line: line, Column: 1, What: what})
}

func (c *checkParser) line(number int, line string) {
	s := scanner{line: number, rest: line}
	s.space()
	switch {
	case s.rest == "" || s.rest[0] == '#':
	case s.rest[0] == '>':
		c.note(&s)
	default:
		c.noted()
		c.written = strings.TrimSpace(s.rest)
		condition := s.condition()
		condition.Line = number
		c.conditions = append(c.conditions, condition)
		if len(c.conditions) == MaxConditions+1 {
			c.fault(number, "condition "+strconv.Itoa(MaxConditions+1)+" of a check that holds "+
				strconv.Itoa(MaxConditions)+" "+faulttext.Want("fewer conditions"))
		}
		if condition.Then {
			c.chained(number, condition)
		}
	}
	c.faults = append(c.faults, s.faults...)
}

// chained checks that the condition above can come before this one. The two ends of a
// connection tell of what happened apart from each other, so only what one end
// saw has an order.
func (c *checkParser) chained(line int, condition Condition) {
	above := len(c.conditions) - 2
	if above < 0 || c.conditions[above].Event.Side != condition.Event.Side {
		c.fault(line, "\"then\" without a condition of the same end above it "+faulttext.Want("one above it", `no "then"`))
	}
}

func (c *checkParser) note(s *scanner) {
	if len(c.conditions) == 0 {
		s.wrong(s.column, "note * before the first condition", s.rest, "a condition above it")
		return
	}
	last := &c.conditions[len(c.conditions)-1]
	if last.Note != "" {
		last.Note += "\n"
	}
	last.Note += strings.TrimSpace(s.rest[1:])
}

// noted checks that the last condition is said in words as well.
func (c *checkParser) noted() {
	if n := len(c.conditions); n > 0 && c.conditions[n-1].Note == "" {
		c.fault(c.conditions[n-1].Line, "condition "+faulttext.Quote(c.written)+" without words "+
			faulttext.Want("a line \"> …\" below it that tells the learner what must happen"))
	}
}

// next reads a word, and says where it stands.
func (s *scanner) next() (at int, word string) {
	at = s.column
	return at, s.word()
}

// condition reads "alice: then 2 times client received text Hello".
func (s *scanner) condition() Condition {
	c := Condition{Most: anySize}
	if name, _, found := strings.Cut(s.rest, ":"); found && !strings.ContainsAny(name, " \t") {
		c.Event.Client = s.client(name)
		s.space()
	}
	at, word := s.next()
	if word == "then" {
		c.Then = true
		at, word = s.next()
	}
	if times, ok := digits.Number(word, 10, MaxTimes+1); word == "never" {
		c.Times = Never
		at, word = s.next()
	} else if ok {
		c.Times = times
		if unit := s.word(); unit != "times" && unit != "time" || times == 0 {
			s.wrong(at, "how often *", word+" "+unit, "never", "1 to "+strconv.Itoa(MaxTimes)+" times")
		}
		at, word = s.next()
	}
	if err := c.Event.Side.UnmarshalText([]byte(word)); err != nil {
		s.wrong(at, "unknown end *", word, "client", "server")
		return c
	}
	at, word = s.next()
	if err := c.Event.Kind.UnmarshalText([]byte(word)); err != nil {
		s.wrong(at, "unknown event *", word, play.Kinds()...)
		return c
	}
	s.details(&c)
	return c
}

// details reads what an event of the condition's kind has.
func (s *scanner) details(c *Condition) {
	e := &c.Event
	switch e.Kind {
	case play.Sent, play.Received:
		s.messages(c)
	case play.Closing, play.Closed:
		e.Code, e.Reason = s.closing(isCloseCode, "1000 to 4999")
	case play.Connecting:
		if s.overSocketIO() {
			e.Text = ConnectText(s.namespace())
		} else if s.rest != "" {
			e.Text = s.path()
		}
		s.end()
	case play.Failed:
		s.end()
	default: // Opened, Remark
		e.Text = s.text(MaxText)
	}
}

// messages reads "126+ bytes text", "text Hello" or nothing, which is any message.
func (s *scanner) messages(c *Condition) {
	if s.rest == "" {
		return
	}
	at, word := s.next()
	if count, open := strings.CutSuffix(word, "+"); count != "" && strings.Trim(count, "0123456789") == "" {
		size, ok := digits.Number(count, 10, anySize)
		if unit := s.word(); !ok || unit != "bytes" && unit != "byte" {
			s.wrong(at, "size *", word+" "+unit, "126 bytes", "126+ bytes for 126 or more")
		}
		c.Least = size
		if !open {
			c.Most = size
		}
		at, word = s.next()
		defer s.end()
	}
	switch word {
	case "event", "ack":
		s.emittedWords(c, word == "event")
		return
	case "text", "binary":
		_ = c.Event.Opcode.UnmarshalText([]byte(word))
	default:
		s.wrong(at, "unknown kind of message *", word, "text", "binary", "event", "ack")
		return
	}
	if s.rest == "" || c.Least > 0 || c.Most < anySize {
		return
	}
	var payload []byte
	if c.Event.Opcode == rfc6455.Binary {
		payload = s.hex()
	} else {
		payload = []byte(s.text(MaxText))
	}
	c.Least, c.Most = len(payload), len(payload)
	c.Event.Text = play.Preview(c.Event.Opcode, payload)
}

// emittedWords reads "event message "hi"" or "ack "ok"": an event or an acknowledgement with
// these arguments, or without any with any.
func (s *scanner) emittedWords(c *Condition, event bool) {
	c.Emitted, c.Event.Opcode = true, rfc6455.Text
	if s.rest == "" && event {
		return
	}
	values, _ := jsontext.Values(string(s.emitted(event)))
	if name := socketio.Acknowledgement; !event {
		c.Event.Text = play.Preview(rfc6455.Text, socketio.EventWords(name, values))
	} else if len(values) > 0 {
		name, _ := jsontext.Unquote(values[0])
		c.Event.Text = play.Preview(rfc6455.Text, socketio.EventWords(name, values[1:]))
	}
}
