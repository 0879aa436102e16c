// Package utf8stream checks UTF-8 (RFC 3629) that comes in pieces of any length. Connections and
// the wire view check text messages with it. A piece may end within a character: then only the
// next piece shows whether the character is valid.
package utf8stream

import "unicode/utf8"

// Unfinished returns the number of bytes at the end of a piece that begin a character but don't
// end it. The number is at most 3. It is 0 if no further bytes could make those bytes a
// character.
func Unfinished(piece []byte) int {
	for n := 1; n < utf8.UTFMax && n <= len(piece); n++ {
		if last := piece[len(piece)-n:]; utf8.RuneStart(last[0]) {
			if utf8.FullRune(last) {
				return 0
			}
			return n
		}
	}
	return 0
}
