package app

import (
	"sync"

	"twocups/lessons"
	"twocups/server/asset"
	"twocups/server/course"
	"twocups/server/site"
	"twocups/static"
)

// What is in the binary never changes. It is made ready when it is first asked for, and
// once: a test may start the program many times.
var (
	builtInAssets = sync.OnceValues(func() (*asset.Set, error) { return site.Assets(static.FS()) })
	builtInCourse = sync.OnceValue(func() *course.Course { return course.Load(lessons.FS()) })
	builtInPages  = sync.OnceValues(renderBuiltIn)
)

func renderBuiltIn() (*site.Pages, error) {
	defer freeMemory()
	assets, err := builtInAssets()
	if err != nil {
		return nil, err
	}
	return site.Render(site.Config{Assets: assets, Guides: lessons.FS()}, builtInCourse())
}
