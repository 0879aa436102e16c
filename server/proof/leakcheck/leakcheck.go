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

// endTime is the time that a goroutine may take to end after the last test. Even on a busy machine,
// a stopped goroutine ends within this time.
const endTime = 5 * time.Second

// Main runs the tests of a [testing.M] and exits. The exit code is 1 if a goroutine is left that
// runs this module's code or was started by it.
func Main(m interface{ Run() int }) {
	code := m.Run()
	if left := waitForEnd(endTime); code == 0 && len(left) > 0 {
		fmt.Fprintf(os.Stderr, "%d goroutines left behind:\n\n%s\n", len(left), strings.Join(left, "\n\n"))
		code = 1
	}
	os.Exit(code)
}

// waitForEnd waits until no goroutine of this module is left. It returns the stacks of the
// goroutines that don't end in time.
func waitForEnd(timeout time.Duration) []string {
	late := time.After(timeout)
	ticker := time.NewTicker(10 * time.Millisecond)
	defer ticker.Stop()
	for {
		left := moduleStacks()
		if len(left) == 0 {
			return nil
		}
		select {
		case <-late:
			return left
		case <-ticker.C:
		}
	}
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
