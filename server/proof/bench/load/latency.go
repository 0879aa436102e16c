package load

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// Latency sends messages of the given size at a fixed rate a second, by turns on each
// connection, and returns how long each took to come back, shortest first. It counts
// from the time at which a message was to be sent, so that a server that halts for a
// while makes all the messages late that were due meanwhile. It doesn't sleep between
// messages, or it would measure how fast the kernel wakes it up.
func (f *Fleet) Latency(ctx context.Context, size, rate int, span Span) ([]time.Duration, error) {
	frame, echoed := f.frames(1, size)
	speakers := f.speakers()
	every := time.Second / time.Duration(rate)
	total := int((span.Warm + span.Measured) / every)
	warm := int(span.Warm / every)
	took := make([]time.Duration, 0, total)
	start := time.Now()
	arrived := func(c *conn, m Message) error {
		if len(c.due) == 0 || m.Size != echoed {
			return fmt.Errorf("a message of %d bytes came for no message sent (want %d bytes)", m.Size, echoed)
		}
		took = append(took, time.Since(start)-c.due[0])
		c.due = slices.Delete(c.due, 0, 1)
		return nil
	}
	for sent := 0; sent < total && ctx.Err() == nil; {
		if due := every * time.Duration(sent); time.Since(start) >= due {
			c := speakers[sent%len(speakers)]
			c.due = append(c.due, due)
			if err := c.write(frame); err != nil {
				return nil, err
			}
			sent++
		}
		if err := f.turn(0, arrived); err != nil {
			return nil, err
		}
	}
	if err := f.settle(ctx, func() bool { return len(took) == total }, arrived); err != nil {
		return nil, err
	}
	took = took[warm:]
	slices.Sort(took)
	return took, nil
}

// Greet has every connection send one message of the given size and checks that the
// same comes back, byte for byte, up to [MaxStart].
func (f *Fleet) Greet(ctx context.Context, size int) error {
	frame, _ := f.frames(1, size)
	want := string(f.protocol.Text(payload(size)))
	want = want[:min(len(want), MaxStart)]
	for _, c := range f.speakers() {
		done := false
		if err := c.write(frame); err != nil {
			return err
		}
		err := f.settle(ctx, func() bool { return done }, func(_ *conn, m Message) error {
			if done = true; string(m.Start) != want {
				return fmt.Errorf("the message %q came back as %q", want, m.Start)
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}
