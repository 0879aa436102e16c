package wsblock

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"twocups/lessons/play"
	"twocups/lessons/play/digits"
	"twocups/lessons/play/faulttext"
	"twocups/lessons/play/jsontext"
)

// scanner reads one line from left to right, and keeps its place for faults.
type scanner struct {
	line   int
	column int // characters before the rest
	rest   string
	faults []Fault
}

// fault adds a fault at the column, in characters from 0.
func (s *scanner) fault(column int, what string) {
	s.faults = append(s.faults, Fault{Line: s.line, Column: column + 1, What: what})
}

// wrong adds a fault in the words of [faulttext.What], given the choices that would be
// right. The text replaces the * of the statement, if there is one.
func (s *scanner) wrong(column int, what, text string, choices ...string) {
	s.fault(column, faulttext.What(what, text).Want(choices...))
}

// tooLong adds the fault of a message or a reason that has too many bytes.
func (s *scanner) tooLong(what string, size, most int) {
	s.wrong(s.column, what+" of "+play.PlainSize(size), "", "at most "+strconv.Itoa(most))
}

// skip goes past n bytes.
func (s *scanner) skip(n int) {
	s.column += utf8.RuneCountInString(s.rest[:n])
	s.rest = s.rest[n:]
}

// space goes past white space.
func (s *scanner) space() {
	s.skip(len(s.rest) - len(strings.TrimLeft(s.rest, " \t")))
}

// word reads up to the next white space, and goes past the white space.
func (s *scanner) word() string {
	n := strings.IndexAny(s.rest, " \t")
	if n < 0 {
		n = len(s.rest)
	}
	word := s.rest[:n]
	s.skip(n)
	s.space()
	return word
}

// checkEnd adds a fault if the line goes on.
func (s *scanner) checkEnd() {
	if s.rest != "" {
		s.wrong(s.column, "unexpected *", s.rest, "the end of the line")
	}
}

// text reads the rest of the line as a text, which has at most this many bytes.
func (s *scanner) text(most int) string {
	text := strings.TrimSpace(s.rest)
	if strings.HasPrefix(text, `"`) {
		unquoted, err := jsontext.Unquote(text)
		if err != nil {
			s.wrong(s.column, "text *", text, `a closing quote at the end and the escapes of JSON, such as \" and \n`)
			return ""
		}
		text = unquoted
	}
	switch {
	case !utf8.ValidString(text):
		s.wrong(s.column, "text * is not UTF-8", s.rest, "UTF-8", "binary")
	case len(text) > most:
		s.tooLong("text", len(text), most)
	}
	return text
}

// hex reads the rest of the line as bytes in hexadecimal digits.
func (s *scanner) hex() []byte {
	if strings.TrimSpace(s.rest) == "" {
		s.wrong(s.column, "binary without bytes", "", digits.HexForm)
	}
	var payload []byte
	for s.rest != "" {
		at := s.column
		bytes, err := digits.ParseHex(s.word())
		if err != nil {
			s.fault(at, err.Error())
		}
		payload = append(payload, bytes...)
	}
	if len(payload) > MaxText {
		s.tooLong("message", len(payload), MaxText)
	}
	return payload
}
