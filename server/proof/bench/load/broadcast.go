package load

import (
	"context"
	"fmt"
	"time"
)

// Broadcast has the first connection send messages of the given size, so many in one
// write, and the next as soon as all others have got all of them. The rate is that of
// deliveries.
func (f *Fleet) Broadcast(ctx context.Context, size, burst int, span Span, meter Meter) (Rate, error) {
	if err := f.gather(ctx); err != nil {
		return Rate{}, err
	}
	frames, delivered := f.frames(burst, size)
	sender, others, left := f.conns[0], len(f.conns)-1, 0
	arrived := func(c *conn, m Message) error {
		if c == sender || m.Size != delivered {
			return fmt.Errorf("a message of %d bytes came, to the sender: %v (want %d bytes, to the others)", m.Size, c == sender, delivered)
		}
		left--
		return nil
	}
	spread := func(long time.Duration) (deliveries int, err error) {
		for start := time.Now(); deliveries == 0 || time.Since(start) < long; deliveries += burst * others {
			left = burst * others
			if err := sender.write(frames); err != nil {
				return 0, err
			}
			if err := f.settle(ctx, func() bool { return left == 0 }, arrived); err != nil {
				return 0, err
			}
		}
		return deliveries, nil
	}
	if _, err := spread(span.Warm); err != nil {
		return Rate{}, err
	}
	return measure(meter, func() (int, error) { return spread(span.Measured) })
}

const (
	roundups    = 100                    // messages sent to find everyone in the room
	roundupTime = 100 * time.Millisecond // that each of them has to reach everyone
)

// gather waits until everyone is in the room: most servers answer the opening
// handshake before they let the client in. It sends a message, each time of another
// size, until one has reached all.
func (f *Fleet) gather(ctx context.Context) error {
	reached, others := 0, len(f.conns)-1
	for attempt := range roundups {
		frame, delivered := f.frames(1, 1+attempt)
		reached = 0
		arrived := func(_ *conn, m Message) error {
			if m.Size == delivered {
				reached++
			}
			return nil
		}
		if err := f.conns[0].write(frame); err != nil {
			return err
		}
		for end := time.Now().Add(roundupTime); reached < others && time.Now().Before(end); {
			if err := f.turn(roundupTime, arrived); err != nil {
				return err
			}
		}
		if reached == others || ctx.Err() != nil {
			return ctx.Err()
		}
	}
	return fmt.Errorf("gathering in the room: a message reached %d of %d", reached, others)
}
