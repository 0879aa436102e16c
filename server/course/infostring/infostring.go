// Package infostring reads the info string of a fenced code block: its language and its
// pairs of key and value. Package course uses it for every fenced code block of a lesson.
//
//	info  = [ language *( SP pair ) ]
//	pair  = key "=" value
//	value = word / DQUOTE *( char / "\" DQUOTE / "\\" ) DQUOTE
package infostring

import (
	"strings"

	"twocups/lessons/play/faulttext"
)

// Info is an info string, split into its parts. All offsets are offsets in the file.
type Info struct {
	Start    int // of the language, or of the fence if there is no language
	Language string
	Pairs    []Pair
}

// Pair is a key of an info string with its value.
type Pair struct {
	Key, Value     string
	KeyAt, ValueAt int // offsets in the file
}

// Pair returns the pair with the key, and whether there is one.
func (in *Info) Pair(key string) (Pair, bool) {
	for _, p := range in.Pairs {
		if p.Key == key {
			return p, true
		}
	}
	return Pair{}, false
}

// Value returns the value of a key, or the default if the key is not given.
func (in *Info) Value(key, defaultValue string) string {
	if p, given := in.Pair(key); given {
		return p.Value
	}
	return defaultValue
}

// Fault is an error at one place of an info string.
type Fault struct {
	Offset int // in the file
	What   string
}

// Parse reads an info string that starts at an offset of its file.
func Parse(text string, start int) (*Info, []Fault) {
	s := scanner{text: text, start: start, in: Info{Start: start}}
	s.skipSpace()
	if word := s.peek(); !strings.Contains(word, "=") {
		s.in.Language = word
		s.pos += len(word)
	} else {
		s.fault(s.pos, faulttext.What("no language before *", word).Want("a language such as go", "text"))
	}
	for s.skipSpace(); s.pos < len(s.text); s.skipSpace() {
		s.pair()
	}
	return &s.in, s.faults
}

// scanner reads an info string from left to right.
type scanner struct {
	text   string
	start  int // the offset of the text in its file
	pos    int // in the text
	in     Info
	faults []Fault
}

func (s *scanner) fault(pos int, what string) {
	s.faults = append(s.faults, Fault{s.start + pos, what})
}

func (s *scanner) skipSpace() {
	for s.pos < len(s.text) && (s.text[s.pos] == ' ' || s.text[s.pos] == '\t') {
		s.pos++
	}
}

// peek returns the text before the next white space.
func (s *scanner) peek() string {
	rest := s.text[s.pos:]
	if n := strings.IndexAny(rest, " \t"); n >= 0 {
		return rest[:n]
	}
	return rest
}

func (s *scanner) pair() {
	word := s.peek()
	key, _, found := strings.Cut(word, "=")
	if !found || key == "" {
		s.fault(s.pos, faulttext.What("*", word).Want("key=value", `key="value with spaces"`))
		s.pos += len(word)
		return
	}
	p := Pair{Key: key, KeyAt: s.start + s.pos}
	s.pos += len(key) + 1
	p.ValueAt = s.start + s.pos
	from := s.pos
	if value, ok := s.value(); ok {
		p.Value = value
		if value == "" {
			s.fault(from, faulttext.What("empty value of *", key).Want("a value", "no "+key+"="))
		}
		if _, twice := s.in.Pair(key); twice {
			s.fault(p.KeyAt-s.start, faulttext.What("key * twice", key).Want("each key once"))
		}
		s.in.Pairs = append(s.in.Pairs, p)
	}
}

// value reads a word, or a text in quotes. It returns false for a text without a closing
// quote.
func (s *scanner) value() (string, bool) {
	if s.pos == len(s.text) || s.text[s.pos] != '"' {
		word := s.peek()
		s.pos += len(word)
		return word, true
	}
	open := s.pos
	var b strings.Builder
	for s.pos++; s.pos < len(s.text); s.pos++ {
		c := s.text[s.pos]
		switch {
		case c == '"':
			s.pos++
			s.checkEnd()
			return b.String(), true
		case c == '\\' && s.pos+1 < len(s.text) && strings.IndexByte(`"\`, s.text[s.pos+1]) >= 0:
			s.pos++
			c = s.text[s.pos]
		}
		b.WriteByte(c)
	}
	s.fault(open, faulttext.What("value * has no end", s.text[open:]).Want(`a closing "`))
	return "", false
}

// checkEnd adds a fault for text that touches a closing quote.
func (s *scanner) checkEnd() {
	if word := s.peek(); word != "" {
		s.fault(s.pos, faulttext.What("unexpected * after a value", word).Want("a space", "the end of the line"))
		s.pos += len(word)
	}
}
