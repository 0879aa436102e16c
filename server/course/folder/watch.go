package folder

import (
	"context"
	"fmt"
	"io/fs"
	"strings"
	"time"
)

// Snapshot is the state of a folder: the names, sizes and modification times of its files.
type Snapshot string

// Watch compares the folder with its last snapshot at each interval, and calls changed
// after each change. An editor may write a file in several steps, so Watch waits until two
// snapshots in a row are equal. Watch returns when ctx is done.
//
// The first change is a difference from the snapshot loaded. A caller that makes this
// snapshot before it loads the folder misses no change that an author makes meanwhile.
//
// Watch polls, because only polling works on every system and in a folder that comes over a
// network. A course has hundreds of files, not millions.
func Watch(ctx context.Context, fsys fs.FS, loaded Snapshot, interval time.Duration, changed func()) {
	ticker := time.NewTicker(interval)
	defer ticker.Stop()
	last := loaded
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
		now := NewSnapshot(fsys)
		if now == last && now != loaded {
			loaded = now
			changed()
		}
		last = now
	}
}

// NewSnapshot returns the state of a folder now, without the files that are no part of a
// course.
func NewSnapshot(fsys fs.FS) Snapshot {
	var b strings.Builder
	_ = fs.WalkDir(fsys, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			fmt.Fprintln(&b, name, WithoutPath(err))
			return nil // an unreadable file may be readable in the next snapshot
		}
		if name != "." && isIgnored(entry.Name()) {
			return skip(entry)
		}
		info, err := entry.Info()
		if err != nil {
			fmt.Fprintln(&b, name, WithoutPath(err))
			return nil
		}
		if !entry.IsDir() {
			fmt.Fprintln(&b, name, info.Size(), info.ModTime().UnixNano())
		}
		return nil
	})
	return Snapshot(b.String())
}
