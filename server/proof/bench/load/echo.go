package load

import (
	"context"
	"fmt"
	"time"
)

// Echo has every connection send messages of the given size, so many in one write,
// and the next as soon as all of them have come back.
func (f *Fleet) Echo(ctx context.Context, size, inFlight int, span Span, meter Meter) (Rate, error) {
	frames, echoed := f.frames(inFlight, size)
	count, under, last := 0, 0, false // under: connections with messages under way
	send := func(c *conn) error {
		c.waiting = inFlight
		under++
		return c.write(frames)
	}
	arrived := func(c *conn, m Message) error {
		if c.waiting == 0 || m.Size != echoed {
			return fmt.Errorf("a message of %d bytes came for no message sent (want %d bytes)", m.Size, echoed)
		}
		count++
		if c.waiting--; c.waiting > 0 {
			return nil
		}
		if under--; last {
			return nil
		}
		return send(c)
	}
	for _, c := range f.speakers() {
		if err := send(c); err != nil {
			return Rate{}, err
		}
	}
	if err := f.until(ctx, time.Now().Add(span.Warm), arrived); err != nil {
		return Rate{}, err
	}
	rate, err := measure(meter, func() (int, error) {
		before := count
		err := f.until(ctx, time.Now().Add(span.Measured), arrived)
		return count - before, err
	})
	if err != nil {
		return Rate{}, err
	}
	last = true
	return rate, f.settle(ctx, func() bool { return under == 0 }, arrived)
}
