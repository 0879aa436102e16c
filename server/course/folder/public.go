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
// a course. A lesson can link only to public files.
func IsPublic(name string) bool {
	ignored := slices.ContainsFunc(strings.Split(name, "/"), isIgnored)
	return fs.ValidPath(name) && !ignored && path.Ext(name) != ".md" && !strings.HasPrefix(name, Transcripts+"/")
}

// isIgnored reports whether a file or folder with the name is no part of a course. Hidden
// files are no part of it. Neither is node_modules, which npm fills with thousands of files
// from a lock file.
func isIgnored(name string) bool { return strings.HasPrefix(name, ".") || name == "node_modules" }

// skip returns the result with which a walk leaves out an entry.
func skip(entry fs.DirEntry) error {
	if entry.IsDir() {
		return fs.SkipDir
	}
	return nil
}
