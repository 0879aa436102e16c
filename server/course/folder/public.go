package folder

import (
	"io/fs"
	"path"
	"slices"
	"strings"
)

// Transcripts is the folder of the recorded runs: a file NN-name.json for each lesson that
// has any.
const Transcripts = "transcripts"

// IsPublic reports whether a browser may get a file of the course, given by its path in the
// folder. Markdown and transcripts are not public, and neither is a file that is no part of
// a course. A lesson can lead to public files only.
func IsPublic(name string) bool {
	ignored := slices.ContainsFunc(strings.Split(name, "/"), isIgnored)
	return fs.ValidPath(name) && !ignored && path.Ext(name) != ".md" && !strings.HasPrefix(name, Transcripts+"/")
}

// isIgnored reports whether a file or folder of that name is no part of a course: it is
// hidden, or npm has installed it: thousands of files that a lock file names.
func isIgnored(name string) bool { return strings.HasPrefix(name, ".") || name == "node_modules" }

// skip leaves out an entry of a walk.
func skip(entry fs.DirEntry) error {
	if entry.IsDir() {
		return fs.SkipDir
	}
	return nil
}
