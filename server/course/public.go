package course

import (
	"io/fs"
	"path"
	"strings"
)

// IsPublic says whether a file of the lessons' folder, given by its path in it, is
// one that a browser may get: none of the lessons or other Markdown, no transcript,
// and nothing that is hidden. A lesson can lead to public files alone.
func IsPublic(name string) bool {
	hidden := strings.HasPrefix(name, ".") || strings.Contains(name, "/.")
	return fs.ValidPath(name) && !hidden && path.Ext(name) != ".md" && !strings.HasPrefix(name, transcripts+"/")
}
