package load

import (
	"context"
	"fmt"
	"time"
)

// Broadcast measures the rate of deliveries in a room. The first connection sends messages of
// the given size, with burst messages in one write. It sends the next burst when all other
// connections have received the whole burst before.
func (f *Fleet) Broadcast(ctx context.Context, size, burst int, span Span, meter Meter) (Rate, error) {
	if err := f.waitUntilAllJoined(ctx); err != nil {
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
			if err := f.pollUntilDone(ctx, func() bool { return left == 0 }, arrived); err != nil {
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
	joinAttempts    = 100                    // messages until all connections are in the room
	joinAttemptTime = 100 * time.Millisecond // for each message to reach all connections
)

// waitUntilAllJoined waits until all connections are in the room. Most servers answer the
// opening handshake before they add the client to the room. The method sends messages of
// different sizes until a message reaches all other connections.
func (f *Fleet) waitUntilAllJoined(ctx context.Context) error {
	reached, others := 0, len(f.conns)-1
	for attempt := range joinAttempts {
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
		for end := time.Now().Add(joinAttemptTime); reached < others && time.Now().Before(end); {
			if err := f.poll(joinAttemptTime, arrived); err != nil {
				return err
			}
		}
		if reached == others || ctx.Err() != nil {
			return ctx.Err()
		}
	}
	return fmt.Errorf("waiting until all connections are in the room: a message reached %d of %d", reached, others)
}
