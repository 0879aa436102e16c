package socket

import (
	"context"
	"time"
)

// Spread calls a function for each number below n, evenly over a time, the first at once. A server
// that goes away closes its connections so, because their clients come back when they are closed,
// and another server could not open all of them at once.
//
// If the context has a deadline, Spread takes at most half of the time until then: the other half is
// for the closing handshakes. When the context ends, Spread makes the calls that are left at once.
func Spread(ctx context.Context, over time.Duration, n int, call func(i int)) {
	if end, limited := ctx.Deadline(); limited {
		over = min(over, time.Until(end)/2)
	}
	start := time.Now()
	for i := range n {
		due := time.Duration(float64(over) * float64(i) / float64(n)) // a product of integers could overflow
		if wait := due - time.Since(start); wait > 0 && ctx.Err() == nil {
			timer := time.NewTimer(wait)
			select {
			case <-timer.C:
			case <-ctx.Done():
				timer.Stop()
			}
		}
		call(i)
	}
}
