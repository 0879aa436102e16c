package leakcheck

import (
	"strings"
	"testing"
)

func TestFindsAGoroutineOfThisModule(t *testing.T) {
	end := make(chan struct{})
	started := make(chan struct{})
	go func() {
		close(started)
		<-end
	}()
	<-started
	left := waitForEnd(1)
	if len(left) != 1 || !strings.Contains(left[0], "TestFindsAGoroutineOfThisModule") {
		t.Errorf("found %q, want the one goroutine of this test", left)
	}
	close(end)
	if left := waitForEnd(100 * looks); len(left) > 0 {
		t.Errorf("found %q after it had ended", left)
	}
}

func TestMain(m *testing.M) { Main(m) }
