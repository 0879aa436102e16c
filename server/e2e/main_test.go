package e2e

import (
	"sync"
	"testing"

	"twocups/lessons"
	"twocups/server/app"
	"twocups/server/app/apptest"
	"twocups/server/course"
	"twocups/server/e2e/browser"
	"twocups/server/proof/leakcheck"
)

// twocups is the program under test.
var twocups = apptest.Run(app.Run)

// builtInCourse returns the course that the binary embeds.
var builtInCourse = sync.OnceValue(func() *course.Course { return course.Load(lessons.FS()) })

func TestMain(m *testing.M) { leakcheck.Main(tests{m}) }

// tests are the tests of this package, which share a browser.
type tests struct{ *testing.M }

// Run runs the tests, closes the browser, and returns the exit code.
func (t tests) Run() int {
	defer browser.Close()
	return t.M.Run()
}
