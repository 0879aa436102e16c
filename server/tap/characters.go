package tap

import "unicode/utf8"

// characters checks that bytes which come in pieces are UTF-8 (RFC 3629).
type characters struct {
	begun [utf8.UTFMax]byte // of a character whose other bytes are still to come
	n     int
	bad   bool
}

// take looks at the next piece. It returns false for the piece with the first bad byte.
func (c *characters) take(piece []byte) bool {
	if c.bad {
		return true
	}
	for c.n > 0 && len(piece) > 0 {
		c.begun[c.n] = piece[0]
		c.n++
		piece = piece[1:]
		if utf8.FullRune(c.begun[:c.n]) {
			r, size := utf8.DecodeRune(c.begun[:c.n])
			c.bad = r == utf8.RuneError && size == 1
			c.n = 0
		}
	}
	end := len(piece) - unfinished(piece)
	c.bad = c.bad || !utf8.Valid(piece[:end])
	if c.n == 0 {
		c.n = copy(c.begun[:], piece[end:])
	}
	return !c.bad
}

// whole says whether no character is left unfinished.
func (c *characters) whole() bool { return c.bad || c.n == 0 }

// unfinished returns how many bytes at the end begin a character without ending it.
func unfinished(p []byte) int {
	for n := 1; n < utf8.UTFMax && n <= len(p); n++ {
		if last := p[len(p)-n:]; utf8.RuneStart(last[0]) {
			if utf8.FullRune(last) {
				return 0
			}
			return n
		}
	}
	return 0
}
