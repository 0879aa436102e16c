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
	doneTime   = 30 * time.Second       // for the last messages to come, or for the server to end all connections
	pollTime   = 100 * time.Millisecond // after which a fleet checks its context if nothing has come
	maxEvents  = 512                    // connections that one wait returns
	bufferSize = 64 << 10               // bytes of one read
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
		events:   make([]syscall.EpollEvent, maxEvents),
		buffer:   make([]byte, bufferSize),
	}, nil
}

// open opens the fleet's nth connection.
func (f *Fleet) open(ctx context.Context, addr, target string, nth int, ignored bool) error {
	t, err := dial(ctx, addr, target, nth)
	if err != nil {
		return err
	}
	if err := f.protocol.Join(t); err != nil {
		t.conn.Close()
		return err
	}
	return f.add(t, ignored)
}

// add adds a connection to the fleet.
func (f *Fleet) add(t *setupConn, ignored bool) error {
	c, err := t.join()
	if err != nil {
		return err
	}
	c.ignored = ignored
	event := syscall.EpollEvent{Events: syscall.EPOLLIN, Fd: int32(len(f.conns))}
	f.conns = append(f.conns, c)
	if err := syscall.EpollCtl(f.poller, syscall.EPOLL_CTL_ADD, c.fd, &event); err != nil {
		return fmt.Errorf("adding a connection to the poller: %w", err)
	}
	return nil
}

// senders returns the connections whose messages count.
func (f *Fleet) senders() []*conn {
	var senders []*conn
	for _, c := range f.conns {
		if !c.ignored {
			senders = append(senders, c)
		}
	}
	return senders
}

// frames returns the frames of n messages of the given size, and the size of one message when
// it comes back.
func (f *Fleet) frames(n, size int) (frames []byte, echoed int) {
	text := f.protocol.Text(payload(size))
	for range n {
		frames = AppendFrame(frames, rfc6455.Text, text)
	}
	return frames, len(text)
}

// payload returns size letters.
func payload(size int) []byte {
	letters := make([]byte, size)
	for i := range letters {
		letters[i] = 'a' + byte(i%26)
	}
	return letters
}

// poll waits until connections are readable, for at most the given time, and reads from them. It
// calls arrived for each message, except the messages of consoles and the messages that the
// protocol answers.
func (f *Fleet) poll(wait time.Duration, arrived func(*conn, Message) error) error {
	n, err := syscall.EpollWait(f.poller, f.events, int(min(wait, pollTime)/time.Millisecond))
	if err != nil && err != syscall.EINTR {
		return fmt.Errorf("waiting for connections: %w", err)
	}
	for _, event := range f.events[:max(n, 0)] {
		c := f.conns[event.Fd]
		chunk, err := c.read(f.buffer)
		if err != nil {
			return err
		}
		if c.ended {
			return fmt.Errorf("the server ended the connection without a close frame")
		}
		err = c.decoder.Feed(chunk, func(m Message) error { return f.handle(c, m, arrived) })
		if err != nil {
			return err
		}
	}
	return nil
}

// handle answers a ping or a question of the protocol, or calls arrived with the message.
func (f *Fleet) handle(c *conn, m Message, arrived func(*conn, Message) error) error {
	switch m.Opcode {
	case rfc6455.Close:
		return closeError(m)
	case rfc6455.Ping:
		return c.write(AppendFrame(nil, rfc6455.Pong, m.Start))
	case rfc6455.Pong:
		return nil
	}
	if answer, asked := f.protocol.Answer(m.Start); asked {
		return c.write(AppendFrame(nil, rfc6455.Text, answer))
	}
	if c.ignored {
		return nil
	}
	return arrived(c, m)
}

// pollUntil polls until the given time, or until the context ends.
func (f *Fleet) pollUntil(ctx context.Context, end time.Time, arrived func(*conn, Message) error) error {
	for left := time.Until(end); left > 0 && ctx.Err() == nil; left = time.Until(end) {
		if err := f.poll(left+time.Millisecond, arrived); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// pollUntilDone polls until done returns true.
func (f *Fleet) pollUntilDone(ctx context.Context, done func() bool, arrived func(*conn, Message) error) error {
	for end := time.Now().Add(doneTime); !done(); {
		if err := f.poll(pollTime, arrived); err != nil {
			return err
		}
		if time.Now().After(end) {
			return fmt.Errorf("waiting for the last messages: not all came within %v", doneTime)
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	return nil
}
