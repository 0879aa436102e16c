package load

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// Latency sends messages of the given size at a fixed rate a second, on each connection in
// turn. It returns how long each message took to come back, the shortest time first. The time
// of a message starts when the message is due. So a server that pauses delays all messages that
// are due during the pause. Latency doesn't sleep between messages, because it would then
// measure how fast the kernel wakes it up.
func (f *Fleet) Latency(ctx context.Context, size, rate int, span Span) ([]time.Duration, error) {
	frame, echoed := f.frames(1, size)
	senders := f.senders()
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
			c := senders[sent%len(senders)]
			c.due = append(c.due, due)
			if err := c.write(frame); err != nil {
				return nil, err
			}
			sent++
		}
		if err := f.poll(0, arrived); err != nil {
			return nil, err
		}
	}
	if err := f.pollUntilDone(ctx, func() bool { return len(took) == total }, arrived); err != nil {
		return nil, err
	}
	took = took[warm:]
	slices.Sort(took)
	return took, nil
}

// CheckEcho sends one message of the given size on every connection, and checks that the same
// bytes come back. It compares the first [MaxStart] bytes.
func (f *Fleet) CheckEcho(ctx context.Context, size int) error {
	frame, _ := f.frames(1, size)
	want := string(f.protocol.Text(payload(size)))
	want = want[:min(len(want), MaxStart)]
	for _, c := range f.senders() {
		done := false
		if err := c.write(frame); err != nil {
			return err
		}
		err := f.pollUntilDone(ctx, func() bool { return done }, func(_ *conn, m Message) error {
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
