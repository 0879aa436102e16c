package load

import (
	"context"
	"errors"
	"fmt"
	"syscall"
	"time"

	"twocups/lessons/play/rfc6455"
)

const (
	settleTime = 30 * time.Second       // until what is on its way has come, or the server has closed
	turnTime   = 100 * time.Millisecond // after which a fleet to which nothing comes looks at its context
	eventsRoom = 512                    // how many ready connections one wait tells of
	readRoom   = 64 << 10               // how many bytes one read takes
)

// Fleet is a number of connections to one server.
type Fleet struct {
	protocol Protocol
	conns    []*conn
	poller   int
	events   []syscall.EpollEvent
	buffer   []byte
}

// Dial opens n connections to a server, given as host:port.
func Dial(ctx context.Context, addr string, protocol Protocol, n int) (*Fleet, error) {
	f, err := newFleet(protocol)
	if err != nil {
		return nil, err
	}
	for i := range n {
		if err := f.open(ctx, addr, protocol.Target(), i, false); err != nil {
			return nil, errors.Join(fmt.Errorf("opening connection %d of %d: %w", i+1, n, err), f.Close())
		}
	}
	return f, nil
}

func newFleet(protocol Protocol) (*Fleet, error) {
	poller, err := syscall.EpollCreate1(syscall.EPOLL_CLOEXEC)
	if err != nil {
		return nil, fmt.Errorf("making a poller: %w", err)
	}
	return &Fleet{
		protocol: protocol,
		poller:   poller,
		events:   make([]syscall.EpollEvent, eventsRoom),
		buffer:   make([]byte, readRoom),
	}, nil
}

// open opens the fleet's nth connection.
func (f *Fleet) open(ctx context.Context, addr, target string, nth int, bystander bool) error {
	t, err := dial(ctx, addr, target, nth)
	if err != nil {
		return err
	}
	if err := f.protocol.Join(t); err != nil {
		t.conn.Close()
		return err
	}
	return f.add(t, bystander)
}

// add takes a connection into the fleet.
func (f *Fleet) add(t *talk, bystander bool) error {
	c, err := t.join()
	if err != nil {
		return err
	}
	c.bystander = bystander
	event := syscall.EpollEvent{Events: syscall.EPOLLIN, Fd: int32(len(f.conns))}
	f.conns = append(f.conns, c)
	if err := syscall.EpollCtl(f.poller, syscall.EPOLL_CTL_ADD, c.fd, &event); err != nil {
		return fmt.Errorf("adding a connection to the poller: %w", err)
	}
	return nil
}

// speakers returns the connections that a measurement speaks on.
func (f *Fleet) speakers() []*conn {
	var speakers []*conn
	for _, c := range f.conns {
		if !c.bystander {
			speakers = append(speakers, c)
		}
	}
	return speakers
}

// frames returns n messages of the given size as a client sends them, and the size
// of one as it comes back.
func (f *Fleet) frames(n, size int) (frames []byte, echoed int) {
	text := f.protocol.Text(payload(size))
	for range n {
		frames = AppendFrame(frames, rfc6455.Text, text)
	}
	return frames, len(text)
}

// payload returns so many letters.
func payload(size int) []byte {
	letters := make([]byte, size)
	for i := range letters {
		letters[i] = 'a' + byte(i%26)
	}
	return letters
}

// turn waits for connections to have something to read, at most so long, reads it,
// and calls arrived for each message that is neither a bystander's nor answered by
// the protocol.
func (f *Fleet) turn(wait time.Duration, arrived func(*conn, Message) error) error {
	n, err := syscall.EpollWait(f.poller, f.events, int(min(wait, turnTime)/time.Millisecond))
	if err != nil && err != syscall.EINTR {
		return fmt.Errorf("waiting for connections: %w", err)
	}
	for _, event := range f.events[:max(n, 0)] {
		c := f.conns[event.Fd]
		chunk, err := c.read(f.buffer)
		if err != nil {
			return err
		}
		if c.over {
			return fmt.Errorf("the server ended the connection without a close frame")
		}
		err = c.decoder.Feed(chunk, func(m Message) error { return f.take(c, m, arrived) })
		if err != nil {
			return err
		}
	}
	return nil
}

// take does with a message what is to be done at once.
func (f *Fleet) take(c *conn, m Message, arrived func(*conn, Message) error) error {
	switch m.Opcode {
	case rfc6455.Close:
		return closed(m)
	case rfc6455.Ping:
		return c.write(AppendFrame(nil, rfc6455.Pong, m.Start))
	case rfc6455.Pong:
		return nil
	}
	if answer, asked := f.protocol.Answer(m.Start); asked {
		return c.write(AppendFrame(nil, rfc6455.Text, answer))
	}
	if c.bystander {
		return nil
	}
	return arrived(c, m)
}

// until takes turns until the time has come, or the context ends.
func (f *Fleet) until(ctx context.Context, end time.Time, arrived func(*conn, Message) error) error {
	for left := time.Until(end); left > 0 && ctx.Err() == nil; left = time.Until(end) {
		if err := f.turn(left+time.Millisecond, arrived); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// settle takes turns until it is done.
func (f *Fleet) settle(ctx context.Context, done func() bool, arrived func(*conn, Message) error) error {
	for end := time.Now().Add(settleTime); !done(); {
		if err := f.turn(turnTime, arrived); err != nil {
			return err
		}
		if time.Now().After(end) {
			return fmt.Errorf("waiting for the last messages: not all came within %v", settleTime)
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	return nil
}
