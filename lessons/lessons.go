// Package lessons is the course: a Markdown file for each lesson, and the
// programs that the lessons quote, in a folder for each subject. The words in
// which lessons, server and page speak of it all are those of package play.
package lessons

import (
	"embed"
	"io/fs"
)

// The folders are named one by one, since play holds the words of the course and no
// program. Where the server's part of a program is written in Go, its folder is a package
// as well, which the server runs. The one in server-go is a project for readers to take home.
//
//go:embed *.md programs projects transcripts guides
var files embed.FS

// FS returns the course's files.
func FS() fs.FS { return files }
