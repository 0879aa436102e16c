// Package utf8stream checks UTF-8 that comes in pieces, cut anywhere (RFC 3629). Connections
// and the wire view check text messages with it. Where a piece ends in the middle of a
// character, only the next piece shows whether it is one.
package utf8stream

import "unicode/utf8"

// Unfinished returns how many bytes at the end of a piece begin a character without
// ending it: at most three, and none if no bytes could make a character of them.
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
