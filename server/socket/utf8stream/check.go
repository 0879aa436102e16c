package utf8stream

import "unicode/utf8"

// Check checks that bytes which come in pieces are UTF-8. Its zero value has seen none.
type Check struct {
	begun [utf8.UTFMax]byte // of a character whose other bytes are still to come
	n     int
	bad   bool
}

// Add looks at the next piece. It returns false for the piece with the first bad byte.
func (c *Check) Add(piece []byte) bool {
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
	end := len(piece) - Unfinished(piece)
	c.bad = c.bad || !utf8.Valid(piece[:end])
	if c.n == 0 {
		c.n = copy(c.begun[:], piece[end:])
	}
	return !c.bad
}

// Whole says whether no character is left unfinished.
func (c *Check) Whole() bool { return c.bad || c.n == 0 }
