package course

import (
	"strings"

	"twocups/lessons/play/faulttext"
)

// info is the info string of a fenced code block, taken apart:
//
//	info  = [ language *( SP pair ) ]
//	pair  = key "=" value
//	value = word / DQUOTE *( char / "\" DQUOTE / "\\" ) DQUOTE
//
// All offsets are those of the file.
type info struct {
	start    int // of the language, or of the fence where there is none
	language string
	pairs    []pair
}

// pair is a key of an info string with its value.
type pair struct {
	key, value     string
	keyAt, valueAt int
}

// pair returns the pair with the key.
func (in *info) pair(key string) (pair, bool) {
	for _, p := range in.pairs {
		if p.key == key {
			return p, true
		}
	}
	return pair{}, false
}

// infoFault is what is wrong at an offset of an info string.
type infoFault struct {
	offset int
	what   string
}

// infoScanner reads an info string from left to right.
type infoScanner struct {
	text   string
	start  int // the offset of the text in its file
	pos    int
	in     info
	faults []infoFault
}

// parseInfo reads an info string that stands at an offset of its file.
func parseInfo(text string, start int) (*info, []infoFault) {
	s := infoScanner{text: text, start: start, in: info{start: start}}
	s.space()
	if word := s.peek(); !strings.Contains(word, "=") {
		s.in.language = word
		s.pos += len(word)
	} else {
		s.fault(s.pos, faulttext.What("no language before *", word).Want("a language such as go", "text"))
	}
	for s.space(); s.pos < len(s.text); s.space() {
		s.pair()
	}
	return &s.in, s.faults
}

func (s *infoScanner) fault(pos int, what string) {
	s.faults = append(s.faults, infoFault{s.start + pos, what})
}

func (s *infoScanner) space() {
	for s.pos < len(s.text) && isBlank(s.text[s.pos]) {
		s.pos++
	}
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' }

// peek returns what stands before the next white space.
func (s *infoScanner) peek() string {
	rest := s.text[s.pos:]
	if n := strings.IndexAny(rest, " \t"); n >= 0 {
		return rest[:n]
	}
	return rest
}

func (s *infoScanner) pair() {
	word := s.peek()
	key, _, found := strings.Cut(word, "=")
	if !found || key == "" {
		s.fault(s.pos, faulttext.What("*", word).Want("key=value", `key="value with spaces"`))
		s.pos += len(word)
		return
	}
	p := pair{key: key, keyAt: s.start + s.pos}
	s.pos += len(key) + 1
	p.valueAt = s.start + s.pos
	from := s.pos
	if value, ok := s.value(); ok {
		p.value = value
		if value == "" {
			s.fault(from, faulttext.What("empty value of *", key).Want("a value", "no "+key+"="))
		}
		if _, twice := s.in.pair(key); twice {
			s.fault(p.keyAt-s.start, faulttext.What("key * twice", key).Want("each key once"))
		}
		s.in.pairs = append(s.in.pairs, p)
	}
}

func (s *infoScanner) value() (string, bool) {
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
			s.after()
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

// after reports what touches a closing quote.
func (s *infoScanner) after() {
	if word := s.peek(); word != "" {
		s.fault(s.pos, faulttext.What("unexpected * after a value", word).Want("a space", "the end of the line"))
		s.pos += len(word)
	}
}
