package inprocess

import (
	"errors"
	"net"
	"os"
	"time"
)

// End is one end of a connection inside the program: two pipes, one for each
// direction, so that each can be shut by itself as those of TCP can.
type End struct {
	net.Conn          // where this end reads
	out      net.Conn // where it writes
	remote   net.Addr // where the other end says it is; nil: in a pipe
}

// New returns the two ends. What one writes waits until the other reads it. The
// second end reports the address as that of the first, which is used in the name of a client
// there; nil for no such client.
func New(speaksFor net.Addr) (ours, theirs End) {
	up, upEnd := net.Pipe()
	down, downEnd := net.Pipe()
	return End{Conn: downEnd, out: up}, End{Conn: upEnd, out: down, remote: speaksFor}
}

func (e End) Write(p []byte) (int, error) { return e.out.Write(p) }

// Meet waits until the other end reads, so that it has dealt with whatever it read
// before. The error is io.ErrClosedPipe if it has shut its half, and will say no more; or that
// of the write deadline.
func (e End) Meet() error {
	if _, err := e.out.Write(nil); err != nil { // which waits for a reader, though it gives it nothing
		return err
	}
	e.Conn.SetWriteDeadline(time.Unix(1, 0)) // never fails for a pipe that is open
	_, err := e.Conn.Write(nil)              // against the stream, where nobody reads: it fails, and tells why
	if errors.Is(err, os.ErrDeadlineExceeded) {
		return nil
	}
	return err
}

// CloseWrite ends what the other end reads: nothing more comes.
func (e End) CloseWrite() error { return e.out.Close() }

// Close shuts both halves (net.Conn).
func (e End) Close() error {
	e.out.Close() // never fails for a pipe
	return e.Conn.Close()
}

// RemoteAddr is where the other end is (net.Conn).
func (e End) RemoteAddr() net.Addr {
	if e.remote != nil {
		return e.remote
	}
	return e.Conn.RemoteAddr()
}

// SetWriteDeadline bounds the writes, and how long Meet waits (net.Conn).
func (e End) SetWriteDeadline(t time.Time) error { return e.out.SetWriteDeadline(t) }

// SetDeadline bounds reads and writes (net.Conn).
func (e End) SetDeadline(t time.Time) error {
	e.out.SetWriteDeadline(t) // never fails for a pipe that is open
	return e.Conn.SetReadDeadline(t)
}
