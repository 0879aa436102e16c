//go:build unix

package socket

import (
	"io"
	"net"
	"os"
	"syscall"
)

// newSource returns the source of a connection. On Unix, a read from a TCP connection can
// return at once if no bytes are there.
func newSource(network net.Conn, send func() error) source {
	if tcp, ok := network.(*net.TCPConn); ok {
		if raw, err := tcp.SyscallConn(); err == nil {
			s := &tcpSource{raw: raw, send: send}
			s.try = s.attempt
			return s
		}
	}
	return &anySource{network: network, send: send}
}

// tcpSource reads from a TCP connection. If no bytes are there, it sends, and waits for bytes
// without a buffer.
type tcpSource struct {
	raw  syscall.RawConn
	send func() error
	try  func(fd uintptr) bool // the method value of attempt, made once

	buffer *[]byte // the bytes that attempt has read
	failed error   // why attempt could not read
}

func (s *tcpSource) read() (*[]byte, error) {
	s.buffer, s.failed = nil, nil
	if err := s.raw.Read(s.try); err != nil {
		return nil, err // the deadline, or the end of the connection
	}
	return s.buffer, s.failed
}

// attempt reads the bytes that are there. If there are none it returns false, and
// [syscall.RawConn] calls it again when there are some.
func (s *tcpSource) attempt(fd uintptr) bool {
	buffer := borrowBuffer()
	n, err := readAgain(int(fd), (*buffer)[:cap(*buffer)])
	if n > 0 {
		*buffer = (*buffer)[:n]
		s.buffer = buffer
		return true
	}
	returnBuffer(buffer)
	switch err {
	case nil:
		s.failed = io.EOF
	case syscall.EAGAIN:
		s.failed = s.send()
	default:
		s.failed = os.NewSyscallError("read", err)
	}
	return s.failed != nil
}

// readAgain reads, and tries again after a signal.
func readAgain(fd int, p []byte) (int, error) {
	for {
		if n, err := syscall.Read(fd, p); err != syscall.EINTR {
			return n, err
		}
	}
}
