//go:build proof

package fairness

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"
)

const (
	soakTime  = 5 * time.Second // of one kind
	addresses = 4               // of the hostile clients: more than the two that could use up all memory
	mostBytes = 300 << 20       // that the process may have, with a limit of 256 MB
)

func TestTheProcessStaysWithinItsMemory(t *testing.T) {
	s := start(t, "-memory", "256m")
	t.Logf("%-28s %4d MB", "at the start", s.peak(t)>>20)
	for _, attack := range attacks {
		s.resetPeak(t)
		ctx, cancel := context.WithTimeout(t.Context(), soakTime)
		var attackers sync.WaitGroup
		for i := range addresses {
			a := &attacker{server: s, from: fmt.Sprintf("127.0.0.%d", 2+i)}
			attackers.Go(func() { attack.run(ctx, a) })
		}
		attackers.Wait()
		cancel()
		peak := s.peak(t)
		t.Logf("%-28s %4d MB", attack.name, peak>>20)
		if peak > mostBytes {
			t.Errorf("%s: the process had %d MB, want at most %d", attack.name, peak>>20, mostBytes>>20)
		}
	}
}
