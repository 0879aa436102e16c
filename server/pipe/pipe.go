package pipe

import (
	"net"
	"time"
)

// half is one end of a connection inside the program: two pipes, one for each
// direction, so that each can be shut by itself as those of TCP can.
type half struct {
	net.Conn          // where this end reads
	out      net.Conn // where it writes
}

// New returns the two ends. What one writes waits until the other reads it.
func New() (ours, theirs net.Conn) {
	up, upEnd := net.Pipe()
	down, downEnd := net.Pipe()
	return half{Conn: downEnd, out: up}, half{Conn: upEnd, out: down}
}

func (h half) Write(p []byte) (int, error) { return h.out.Write(p) }

// CloseWrite tells the other end that nothing more comes.
func (h half) CloseWrite() error { return h.out.Close() }

func (h half) Close() error {
	h.out.Close() // never fails for a pipe
	return h.Conn.Close()
}

func (h half) SetWriteDeadline(t time.Time) error { return h.out.SetWriteDeadline(t) }

func (h half) SetDeadline(t time.Time) error {
	h.out.SetWriteDeadline(t) // never fails for a pipe that is open
	return h.Conn.SetReadDeadline(t)
}
