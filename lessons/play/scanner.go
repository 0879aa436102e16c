package play

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// scanner reads one line from left to right and knows where it is.
type scanner struct {
	line   int
	column int // characters before the rest
	rest   string
	faults []Fault
}

// fault notes what is wrong at the place that the scanner has reached.
func (s *scanner) fault(what string) { s.faultAt(s.column, what) }

func (s *scanner) faultAt(column int, what string) {
	s.faults = append(s.faults, Fault{Line: s.line, Column: column + 1, What: what})
}

// skip goes on by n bytes.
func (s *scanner) skip(n int) {
	s.column += utf8.RuneCountInString(s.rest[:n])
	s.rest = s.rest[n:]
}

// space goes past white space.
func (s *scanner) space() {
	s.skip(len(s.rest) - len(strings.TrimLeft(s.rest, " \t")))
}

// word reads up to the next white space and goes past that.
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

// end reports what is left of the line.
func (s *scanner) end() {
	if s.rest != "" {
		s.fault("unexpected " + Quote(s.rest) + " " + Want("the end of the line"))
	}
}

// text reads the rest of the line as a text of at most so many bytes.
func (s *scanner) text(most int) string {
	text := strings.TrimSpace(s.rest)
	if strings.HasPrefix(text, `"`) {
		unquoted, err := strconv.Unquote(text)
		if err != nil {
			s.fault("text " + Quote(text) + " " + Want(`a closing quote at the end and the escapes of a Go string`))
			return ""
		}
		text = unquoted
	}
	switch {
	case !utf8.ValidString(text):
		s.fault("text " + Quote(s.rest) + " is not UTF-8 " + Want("UTF-8", "binary"))
	case len(text) > most:
		s.fault("text of " + strconv.Itoa(len(text)) + " bytes " + Want("at most "+strconv.Itoa(most)))
	}
	return text
}

// hex reads the rest of the line as hexadecimal digits.
func (s *scanner) hex() []byte {
	if strings.TrimSpace(s.rest) == "" {
		s.fault("binary without bytes " + Want("pairs of hexadecimal digits such as 48 69"))
	}
	var payload []byte
	for s.rest != "" {
		at := s.column
		bytes, err := ParseHex(s.word())
		if err != nil {
			s.faultAt(at, err.Error())
		}
		payload = append(payload, bytes...)
	}
	if len(payload) > MaxText {
		s.fault("message of " + strconv.Itoa(len(payload)) + " bytes " + Want("at most "+strconv.Itoa(MaxText)))
	}
	return payload
}
