// Package lessons embeds the course: the lessons in Markdown, the programs that they run,
// the projects that readers download, recorded transcripts, and the guides. The server uses
// these lessons unless the flag -lessons names another folder.
package lessons

import (
	"embed"
	"io/fs"
)

// The pattern lists each folder, because the folder play is no part of the course: play has Go
// packages that the server and the module share.
//
//go:embed *.md programs projects transcripts guides
var files embed.FS

// FS returns the files of the course.
func FS() fs.FS { return files }
