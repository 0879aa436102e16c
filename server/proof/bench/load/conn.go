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
	over    bool // the server has closed it

	bystander bool            // what it hears counts for nothing: a console
	waiting   int             // how many messages it has sent that have not come back
	due       []time.Duration // when each of these was to be sent, since the measurement began
}

// join ends the talk: from now on the descriptor is the fleet's alone. The connection
// that was opened by package net is closed, which leaves a duplicate of it open, so
// that the runtime's poller has no part in what follows.
func (t *talk) join() (*conn, error) {
	defer t.conn.Close()
	if err := t.decode(); err != nil {
		return nil, err
	}
	if len(t.heard) > 0 {
		return nil, fmt.Errorf("the server said %v %q before it was spoken to", t.heard[0].Opcode, t.heard[0].Start)
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

// write sends frames. There is always room for them: a fleet sends more only when
// what it sent has been answered, and the kernel holds far more than that.
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

// read returns what has come, and nothing if there is nothing yet.
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
		c.over = n == 0
		return into[:n], nil
	}
}

// closed returns what a close frame says as an error.
func closed(m Message) error {
	if len(m.Start) < 2 {
		return fmt.Errorf("the server closed the connection without a code")
	}
	return fmt.Errorf("the server closed the connection: %d %s", binary.BigEndian.Uint16(m.Start), m.Start[2:])
}

var closeFrame = AppendFrame(nil, rfc6455.Close, binary.BigEndian.AppendUint16(nil, uint16(rfc6455.NormalClosure)))
