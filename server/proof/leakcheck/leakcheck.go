// Package leakcheck fails a package's tests if they leave goroutines behind. Packages whose code
// starts goroutines call it from TestMain:
//
//	func TestMain(m *testing.M) { leakcheck.Main(m) }
package leakcheck

import (
	"fmt"
	"os"
	"runtime"
	"strings"
	"time"
)

// A goroutine may take some time to end after the last test: as many looks as these, one in an
// interval, which is five seconds. The looks are counted, and not the time, because a process that
// gets no processor for seconds ends no goroutine meanwhile.
const (
	looks    = 500
	interval = 10 * time.Millisecond
)

// Main runs the tests of a [testing.M] and exits. The exit code is 1 if a goroutine is left that
// runs this module's code or was started by it.
func Main(m interface{ Run() int }) {
	code := m.Run()
	if left := waitForEnd(looks); code == 0 && len(left) > 0 {
		fmt.Fprintf(os.Stderr, "%d goroutines left behind:\n\n%s\n", len(left), strings.Join(left, "\n\n"))
		code = 1
	}
	os.Exit(code)
}

// waitForEnd waits until no goroutine of this module is left. It returns the stacks of the
// goroutines that are left at the last of so many looks.
func waitForEnd(looks int) (left []string) {
	ticker := time.NewTicker(interval)
	defer ticker.Stop()
	for range looks {
		if left = moduleStacks(); len(left) == 0 {
			return nil
		}
		<-ticker.C
	}
	return left
}

// moduleStacks returns the stacks that contain a function of this module. It leaves out the
// calling goroutine, which is the first in the list, and goroutine 1, which runs the tests.
func moduleStacks() []string {
	stacks := make([]byte, 1<<20)
	stacks = stacks[:runtime.Stack(stacks, true)]
	var left []string
	for i, stack := range strings.Split(string(stacks), "\n\n") {
		if i > 0 && !strings.HasPrefix(stack, "goroutine 1 ") && strings.Contains(stack, "twocups/") {
			left = append(left, stack)
		}
	}
	return left
}
