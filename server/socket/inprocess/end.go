package inprocess

import (
	"errors"
	"net"
	"os"
	"time"
)

// End is one end of a connection inside the program. The connection has a pipe for each
// direction, so that one direction can be shut alone, as with TCP.
type End struct {
	net.Conn          // this end reads from it
	out      net.Conn // this end writes to it
	remote   net.Addr // the address that RemoteAddr returns; nil: that of a pipe
}

// New returns the two ends of a connection. A write at one end waits until the other end
// reads. The first end acts for a client with the given address, and the second end returns this
// address as its RemoteAddr. If the address is nil, RemoteAddr returns that of a pipe.
func New(client net.Addr) (ours, theirs End) {
	up, upEnd := net.Pipe()
	down, downEnd := net.Pipe()
	return End{Conn: downEnd, out: up}, End{Conn: upEnd, out: down, remote: client}
}

func (e End) Write(p []byte) (int, error) { return e.out.Write(p) }

// AwaitRead waits until the other end reads again. By then, the other end has dealt with all
// bytes that it read before. The error is io.ErrClosedPipe if the other end has shut its half or closed the
// connection, or the error of the write deadline.
func (e End) AwaitRead() error {
	if _, err := e.out.Write(nil); err != nil { // waits for a reader, though there are no bytes to read
		return err
	}
	e.Conn.SetWriteDeadline(time.Unix(1, 0)) // never fails for a pipe that is open
	_, err := e.Conn.Write(nil)              // nobody reads in this direction: the write fails at once, and its error says whether the other end is open
	if errors.Is(err, os.ErrDeadlineExceeded) {
		return nil
	}
	return err
}

// CloseWrite shuts the half that this end writes: the other end reads io.EOF.
func (e End) CloseWrite() error { return e.out.Close() }

// Close shuts both halves (net.Conn).
func (e End) Close() error {
	e.out.Close() // never fails for a pipe
	return e.Conn.Close()
}

// RemoteAddr returns the address of the other end (net.Conn).
func (e End) RemoteAddr() net.Addr {
	if e.remote != nil {
		return e.remote
	}
	return e.Conn.RemoteAddr()
}

// SetWriteDeadline bounds writes and AwaitRead (net.Conn).
func (e End) SetWriteDeadline(t time.Time) error { return e.out.SetWriteDeadline(t) }

// SetDeadline bounds reads and writes (net.Conn).
func (e End) SetDeadline(t time.Time) error {
	e.out.SetWriteDeadline(t) // never fails for a pipe that is open
	return e.Conn.SetReadDeadline(t)
}
