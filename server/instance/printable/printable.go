// Package printable checks that the characters of a name or a message can be seen. The shared
// programs use it for the texts that members send to each other.
//
// Some characters can't be seen, or change how other characters are shown: they break lines,
// turn the direction of writing, or hide a text in a text. Nobody needs them in a chat, so a text
// with such a character is refused. Other invisible characters are useful between visible ones: a
// joiner in a Persian word or in an emoji of several parts, and a variation selector. They are
// allowed, but a text that has nothing else is refused: it would look blank on a page.
//
// The package does not find texts that only look alike, such as a Latin A and a Greek one.
package printable

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Text returns a text without the white space around it, and whether others may see the text: it
// has from least to most characters, no character is hidden, and not all of them are blank.
func Text(text string, least, most int) (string, bool) {
	text = strings.TrimSpace(text)
	n := utf8.RuneCountInString(text)
	return text, n >= least && n <= most && !isAll(text, Blank) && !strings.ContainsFunc(text, Hidden)
}

// isAll reports whether a text is not empty, and all of its characters are of a kind.
func isAll(text string, is func(rune) bool) bool {
	return text != "" && strings.TrimLeftFunc(text, is) == ""
}

// Hidden reports whether a character changes how others are shown, or shows nothing: line breaks,
// marks that turn the direction of writing, and the default ignorable characters of Unicode. The
// joiners of words and emoji are not hidden (see [Blank]). The tag characters, which a few emoji
// of flags use, are hidden, because they can spell any text unseen.
func Hidden(r rune) bool {
	switch {
	case r == '\u2028' || r == '\u2029' || unicode.IsControl(r):
		return true
	case isJoiner(r) || unicode.Is(unicode.Prepended_Concatenation_Mark, r): // the latter are Arabic signs, which can be seen
		return false
	}
	return unicode.In(r, unicode.Cf, unicode.Other_Default_Ignorable_Code_Point)
}

// Blank reports whether a character alone can't be seen: white space, the braille pattern without
// a dot, joiners, and variation selectors.
func Blank(r rune) bool {
	return unicode.IsSpace(r) || r == '\u2800' || isJoiner(r) || unicode.Is(unicode.Variation_Selector, r)
}

// isJoiner reports whether a character joins, or separates, the characters of Persian words or of
// emoji.
func isJoiner(r rune) bool { return r == '\u200c' || r == '\u200d' }
