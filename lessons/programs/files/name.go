package files

import (
	"strings"
	"unicode/utf8"

	"twocups/server/instance/printable"
)

// maxFileName is the greatest number of characters in the name of a file.
const maxFileName = 80

// #region name
// fileName returns a name under which a stranger's file may be saved: without folders,
// without characters that systems forbid in names, and without those that hide its kind.
func fileName(name string) string {
	name = name[strings.LastIndexAny(name, `/\`)+1:]
	name = strings.Map(func(r rune) rune {
		switch {
		case printable.Hidden(r) || r == utf8.RuneError:
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

// isEdge reports whether a file's name may neither begin nor end with the character.
func isEdge(r rune) bool {
	return r == '.' || printable.Blank(r)
}
