package main

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"twocups/lessons"
	"twocups/server/course"
	"twocups/server/site"
	"twocups/static"
)

// lookEvery is how often a folder of lessons is looked at: a page follows its
// author's save within a second or two.
const lookEvery = 500 * time.Millisecond

// content is what is taught, and the site that shows it.
type content struct {
	lessons fs.FS
	folder  string      // the author's, "" for the course in the binary
	loaded  course.View // of the author's folder, taken before it was first loaded
	site    *site.Site
	faults  io.Writer
}

// newContent loads the lessons, and makes the site of them. Faults of lessons are written
// to faults, and are no error: the pages show them.
func newContent(options options, faults io.Writer) (*content, error) {
	c := &content{lessons: lessons.FS(), folder: options.lessons, faults: faults}
	if c.folder != "" {
		c.lessons = os.DirFS(c.folder)
		c.loaded = course.Look(c.lessons)
	}
	files := static.FS()
	if options.static != "" {
		files = os.DirFS(options.static)
	}
	assets, err := site.Assets(files)
	if err != nil {
		return nil, fmt.Errorf("loading the static files: %w", err)
	}
	c.site = site.New(site.Config{Assets: assets, Programs: c.lessons, Author: c.folder != ""})
	return c, c.show()
}

// show loads the lessons and puts them on the site.
func (c *content) show() error {
	loaded := course.Load(c.lessons)
	for _, fault := range loaded.AllFaults() {
		fault.File = filepath.Join(c.folder, fault.File)
		fmt.Fprintln(c.faults, fault)
	}
	return c.site.Show(loaded)
}

// follow shows the author's folder anew whenever it changes, until the context
// ends.
func (c *content) follow(ctx context.Context) {
	if c.folder == "" {
		return
	}
	course.Watch(ctx, c.lessons, c.loaded, lookEvery, func() {
		if err := c.show(); err != nil {
			fmt.Fprintln(c.faults, err)
		}
	})
}
