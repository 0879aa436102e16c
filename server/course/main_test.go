package course

import (
	"fmt"
	"os"
	"runtime"
	"strings"
	"testing"
)

// TestMain fails the tests if a goroutine that this package has started is
// still there when they are done.
func TestMain(m *testing.M) {
	code := m.Run()
	if left := leaked(); code == 0 && left != "" {
		fmt.Fprintln(os.Stderr, "goroutines left behind:\n"+left)
		code = 1
	}
	os.Exit(code)
}

// leaked returns the stacks of our goroutines. One that has said it is done may
// still be on its way out, so it gets some turns to go.
func leaked() string {
	const turns = 1000
	var ours []string
	for range turns {
		buffer := make([]byte, 1<<20)
		buffer = buffer[:runtime.Stack(buffer, true)]
		ours = nil
		for stack := range strings.SplitSeq(string(buffer), "\n\n") {
			if _, creator, ok := strings.Cut(stack, "created by twocups/server/course"); ok {
				ours = append(ours, stack[:len(stack)-len(creator)])
			}
		}
		if len(ours) == 0 {
			return ""
		}
		runtime.Gosched()
	}
	return strings.Join(ours, "\n\n")
}
