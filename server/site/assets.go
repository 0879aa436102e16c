package site

import (
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"twocups/server/asset"
	"twocups/server/course"
)

// What the pages load by name. The style sheet is one for every page: the page's
// own rules, and behind them those of tasks and quizzes and the colours of the code, in
// one request.
const (
	stylesheet      = "page.css"
	taskStylesheet  = "task.css"
	script          = "page.js"
	frameStylesheet = "frame.css" // of programs, in their frames
	frameScript     = "frame.js"
)

// imports are what the script imports, and what those import in turn, as far as no
// press of a button and no author is needed.
var imports = []string{"block.js", "program.js", "theme.js", "memory.js"}

// Assets returns what the pages load, from the files of package static. It is an
// error if one of them is missing, except the module, without which the pages can say so.
func Assets(static fs.FS) (*asset.Set, error) {
	set, err := asset.New(highlighted{static})
	if err != nil {
		return nil, err
	}
	var missing []string
	for _, name := range append([]string{stylesheet, taskStylesheet, script, frameStylesheet, frameScript}, imports...) {
		if set.URL(name) == "" {
			missing = append(missing, strconv.Quote(name))
		}
	}
	if len(missing) > 0 {
		return nil, fmt.Errorf("no %s (want the static folder of the repository)", strings.Join(missing, ", "))
	}
	return set, nil
}

// highlighted is a file system whose style sheet is whole: with the part that is a file
// of its own, and with the colours of code.
type highlighted struct{ fs.FS }

// ReadFile reads a file as [fs.ReadFile] does.
func (h highlighted) ReadFile(name string) ([]byte, error) {
	body, err := fs.ReadFile(h.FS, name)
	if err != nil || name != stylesheet {
		return body, err
	}
	tasks, _ := fs.ReadFile(h.FS, taskStylesheet) // Assets says so where it is missing
	return slices.Concat(body, tasks, course.HighlightCSS()), nil
}
