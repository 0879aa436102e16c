package jsontext

import "strconv"

// MaxDepth is the limit on arrays and objects that are nested in each other.
const MaxDepth = 64

// scanner reads a JSON text (RFC 8259) from left to right, and checks it as it goes.
type scanner struct {
	text  string
	at    int
	depth int // how many arrays and objects are open

	onObject func(members []Pair) // called for each object that is a value, unless nil
}

// Valid checks that a text is JSON. The error is an [Error], as it is for the functions
// below.
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

// Pair is a member of an object: its name, without quotes, and its value as a JSON text.
type Pair struct{ Name, Value string }

// Members splits a JSON object into its members, in the order of the text.
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

// Objects calls each with the members of every object in a JSON text. A nested object
// comes before the object that contains it.
func Objects(text string, each func(members []Pair)) error {
	s := scanner{text: text, onObject: each}
	return s.document(s.value)
}

// members reads an object, and returns its members.
func (s *scanner) members() (members []Pair, err error) {
	err = s.object(func(name, value string) {
		name, _ = Unquote(name) // no error: the scanner has checked the name
		members = append(members, Pair{name, value})
	})
	return members, err
}

// nestedObject reads an object, and passes its members to onObject.
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

// Member returns the value of an object's member as a JSON text. It returns "" if the
// object has no member of the name, or if the text is no object. The last of several
// members with the name counts, as in JavaScript.
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

// document reads a whole text: one value, with white space around it.
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

// array reads an array, and calls each with the text of every value.
func (s *scanner) array(each func(value string)) error {
	return s.bracketed('[', ']', func() error {
		value, err := s.raw(s.value)
		each(value)
		return err
	})
}

// object reads an object, and calls each with the texts of every member. The name is
// still in its quotes.
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

// bracketed reads an array or an object: items with commas between them, in brackets.
func (s *scanner) bracketed(open, end byte, item func() error) error {
	if err := s.expect(open); err != nil {
		return err
	}
	if s.depth++; s.depth > MaxDepth {
		return &Error{Text: s.text, At: s.at, Want: "at most " + strconv.Itoa(MaxDepth) + " arrays and objects inside each other", TooDeep: true}
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

// raw calls read, and returns the text that read has gone past.
func (s *scanner) raw(read func() error) (string, error) {
	start := s.at
	err := read()
	return s.text[start:s.at], err
}

// space goes past white space.
func (s *scanner) space() {
	for c := s.peek(); c == ' ' || c == '\t' || c == '\n' || c == '\r'; c = s.peek() {
		s.at++
	}
}

// peek returns the next byte, or 0 at the end: no JSON text contains a byte 0.
func (s *scanner) peek() byte {
	if s.at < len(s.text) {
		return s.text[s.at]
	}
	return 0
}

// skip goes past the byte if it is next, and reports whether it was.
func (s *scanner) skip(c byte) bool {
	if s.peek() != c {
		return false
	}
	s.at++
	return true
}

// expect goes past the byte, which has to be next.
func (s *scanner) expect(c byte) error {
	if !s.skip(c) {
		return s.fault(string(rune(c)))
	}
	return nil
}

func (s *scanner) fault(want string) error { return &Error{Text: s.text, At: s.at, Want: want} }
