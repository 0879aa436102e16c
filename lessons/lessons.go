// Package lessons is the course: a Markdown file for each lesson, and the
// programs that the lessons quote, in a folder for each subject. The words in
// which lessons, server and page speak of it all are those of package play.
package lessons

import (
	"embed"
	"io/fs"
)

// The folders are named one by one, since play holds Go code and no lesson.
//
//go:embed *.md echo events handshake transcripts
var files embed.FS

// FS returns the course's files.
func FS() fs.FS { return files }
