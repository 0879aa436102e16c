// Package leakcheck fails a package's tests when they leave goroutines behind.
//
//	func TestMain(m *testing.M) { leak.Main(m) }
package leakcheck

import (
	"fmt"
	"os"
	"runtime"
	"strings"
	"time"
)

// patience is how long a goroutine may take to end after the last test: one that
// ends by itself does so at once, even on a busy machine.
const patience = 5 * time.Second

// Main runs the tests (a *testing.M) and exits, with 1 if a goroutine is left that was started
// by this module's code or runs in it.
func Main(m interface{ Run() int }) {
	code := m.Run()
	if left := wait(patience); code == 0 && len(left) > 0 {
		fmt.Fprintf(os.Stderr, "%d goroutines left behind:\n\n%s\n", len(left), strings.Join(left, "\n\n"))
		code = 1
	}
	os.Exit(code)
}

// wait returns the stacks of the goroutines that don't end in time.
func wait(most time.Duration) []string {
	late := time.After(most)
	again := time.NewTicker(10 * time.Millisecond)
	defer again.Stop()
	for {
		left := ours()
		if len(left) == 0 {
			return nil
		}
		select {
		case <-late:
			return left
		case <-again.C:
		}
	}
}

// ours returns the stacks of the goroutines with a function of this module in
// them, without the calling one, which is the first, and without the program's
// first, which runs the tests.
func ours() []string {
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
