package app

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"time"

	"twocups/lessons"
	"twocups/server/asset"
	"twocups/server/course"
	"twocups/server/course/folder"
	"twocups/server/site"
)

// lookEvery is how often a folder of lessons is looked at: a page follows its
// author's save within a second or two.
const lookEvery = 500 * time.Millisecond

// content is what is taught, and the site that shows it.
type content struct {
	lessons fs.FS
	folder  string          // the author's, "" for the course in the binary
	builtIn bool            // the course and the static files are those in the binary
	loaded  folder.Snapshot // of the author's folder, taken before it was first loaded
	site    *site.Site
	faults  io.Writer
	close   func() error // closes the author's folder
}

// newContent makes a site that shows no lessons yet; load loads them. The content
// must be closed when it is served no more. Faults of lessons are written to faults,
// and are no error: the pages show them.
//
// A folder is opened as a root, so that no symbolic link in it leads out of it:
// it may have come from anywhere, and whoever opens a page could read what it leads to.
func newContent(options options, faults io.Writer) (*content, error) {
	assets, err := loadAssets(options.static)
	if err != nil {
		return nil, fmt.Errorf("loading the static files: %w", err)
	}
	c := &content{lessons: lessons.FS(), folder: options.lessons, faults: faults, close: func() error { return nil }}
	c.builtIn = options.lessons == "" && options.static == ""
	if c.folder != "" {
		root, err := os.OpenRoot(c.folder)
		if err != nil {
			return nil, fmt.Errorf("opening the lessons' folder: %w", err)
		}
		c.lessons, c.close = root.FS(), root.Close
	}
	c.site = site.New(site.Config{Assets: assets, Programs: c.lessons, Guides: lessons.FS(), Author: c.folder != "", Networks: networksOf(options.addr)})
	return c, nil
}

// loadAssets loads the static files of a folder, or those in the binary.
func loadAssets(folder string) (*asset.Set, error) {
	if folder == "" {
		return builtInAssets()
	}
	root, err := os.OpenRoot(folder)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	return site.Assets(root.FS())
}

// load loads the lessons and puts them on the site.
func (c *content) load() error {
	if c.folder != "" {
		c.loaded = folder.NewSnapshot(c.lessons)
	}
	return c.show()
}

func (c *content) show() error {
	if c.builtIn {
		c.report(builtInCourse())
		pages, err := builtInPages()
		if err == nil {
			c.site.ShowPages(pages)
		}
		return err
	}
	defer freeMemory()
	loaded := course.Load(c.lessons)
	c.report(loaded)
	return c.site.Show(loaded)
}

// report prints the faults of a course.
func (c *content) report(loaded *course.Course) {
	for _, fault := range loaded.AllFaults() {
		fault.File = filepath.Join(c.folder, fault.File)
		fmt.Fprintln(c.faults, fault)
	}
}

// freeMemory gives back what loading took: compressing takes ten times what is kept.
// Twice, because what lies in pools outlives one collection.
func freeMemory() {
	runtime.GC()
	debug.FreeOSMemory()
}

// follow waits until the context ends. Meanwhile it shows the author's folder anew
// whenever it changes from what was loaded.
func (c *content) follow(ctx context.Context) {
	if c.folder == "" {
		<-ctx.Done()
		return
	}
	folder.Watch(ctx, c.lessons, c.loaded, lookEvery, func() {
		if err := c.show(); err != nil {
			fmt.Fprintln(c.faults, err)
		}
	})
}
