package jsontext

import "unicode/utf8"

// number reads a number (RFC 8259 §6).
func (s *scanner) number() error {
	s.skip('-')
	if s.skip('0') {
		if c := s.peek(); '0' <= c && c <= '9' {
			return s.fault("no zeros before a number")
		}
	} else if err := s.digits(); err != nil {
		return err
	}
	if s.skip('.') {
		if err := s.digits(); err != nil {
			return err
		}
	}
	if s.skip('e') || s.skip('E') {
		if !s.skip('+') {
			s.skip('-')
		}
		return s.digits()
	}
	return nil
}

// digits reads at least one decimal digit.
func (s *scanner) digits() error {
	start := s.at
	for c := s.peek(); '0' <= c && c <= '9'; c = s.peek() {
		s.at++
	}
	if s.at == start {
		return s.fault("a digit")
	}
	return nil
}

// string reads a string (RFC 8259 §7).
func (s *scanner) string() error {
	if err := s.expect('"'); err != nil {
		return err
	}
	for s.at < len(s.text) {
		if c := s.text[s.at]; ' ' <= c && c < utf8.RuneSelf && c != '"' && c != '\\' {
			s.at++ // the usual case
			continue
		}
		r, size := utf8.DecodeRuneInString(s.text[s.at:])
		switch {
		case r == utf8.RuneError && size == 1:
			return s.fault("UTF-8")
		case r < ' ':
			return s.fault("control characters escaped")
		}
		s.at += size
		if r == '"' {
			return nil
		}
		if r == '\\' {
			if err := s.escape(); err != nil {
				return err
			}
		}
	}
	return s.fault("a closing quote")
}

// escape reads the rest of an escape, after its backslash.
func (s *scanner) escape() error {
	c := s.peek()
	if escapes[c] != 0 {
		s.at++
		return nil
	}
	if c != 'u' || len(s.text)-s.at < 5 {
		return s.fault("an escape such as \\n or \\u00e4")
	}
	if _, ok := hex4(s.text[s.at+1:]); !ok {
		return s.fault("four hexadecimal digits")
	}
	s.at += 5
	return nil
}
