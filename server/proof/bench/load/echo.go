package load

import (
	"context"
	"fmt"
	"time"
)

// Echo measures the rate of echoes. Every connection sends messages of the given size, with
// inFlight messages in one write. It sends the next messages when all of them have come back.
func (f *Fleet) Echo(ctx context.Context, size, inFlight int, span Span, meter Meter) (Rate, error) {
	frames, echoed := f.frames(inFlight, size)
	count, under, last := 0, 0, false // under: connections with messages on their way
	send := func(c *conn) error {
		c.inFlight = inFlight
		under++
		return c.write(frames)
	}
	arrived := func(c *conn, m Message) error {
		if c.inFlight == 0 || m.Size != echoed {
			return fmt.Errorf("a message of %d bytes came for no message sent (want %d bytes)", m.Size, echoed)
		}
		count++
		if c.inFlight--; c.inFlight > 0 {
			return nil
		}
		if under--; last {
			return nil
		}
		return send(c)
	}
	for _, c := range f.senders() {
		if err := send(c); err != nil {
			return Rate{}, err
		}
	}
	if err := f.pollUntil(ctx, time.Now().Add(span.Warm), arrived); err != nil {
		return Rate{}, err
	}
	rate, err := measure(meter, func() (int, error) {
		before := count
		err := f.pollUntil(ctx, time.Now().Add(span.Measured), arrived)
		return count - before, err
	})
	if err != nil {
		return Rate{}, err
	}
	last = true
	return rate, f.pollUntilDone(ctx, func() bool { return under == 0 }, arrived)
}
