package load

import (
	"encoding/binary"
	"fmt"
	"net"
	"syscall"
	"time"

	"twocups/lessons/play/rfc6455"
)

// conn is a connection of a fleet.
type conn struct {
	fd      int
	decoder Decoder
	ended   bool // the server has closed it

	ignored  bool            // its messages don't count, because it is a console
	inFlight int             // messages that the connection has sent and that have not come back
	due      []time.Duration // when each of these messages was due, since the start of the measurement
}

// join returns the connection for a fleet. It duplicates the descriptor, and closes the
// connection of package net. From then on, only the fleet uses the duplicate, and the runtime's
// poller doesn't.
func (t *setupConn) join() (*conn, error) {
	defer t.conn.Close()
	if err := t.decode(); err != nil {
		return nil, err
	}
	if len(t.received) > 0 {
		return nil, fmt.Errorf("the server sent %v %q before the client's first message", t.received[0].Opcode, t.received[0].Start)
	}
	raw, err := t.conn.(*net.TCPConn).SyscallConn()
	if err != nil {
		return nil, err
	}
	var fd uintptr
	var failed syscall.Errno
	err = raw.Control(func(original uintptr) {
		fd, _, failed = syscall.Syscall(syscall.SYS_FCNTL, original, syscall.F_DUPFD_CLOEXEC, 0)
	})
	if err == nil && failed != 0 {
		err = failed
	}
	if err != nil {
		return nil, fmt.Errorf("duplicating the descriptor: %w", err)
	}
	return &conn{fd: int(fd), decoder: t.decoder}, nil
}

// write sends frames. The kernel's buffer always has room for them, because a fleet sends more
// only when the server has answered the frames before.
func (c *conn) write(frames []byte) error {
	for {
		n, err := syscall.Write(c.fd, frames)
		switch {
		case err == syscall.EINTR:
			continue
		case err != nil:
			return fmt.Errorf("writing: %w", err)
		case n < len(frames):
			return fmt.Errorf("writing: the kernel took %d bytes of %d", n, len(frames))
		}
		return nil
	}
}

// read returns the bytes that have come. It returns no bytes if none have come yet.
func (c *conn) read(into []byte) ([]byte, error) {
	for {
		n, err := syscall.Read(c.fd, into)
		switch {
		case err == syscall.EINTR:
			continue
		case err == syscall.EAGAIN:
			return nil, nil
		case err != nil:
			return nil, fmt.Errorf("reading: %w", err)
		}
		c.ended = n == 0
		return into[:n], nil
	}
}

// closeError returns the code and the reason of a close frame as an error.
func closeError(m Message) error {
	if len(m.Start) < 2 {
		return fmt.Errorf("the server closed the connection without a code")
	}
	return fmt.Errorf("the server closed the connection: %d %s", binary.BigEndian.Uint16(m.Start), m.Start[2:])
}

var closeFrame = AppendFrame(nil, rfc6455.Close, binary.BigEndian.AppendUint16(nil, uint16(rfc6455.NormalClosure)))
