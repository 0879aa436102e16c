// Package lessons embeds the course: the lessons in Markdown, the programs that they run,
// the projects that readers take home, recorded transcripts, and the guides. The server
// uses it unless it is told another folder of lessons.
package lessons

import (
	"embed"
	"io/fs"
)

// The folders are listed one by one, since lessons/play is a part of the programs that
// serve the course and not of the course.
//
//go:embed *.md programs projects transcripts guides
var files embed.FS

// FS returns the files of the course.
func FS() fs.FS { return files }
