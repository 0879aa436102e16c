package course

import (
	"context"
	"fmt"
	"io/fs"
	"strings"
	"time"
)

// View is what there is to see of a folder from the outside: the names, sizes and
// modification times of its files.
type View string

// Watch looks at a folder each time the given time has passed, and calls changed
// after a change has settled: once two looks in a row find the same, for an editor
// may write a file in several goes. It returns when ctx is done.
//
// A change is what differs from the view that was loaded. Take it by [Look] before
// the folder is loaded, and nothing is lost that an author changes meanwhile.
//
// It asks and isn't told, because only that works on every system and in a
// folder that comes over a network, and a course has hundreds of files, not millions.
func Watch(ctx context.Context, fsys fs.FS, loaded View, every time.Duration, changed func()) {
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	last := loaded
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
		now := Look(fsys)
		if now == last && now != loaded {
			loaded = now
			changed()
		}
		last = now
	}
}

// Look returns the view of a folder as it is now, hidden files and node_modules aside.
func Look(fsys fs.FS) View {
	var b strings.Builder
	_ = fs.WalkDir(fsys, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			fmt.Fprintln(&b, name, cause(err))
			return nil // what can't be read now may be readable at the next look
		}
		if name != "." && isLeftOut(entry.Name()) {
			return skip(entry) // an editor's own file, the folder of a version control, what npm has installed
		}
		stat, err := entry.Info()
		if err != nil {
			fmt.Fprintln(&b, name, cause(err))
			return nil
		}
		if !entry.IsDir() {
			fmt.Fprintln(&b, name, stat.Size(), stat.ModTime().UnixNano())
		}
		return nil
	})
	return View(b.String())
}

func skip(entry fs.DirEntry) error {
	if entry.IsDir() {
		return fs.SkipDir
	}
	return nil
}
