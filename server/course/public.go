package course

import (
	"io/fs"
	"path"
	"slices"
	"strings"
)

// IsPublic says whether a file of the lessons' folder, given by its path in it, is
// one that a browser may get: none of the lessons or other Markdown, no transcript,
// and nothing that is left out of a course. A lesson can lead to public files alone.
func IsPublic(name string) bool {
	hidden := slices.ContainsFunc(strings.Split(name, "/"), isLeftOut)
	return fs.ValidPath(name) && !hidden && path.Ext(name) != ".md" && !strings.HasPrefix(name, transcripts+"/")
}

// isLeftOut says whether a file or folder of that name is no part of a course: it is
// hidden, or what npm has installed, thousands of files that a lock file names.
func isLeftOut(name string) bool { return strings.HasPrefix(name, ".") || name == "node_modules" }
