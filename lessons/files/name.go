package files

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxFileName is how many characters the name of a file may keep.
const maxFileName = 80

// #region name
// fileName returns a name under which a stranger's file may be saved: without folders,
// without signs that no system takes in a name, and without those that hide what it is.
func fileName(name string) string {
	name = name[strings.LastIndexAny(name, `/\`)+1:]
	name = strings.Map(func(r rune) rune {
		switch {
		case isHidden(r) || r == utf8.RuneError:
			return -1
		case strings.ContainsRune(`<>:"|?*`, r):
			return '_'
		}
		return r
	}, name)
	name = strings.TrimFunc(name, isEdge) // a dot in front would hide the file
	if runes := []rune(name); len(runes) > maxFileName {
		name = string(runes[len(runes)-maxFileName:]) // its end says what kind of file it is
		name = strings.TrimFunc(name, isEdge)
	}
	if name == "" {
		return "file"
	}
	return name
}

// #endregion

// visible returns a text without the white space around it, and whether it has so many
// characters, none of which is hidden, and which aren't all blank.
func visible(text string, least, most int) (string, bool) {
	text = strings.TrimSpace(text)
	n := utf8.RuneCountInString(text)
	blank := n > 0 && !strings.ContainsFunc(text, func(r rune) bool { return !isBlank(r) })
	return text, n >= least && n <= most && !blank && !strings.ContainsFunc(text, isHidden)
}

// isHidden says whether a character changes how others are shown, or shows nothing at all:
// line breaks, what turns the direction of writing, and what Unicode calls default
// ignorable. What words and emoji are joined with, is not hidden (see isBlank).
func isHidden(r rune) bool {
	switch {
	case r == '\u2028' || r == '\u2029' || unicode.IsControl(r):
		return true
	case isJoiner(r) || unicode.Is(unicode.Prepended_Concatenation_Mark, r): // the latter are Arabic signs that are seen
		return false
	}
	return unicode.In(r, unicode.Cf, unicode.Other_Default_Ignorable_Code_Point)
}

// isJoiner says whether a character is of use between others only: the joiners of Persian
// words and of emoji.
func isJoiner(r rune) bool {
	return r == '\u200c' || r == '\u200d'
}

// isBlank says whether a character is not seen by itself: white space, the braille pattern
// without a dot, joiners, and what chooses between two looks of the character before.
func isBlank(r rune) bool {
	return unicode.IsSpace(r) || r == '\u2800' || isJoiner(r) || unicode.Is(unicode.Variation_Selector, r)
}

// isEdge says whether a character may be neither the first nor the last of a file's name.
func isEdge(r rune) bool {
	return r == '.' || isBlank(r)
}
