package site

import (
	"io/fs"

	"twocups/server/asset"
	"twocups/server/course"
)

// stylesheet is the one style sheet of every page: the page's own rules, and
// behind them the colours of the code, in one request.
const stylesheet = "page.css"

// Assets returns what the pages load, from the files of package static.
func Assets(static fs.FS) (*asset.Set, error) {
	return asset.New(highlighted{static})
}

// highlighted is a file system whose style sheet also colours code.
type highlighted struct{ fs.FS }

// ReadFile reads a file as [fs.ReadFile] does.
func (h highlighted) ReadFile(name string) ([]byte, error) {
	body, err := fs.ReadFile(h.FS, name)
	if err == nil && name == stylesheet {
		body = append(body, course.HighlightCSS()...)
	}
	return body, err
}
