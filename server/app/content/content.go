// Package content loads the lessons and the static files, from the binary or from an author's
// folders, and shows them on a site. Package app serves the site, and calls [Content.Follow] so
// that the site shows the author's changes.
package content

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"time"

	"twocups/lessons"
	"twocups/server/app/logging"
	"twocups/server/asset"
	"twocups/server/course"
	"twocups/server/course/folder"
	"twocups/server/site"
)

// watchInterval is the time between two checks of an author's folder. After an author saves a
// file, the page shows the change within a second or two.
const watchInterval = 500 * time.Millisecond

// Config says where the content comes from.
type Config struct {
	Lessons string // the author's folder of lessons, "" for the course in the binary
	Static  string // a folder of scripts and styles, "" for those in the binary

	// Networks returns the addresses of this computer that other devices can open, for
	// the site's page about joining; nil if there are none.
	Networks func() []net.IP
}

// Content is the lessons and the site that shows them.
type Content struct {
	lessons  fs.FS
	folder   string          // the author's, "" for the course in the binary
	embedded bool            // the lessons and the static files are those in the binary
	loaded   folder.Snapshot // the author's folder just before it was first loaded
	site     *site.Site
	faults   io.Writer
	close    func() error
}

// New returns content whose site shows no lessons yet. The caller loads the lessons with Load and
// closes the content in the end. The content writes the faults in lessons to the writer faults.
// Faults are no errors, because the pages show them.
//
// New opens each folder as an [os.Root], so that no symbolic link leads out of the folder. An
// author may have got the folder from a stranger, and every visitor could read the target of a
// link.
func New(config Config, faults io.Writer) (*Content, error) {
	assets, err := loadAssets(config.Static)
	if err != nil {
		return nil, fmt.Errorf("loading the static files: %w", err)
	}
	c := &Content{lessons: lessons.FS(), folder: config.Lessons, faults: faults, close: func() error { return nil }}
	c.embedded = config.Lessons == "" && config.Static == ""
	if c.folder != "" {
		root, err := os.OpenRoot(c.folder)
		if err != nil {
			return nil, fmt.Errorf("opening the lessons' folder: %w", err)
		}
		c.lessons, c.close = root.FS(), root.Close
	}
	c.site = site.New(site.Config{Assets: assets, Programs: c.lessons, Guides: lessons.FS(), Author: c.folder != "", Networks: config.Networks})
	return c, nil
}

// loadAssets loads the static files of a folder, or those in the binary.
func loadAssets(folder string) (*asset.Set, error) {
	if folder == "" {
		return embeddedAssets()
	}
	root, err := os.OpenRoot(folder)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	return site.Assets(root.FS())
}

// Site returns the handler that serves the pages and the files that they load.
func (c *Content) Site() http.Handler { return c.site }

// Close closes the author's folder. The site must not be used any more.
func (c *Content) Close() error { return c.close() }

// Load loads the lessons and shows them on the site.
func (c *Content) Load() error {
	if c.folder != "" {
		c.loaded = folder.NewSnapshot(c.lessons)
	}
	return c.show()
}

func (c *Content) show() error {
	if c.embedded {
		c.writeFaults(embeddedCourse())
		pages, err := embeddedPages()
		if err == nil {
			c.site.ShowPages(pages)
		}
		return err
	}
	defer freeMemory()
	loaded := course.Load(c.lessons)
	c.writeFaults(loaded)
	return c.site.Show(loaded)
}

func (c *Content) writeFaults(loaded *course.Course) {
	for _, fault := range loaded.AllFaults() {
		fault.File = logging.FileName(filepath.Join(c.folder, fault.File))
		fmt.Fprintln(c.faults, fault)
	}
}

// freeMemory returns memory to the system, because compression uses ten times the memory of its
// results. It collects garbage twice, because objects in a sync.Pool survive one collection.
func freeMemory() {
	runtime.GC()
	debug.FreeOSMemory()
}

// Follow shows the author's folder again after each change since it was loaded. It returns
// when the context ends.
func (c *Content) Follow(ctx context.Context) {
	if c.folder == "" {
		<-ctx.Done()
		return
	}
	folder.Watch(ctx, c.lessons, c.loaded, watchInterval, func() {
		if err := c.show(); err != nil {
			fmt.Fprintln(c.faults, err)
		}
	})
}
