// Package printable says whether all characters of a name or a message can be seen. The
// shared programs check with it what members send to each other.
//
// Some characters can't be seen, or change how others are shown: they break lines, turn
// the direction of writing, or hide a text in a text. Nobody needs them in a chat, so a
// text that has one is refused. Others are of use behind or between characters: a joiner
// in a Persian word or in an emoji of several parts, and what chooses between two looks of a
// sign. They may stand there, but a text of nothing else is refused as well: its place on
// a page would be blank.
//
// Nothing here tells texts apart that look alike, as a Latin A and a Greek one.
package printable

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Text returns a text without the white space around it, and whether all of it may be
// shown to others: it has so many characters, none of which is hidden, and which aren't
// all blank.
func Text(text string, least, most int) (string, bool) {
	text = strings.TrimSpace(text)
	n := utf8.RuneCountInString(text)
	return text, n >= least && n <= most && !isAll(text, Blank) && !strings.ContainsFunc(text, Hidden)
}

// isAll says whether a text has characters, and all of them are of a kind.
func isAll(text string, is func(rune) bool) bool {
	return text != "" && strings.TrimLeftFunc(text, is) == ""
}

// Hidden says whether a character changes how others are shown, or shows nothing at all:
// line breaks, what turns the direction of writing, and what Unicode calls default
// ignorable. What words and emoji are joined with is not hidden (see [Blank]), but the tags
// are of which a few flags are made: any text can be written in them, unseen.
func Hidden(r rune) bool {
	switch {
	case r == '\u2028' || r == '\u2029' || unicode.IsControl(r):
		return true
	case isJoiner(r) || unicode.Is(unicode.Prepended_Concatenation_Mark, r): // the latter are Arabic signs that are seen
		return false
	}
	return unicode.In(r, unicode.Cf, unicode.Other_Default_Ignorable_Code_Point)
}

// Blank says whether a character is not seen by itself: white space, the braille pattern
// without a dot, joiners, and what chooses between two looks of the character before.
func Blank(r rune) bool {
	return unicode.IsSpace(r) || r == '\u2800' || isJoiner(r) || unicode.Is(unicode.Variation_Selector, r)
}

// isJoiner says whether a character is of use between others only: the joiners of Persian
// words and of emoji.
func isJoiner(r rune) bool { return r == '\u200c' || r == '\u200d' }
