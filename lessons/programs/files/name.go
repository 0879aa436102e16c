package files

import (
	"strings"
	"unicode/utf8"

	"twocups/server/instance/printable"
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

// isEdge says whether a character may be neither the first nor the last of a file's name.
func isEdge(r rune) bool {
	return r == '.' || printable.Blank(r)
}
