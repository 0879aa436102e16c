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
	name = strings.Trim(name, ". ") // a dot in front would hide the file
	if runes := []rune(name); len(runes) > maxFileName {
		name = string(runes[len(runes)-maxFileName:]) // its end says what kind of file it is
		name = strings.Trim(name, ". ")
	}
	if name == "" {
		return "file"
	}
	return name
}

// #endregion

// visible returns a text without the white space around it, and whether it has so many
// characters, all of which can be seen.
func visible(text string, least, most int) (string, bool) {
	text = strings.TrimSpace(text)
	n := utf8.RuneCountInString(text)
	return text, n >= least && n <= most && !strings.ContainsFunc(text, isHidden)
}

// isHidden says whether a character changes how others are shown, instead of being
// shown: line breaks, and what turns the direction of writing.
func isHidden(r rune) bool {
	return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\u2028' || r == '\u2029'
}
