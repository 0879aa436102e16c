package utf8stream

import "unicode/utf8"

// Check checks that bytes are UTF-8. The bytes come in pieces. The zero value has seen no bytes.
type Check struct {
	begun [utf8.UTFMax]byte // the first n bytes of a character whose other bytes are still to come
	n     int
	bad   bool
}

// Add checks the next piece. It returns false for the piece with the first bad byte, and true
// for all others.
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

// Whole reports whether no character is unfinished. It reports true after a bad byte.
func (c *Check) Whole() bool { return c.bad || c.n == 0 }
