package jsontext

import "strconv"

// MaxDepth is how many arrays and objects may stand inside each other.
const MaxDepth = 64

// scanner reads a JSON text (RFC 8259) from left to right, and checks it on the way.
type scanner struct {
	text  string
	at    int
	depth int // arrays and objects that are open

	onObject func(members []Pair) // takes each object; nil: nobody looks for them
}

// Valid checks that a text is JSON.
func Valid(text string) error {
	s := scanner{text: text}
	return s.document(s.value)
}

// Values splits a JSON array into the texts of its values.
func Values(array string) ([]string, error) {
	var values []string
	s := scanner{text: array}
	err := s.document(func() error {
		return s.array(func(value string) { values = append(values, value) })
	})
	if err != nil {
		return nil, err
	}
	return values, nil
}

// Pair is a name in an object, and its value as a JSON text.
type Pair struct{ Name, Value string }

// Members splits a JSON object into its members, in their order.
func Members(object string) (members []Pair, err error) {
	s := scanner{text: object}
	err = s.document(func() error {
		members, err = s.members()
		return err
	})
	if err != nil {
		return nil, err
	}
	return members, nil
}

// Objects hands on the members of each object that stands in a JSON text, an inner one
// before the one that it is in.
func Objects(text string, each func(members []Pair)) error {
	s := scanner{text: text, onObject: each}
	return s.document(s.value)
}

func (s *scanner) members() (members []Pair, err error) {
	err = s.object(func(name, value string) {
		name, _ = Unquote(name) // which the scanner has checked
		members = append(members, Pair{name, value})
	})
	return members, err
}

// inner reads an object that is a value.
func (s *scanner) nestedObject() error {
	if s.onObject == nil {
		return s.object(func(string, string) {})
	}
	members, err := s.members()
	if err == nil {
		s.onObject(members)
	}
	return err
}

// Member returns the value of an object's member as a JSON text, or "" if there is no
// such member or no object. Of several with the name, the last one counts, as it does
// in JavaScript.
func Member(object, name string) string {
	members, err := Members(object)
	if err != nil {
		return ""
	}
	value := ""
	for _, m := range members {
		if m.Name == name {
			value = m.Value
		}
	}
	return value
}

// whole reads a value with white space around it, and nothing else.
func (s *scanner) document(read func() error) error {
	s.space()
	if err := read(); err != nil {
		return err
	}
	if s.space(); s.at < len(s.text) {
		return s.fault("the end")
	}
	return nil
}

// value reads any value.
func (s *scanner) value() error {
	switch c := s.peek(); {
	case c == '{':
		return s.nestedObject()
	case c == '[':
		return s.array(func(string) {})
	case c == '"':
		return s.string()
	case c == '-' || '0' <= c && c <= '9':
		return s.number()
	}
	for _, word := range [...]string{"true", "false", "null"} {
		if len(s.text)-s.at >= len(word) && s.text[s.at:s.at+len(word)] == word {
			s.at += len(word)
			return nil
		}
	}
	return s.fault(`a JSON value such as "text", 1 or true`)
}

// array reads an array, and hands on the text of each value.
func (s *scanner) array(each func(value string)) error {
	return s.bracketed('[', ']', func() error {
		value, err := s.raw(s.value)
		each(value)
		return err
	})
}

// object reads an object, and hands on the texts of each member.
func (s *scanner) object(each func(name, value string)) error {
	return s.bracketed('{', '}', func() error {
		name, err := s.raw(s.string)
		if err != nil {
			return err
		}
		s.space()
		if err := s.expect(':'); err != nil {
			return err
		}
		s.space()
		value, err := s.raw(s.value)
		each(name, value)
		return err
	})
}

// list reads what an array and an object have in common: items with commas between
// them, in brackets.
func (s *scanner) bracketed(open, end byte, item func() error) error {
	if err := s.expect(open); err != nil {
		return err
	}
	if s.depth++; s.depth > MaxDepth {
		return s.fault("at most " + strconv.Itoa(MaxDepth) + " arrays and objects inside each other")
	}
	for s.space(); s.peek() != end; s.space() {
		if err := item(); err != nil {
			return err
		}
		if s.space(); s.peek() == end {
			break
		}
		if err := s.expect(','); err != nil {
			return err
		}
		if s.space(); s.peek() == end {
			return s.fault("something behind the comma")
		}
	}
	s.depth--
	return s.expect(end)
}

// part reads something and returns its text.
func (s *scanner) raw(read func() error) (string, error) {
	start := s.at
	err := read()
	return s.text[start:s.at], err
}

func (s *scanner) space() {
	for c := s.peek(); c == ' ' || c == '\t' || c == '\n' || c == '\r'; c = s.peek() {
		s.at++
	}
}

// peek returns the next byte, 0 at the end. A byte 0 is nowhere allowed.
func (s *scanner) peek() byte {
	if s.at < len(s.text) {
		return s.text[s.at]
	}
	return 0
}

// skip goes past the byte, if it is next.
func (s *scanner) skip(c byte) bool {
	if s.peek() != c {
		return false
	}
	s.at++
	return true
}

func (s *scanner) expect(c byte) error {
	if !s.skip(c) {
		return s.fault(string(rune(c)))
	}
	return nil
}

func (s *scanner) fault(want string) error { return &Error{Text: s.text, At: s.at, Want: want} }
