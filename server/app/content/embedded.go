package content

import (
	"sync"

	"twocups/lessons"
	"twocups/server/asset"
	"twocups/server/course"
	"twocups/server/site"
	"twocups/static"
)

// The files in the binary never change. The program loads them once, at their first use, because
// a test may start the program many times.
var (
	embeddedAssets = sync.OnceValues(func() (*asset.Set, error) { return site.Assets(static.FS()) })
	embeddedCourse = sync.OnceValue(func() *course.Course { return course.Load(lessons.FS()) })
	embeddedPages  = sync.OnceValues(renderEmbedded)
)

func renderEmbedded() (*site.Pages, error) {
	defer freeMemory()
	assets, err := embeddedAssets()
	if err != nil {
		return nil, err
	}
	return site.Render(site.Config{Assets: assets, Guides: lessons.FS()}, embeddedCourse())
}
