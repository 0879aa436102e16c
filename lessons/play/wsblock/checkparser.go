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

// The limits of a check. A learner keeps no more than a handful of goals in mind.
const (
	MaxConditions = 16   // in a check
	MaxTimes      = 1000 // of a condition: more often than the steps of a task make an event happen
)

// maxSize is the largest payload, in bytes, for a condition that states no size. It fits
// into an int32, which carries it to the module.
const maxSize = 1<<31 - 1

// ParseCheck reads the conditions of a check, one a line, each with its note below it. It
// returns all faults in the order of their places. The conditions are valid only if there
// are no faults.
func ParseCheck(src string) ([]Condition, []Fault) {
	var c checkParser
	for i, line := range strings.Split(src, "\n") {
		c.addLine(i+1, strings.TrimSuffix(line, "\r"))
	}
	c.checkNote()
	if len(c.conditions) == 0 && len(c.faults) == 0 {
		c.wrong(1, "empty check", `a condition such as "client received text Hello"`)
	}
	return c.conditions, c.faults
}

// checkParser collects the conditions and the faults of a check.
type checkParser struct {
	conditions []Condition
	faults     []Fault
	source     string // the last condition
}

// wrong adds a fault of a whole line.
func (c *checkParser) wrong(line int, what faulttext.Statement, choices ...string) {
	c.faults = append(c.faults, Fault{Line: line, Column: 1, What: what.Want(choices...)})
}

func (c *checkParser) addLine(number int, line string) {
	s := scanner{line: number, rest: line}
	s.space()
	switch {
	case s.rest == "" || s.rest[0] == '#':
	case s.rest[0] == '>':
		c.addNote(&s)
	default:
		c.checkNote()
		c.source = strings.TrimSpace(s.rest)
		condition := s.condition()
		condition.Line = number
		c.conditions = append(c.conditions, condition)
		if len(c.conditions) == MaxConditions+1 {
			c.wrong(number, faulttext.What("condition "+strconv.Itoa(MaxConditions+1)+" of a check that holds "+strconv.Itoa(MaxConditions)), "fewer conditions")
		}
		if condition.Then {
			c.checkThen(number, condition)
		}
	}
	c.faults = append(c.faults, s.faults...)
}

// checkThen checks that a condition with "then" is about the same end as the condition
// above it. The two ends of a connection report their events separately, so only the
// events of one end have an order.
func (c *checkParser) checkThen(line int, condition Condition) {
	above := len(c.conditions) - 2
	if above < 0 || c.conditions[above].Event.Side != condition.Event.Side {
		c.wrong(line, `"then" without a condition of the same end above it`, "one above it", `no "then"`)
	}
}

// addNote adds a line of a note to the last condition.
func (c *checkParser) addNote(s *scanner) {
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

// checkNote checks that the last condition has a note.
func (c *checkParser) checkNote() {
	if n := len(c.conditions); n > 0 && c.conditions[n-1].Note == "" {
		c.wrong(c.conditions[n-1].Line, faulttext.What("condition * without words", c.source),
			`a line "> …" below it that tells the learner what must happen`)
	}
}

// wordAt reads a word, and returns its column.
func (s *scanner) wordAt() (at int, word string) {
	at = s.column
	return at, s.word()
}

// condition reads "alice: then 2 times client received text Hello".
func (s *scanner) condition() Condition {
	c := Condition{Most: maxSize}
	if name, _, found := strings.Cut(s.rest, ":"); found && !strings.ContainsAny(name, " \t") {
		c.Event.Client = s.clientName(name)
		s.space()
	}
	at, word := s.wordAt()
	if word == "then" {
		c.Then = true
		at, word = s.wordAt()
	}
	if times, ok := digits.Number(word, 10, MaxTimes+1); word == "never" {
		c.Times = Never
		at, word = s.wordAt()
	} else if ok {
		c.Times = times
		if unit := s.word(); unit != "times" && unit != "time" || times == 0 {
			s.wrong(at, "how often *", word+" "+unit, "never", "1 to "+strconv.Itoa(MaxTimes)+" times")
		}
		at, word = s.wordAt()
	}
	if err := c.Event.Side.UnmarshalText([]byte(word)); err != nil {
		s.wrong(at, "unknown end *", word, "client", "server")
		return c
	}
	at, word = s.wordAt()
	if err := c.Event.Kind.UnmarshalText([]byte(word)); err != nil {
		s.wrong(at, "unknown event *", word, play.Kinds()...)
		return c
	}
	s.details(&c)
	return c
}

// details reads the rest of a condition: the details of an event of its kind.
func (s *scanner) details(c *Condition) {
	e := &c.Event
	switch e.Kind {
	case play.Sent, play.Received:
		s.messages(c)
	case play.Closing, play.Closed:
		e.Code, e.Reason = s.codeAndReason(isCloseCode, "1000 to 4999")
	case play.Connecting:
		if s.socketIO() {
			e.Text = ConnectText(s.namespace())
		} else if s.rest != "" {
			e.Text = s.path()
		}
		s.checkEnd()
	case play.Failed:
		s.checkEnd()
	default: // Opened, Remark
		e.Text = s.text(MaxText)
	}
}

// messages reads "126+ bytes text" or "text Hello". An empty rest means any message.
func (s *scanner) messages(c *Condition) {
	if s.rest == "" {
		return
	}
	at, word := s.wordAt()
	if count, open := strings.CutSuffix(word, "+"); count != "" && strings.Trim(count, "0123456789") == "" {
		size, ok := digits.Number(count, 10, maxSize)
		if unit := s.word(); !ok || unit != "bytes" && unit != "byte" {
			s.wrong(at, "size *", word+" "+unit, "126 bytes", "126+ bytes for 126 or more")
		}
		c.Least = size
		if !open {
			c.Most = size
		}
		at, word = s.wordAt()
		defer s.checkEnd()
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
	if s.rest == "" || c.Least > 0 || c.Most < maxSize {
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

// emittedWords reads "event message "hi"" or "ack "ok"". A condition without arguments
// means any arguments.
func (s *scanner) emittedWords(c *Condition, event bool) {
	c.Emitted, c.Event.Opcode = true, rfc6455.Text
	if s.rest == "" && event {
		return
	}
	values, _ := jsontext.Values(string(s.eventArray(event)))
	if name := socketio.Acknowledgement; !event {
		c.Event.Text = play.Preview(rfc6455.Text, socketio.EventWords(name, values))
	} else if len(values) > 0 {
		name, _ := jsontext.Unquote(values[0])
		c.Event.Text = play.Preview(rfc6455.Text, socketio.EventWords(name, values[1:]))
	}
}
