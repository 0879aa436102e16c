//go:build unix

package socket

import (
	"io"
	"net"
	"os"
	"syscall"
)

// newReady returns what reads from the connection: on Unix, TCP can be asked for what
// is there.
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

// tcpReady reads from a TCP connection. Only when nothing is there it sends, and gives
// its buffer back until something has come.
type tcpReady struct {
	raw  syscall.RawConn
	send func() error
	try  func(fd uintptr) bool // attempt, made into a value once

	buffer *[]byte // what an attempt has read
	failed error   // why one could not
}

func (r *tcpReady) read() (*[]byte, error) {
	r.buffer, r.failed = nil, nil
	if err := r.raw.Read(r.try); err != nil {
		return nil, err // the deadline, or the end of the connection
	}
	return r.buffer, r.failed
}

// attempt reads, if there is something. It returns false for being called again when
// there is (syscall.RawConn).
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

// readAgain reads, again if a signal came between.
func readAgain(fd int, p []byte) (int, error) {
	for {
		if n, err := syscall.Read(fd, p); err != syscall.EINTR {
			return n, err
		}
	}
}
