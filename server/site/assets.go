package site

import (
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"twocups/server/asset"
	"twocups/server/course/highlight"
)

// The files that pages load by name.
const (
	pageStylesheet   = "css/page.css"
	iframeStylesheet = "css/iframe.css" // for the page of a program, in its iframe
	pageScript       = "page/page.js"
	iframeScript     = "live/iframe.js" // for the page of a program, in its iframe
)

// The parts of style sheets that are files of their own.
const (
	tokensStylesheet = "css/tokens.css" // the colours, for pages and iframes
	taskStylesheet   = "css/task.css"   // the rules of tasks and quizzes
)

// pageImports are the files that the page's script imports when the page loads, directly or
// through another import.
var pageImports = []string{"page/block.js", "page/program.js", "page/theme.js", "page/storage.js"}

// Assets returns the files that the pages load, from the files of package static. It returns an
// error if a required file is missing. The module may be missing: the pages then show a
// message.
func Assets(static fs.FS) (*asset.Set, error) {
	set, err := asset.New(bundledFS{static})
	if err != nil {
		return nil, err
	}
	var missing []string
	required := []string{pageStylesheet, tokensStylesheet, taskStylesheet, pageScript, iframeStylesheet, iframeScript}
	for _, name := range append(required, pageImports...) {
		if set.URL(name) == "" {
			missing = append(missing, strconv.Quote(name))
		}
	}
	if len(missing) > 0 {
		return nil, fmt.Errorf("no %s (want the static folder of the repository)", strings.Join(missing, ", "))
	}
	return set, nil
}

// bundledFS is a file system that adds the parts of a style sheet to the style sheet, so that a
// page needs one request for all of them. Each style sheet begins with the tokens. The page's style
// sheet ends with the rules of tasks and quizzes, and with the colours of code.
type bundledFS struct{ fs.FS }

// ReadFile reads a file as [fs.ReadFile] does.
func (b bundledFS) ReadFile(name string) ([]byte, error) {
	body, err := fs.ReadFile(b.FS, name)
	if err != nil {
		return nil, err
	}
	switch name {
	case pageStylesheet:
		return slices.Concat(b.part(tokensStylesheet), body, b.part(taskStylesheet), highlight.CSS()), nil
	case iframeStylesheet:
		return slices.Concat(b.part(tokensStylesheet), body), nil
	}
	return body, nil
}

// part returns a part of a style sheet, or nothing if the file is missing. Assets reports the
// missing file.
func (b bundledFS) part(name string) []byte {
	body, _ := fs.ReadFile(b.FS, name)
	return body
}
