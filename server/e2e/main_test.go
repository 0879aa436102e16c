package e2e

import (
	"sync"
	"testing"

	"twocups/lessons"
	"twocups/server/app"
	"twocups/server/app/apptest"
	"twocups/server/course"
	"twocups/server/proof/leakcheck"
)

// program is the program under test.
var program = apptest.Run(app.Run)

// theCourse is the course in the binary.
var theCourse = sync.OnceValue(func() *course.Course { return course.Load(lessons.FS()) })

func TestMain(m *testing.M) { leakcheck.Main(tests{m}) }

// tests are those of this package. The browser that some of them share is closed after the
// last.
type tests struct{ *testing.M }

// Run runs the tests and returns the exit code.
func (t tests) Run() int {
	defer theBrowser.close()
	return t.M.Run()
}
