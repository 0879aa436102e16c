package course

import (
	"context"
	"fmt"
	"io/fs"
	"strings"
	"time"
)

// Watch looks at the names, sizes and modification times of a folder's files,
// each time the given time has passed, and calls changed after a change has
// settled: once two looks in a row find the same, for an editor may write a file
// in several goes. It returns when ctx is done.
//
// What changes before Watch has first looked is not seen: load the folder once
// more when changed is called, and start watching before the first load.
//
// It asks and isn't told, because only that works on every system and in a
// folder that comes over a network, and a course has hundreds of files, not millions.
func Watch(ctx context.Context, fsys fs.FS, every time.Duration, changed func()) {
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	known := look(fsys)
	last := known
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
		now := look(fsys)
		if now == last && now != known {
			known = now
			changed()
		}
		last = now
	}
}

func skip(entry fs.DirEntry) error {
	if entry.IsDir() {
		return fs.SkipDir
	}
	return nil
}

// look returns what there is to see of a folder from the outside.
func look(fsys fs.FS) string {
	var b strings.Builder
	_ = fs.WalkDir(fsys, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			fmt.Fprintln(&b, name, cause(err))
			return nil // what can't be read now may be readable at the next look
		}
		if name != "." && strings.HasPrefix(entry.Name(), ".") {
			return skip(entry) // an editor's own file, or the folder of a version control
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
	return b.String()
}
