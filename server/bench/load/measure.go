package load

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// Meter tells how long a server has been on the processors, all its threads together.
type Meter interface{ CPU() (time.Duration, error) }

// Span is how long a measurement takes: first nothing is counted, then all is.
type Span struct{ Warm, Measured time.Duration }

// Rate is what a measurement found.
type Rate struct {
	Messages int           // that came to this side
	Elapsed  time.Duration // on the wall
	CPU      time.Duration // of the server
}

// CPUPerMessage returns the server's time on the processors for a message.
func (r Rate) CPUPerMessage() time.Duration { return r.CPU / time.Duration(r.Messages) }

// PerSecond returns how many messages came in a second.
func (r Rate) PerSecond() float64 { return float64(r.Messages) / r.Elapsed.Seconds() }

// measure takes turns for a span of time while arrived counts messages.
func (f *Fleet) measure(ctx context.Context, span Span, meter Meter, count *int, arrived func(*conn, Message) error) (Rate, error) {
	if err := f.until(ctx, time.Now().Add(span.Warm), arrived); err != nil {
		return Rate{}, err
	}
	before, err := meter.CPU()
	if err != nil {
		return Rate{}, err
	}
	start, counted := time.Now(), *count
	if err := f.until(ctx, start.Add(span.Measured), arrived); err != nil {
		return Rate{}, err
	}
	rate := Rate{Messages: *count - counted, Elapsed: time.Since(start)}
	after, err := meter.CPU()
	if err != nil {
		return Rate{}, err
	}
	rate.CPU = after - before
	if rate.Messages == 0 {
		return Rate{}, errors.New("measuring: no message came")
	}
	return rate, nil
}

// Echo has every connection send messages of the given size, so many in one write,
// and the next as soon as all of them have come back.
func (f *Fleet) Echo(ctx context.Context, size, inFlight int, span Span, meter Meter) (Rate, error) {
	frames, echoed := f.frames(inFlight, size)
	speakers, count, last := f.speakers(), 0, false
	waiting := 0 // connections
	send := func(c *conn) error {
		c.waiting = inFlight
		waiting++
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
		if waiting--; last {
			return nil
		}
		return send(c)
	}
	for _, c := range speakers {
		if err := send(c); err != nil {
			return Rate{}, err
		}
	}
	rate, err := f.measure(ctx, span, meter, &count, arrived)
	if err != nil {
		return Rate{}, err
	}
	last = true
	return rate, f.settle(ctx, func() bool { return waiting == 0 }, arrived)
}

// Broadcast has the first connection send messages of the given size, so many in one
// write, and the next as soon as all others have got all of them. The rate is that of
// deliveries.
func (f *Fleet) Broadcast(ctx context.Context, size, burst int, span Span, meter Meter) (Rate, error) {
	frames, delivered := f.frames(burst, size)
	sender, others := f.conns[0], len(f.conns)-1
	count, left, last := 0, burst*others, false
	arrived := func(c *conn, m Message) error {
		if c == sender || m.Size != delivered {
			return fmt.Errorf("a message of %d bytes came, to the sender: %v (want %d bytes, to the others)", m.Size, c == sender, delivered)
		}
		count++
		if left--; left > 0 || last {
			return nil
		}
		left = burst * others
		return sender.write(frames)
	}
	if err := sender.write(frames); err != nil {
		return Rate{}, err
	}
	rate, err := f.measure(ctx, span, meter, &count, arrived)
	if err != nil {
		return Rate{}, err
	}
	last = true
	return rate, f.settle(ctx, func() bool { return left == 0 }, arrived)
}
