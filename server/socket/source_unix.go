//go:build unix

package socket

import (
	"io"
	"net"
	"os"
	"syscall"
)

// newReady returns the reader of a connection. On Unix, a read from a TCP connection can
// return at once if no bytes are there.
func newReady(network net.Conn, send func() error) ready {
	if tcp, ok := network.(*net.TCPConn); ok {
		if raw, err := tcp.SyscallConn(); err == nil {
			r := &tcpReady{raw: raw, send: send}
			r.try = r.attempt
			return r
		}
	}
	return &anyReady{network: network, send: send}
}

// tcpReady reads from a TCP connection. If no bytes are there, it sends, and waits for bytes
// without a buffer.
type tcpReady struct {
	raw  syscall.RawConn
	send func() error
	try  func(fd uintptr) bool // the method value of attempt, made once

	buffer *[]byte // the bytes that attempt has read
	failed error   // why attempt could not read
}

func (r *tcpReady) read() (*[]byte, error) {
	r.buffer, r.failed = nil, nil
	if err := r.raw.Read(r.try); err != nil {
		return nil, err // the deadline, or the end of the connection
	}
	return r.buffer, r.failed
}

// attempt reads the bytes that are there. If there are none it returns false, and
// [syscall.RawConn] calls it again when there are some.
func (r *tcpReady) attempt(fd uintptr) bool {
	buffer := borrowBuffer()
	n, err := readAgain(int(fd), (*buffer)[:cap(*buffer)])
	if n > 0 {
		*buffer = (*buffer)[:n]
		r.buffer = buffer
		return true
	}
	returnBuffer(buffer)
	switch err {
	case nil:
		r.failed = io.EOF
	case syscall.EAGAIN:
		r.failed = r.send()
	default:
		r.failed = os.NewSyscallError("read", err)
	}
	return r.failed != nil
}

// readAgain reads, and tries again after a signal.
func readAgain(fd int, p []byte) (int, error) {
	for {
		if n, err := syscall.Read(fd, p); err != syscall.EINTR {
			return n, err
		}
	}
}
