package load

import (
	"fmt"
	"syscall"
	"time"
)

// Close sends a close frame with 1000 on every connection, waits until the server has ended the
// connections, for at most 30 s, and closes all descriptors. No other method may be called
// after it.
func (f *Fleet) Close() error {
	open := 0
	for _, c := range f.conns {
		if c.ended || c.write(closeFrame) != nil { // the server has ended it already
			f.closeConn(c)
		} else {
			open++
		}
	}
	for end := time.Now().Add(doneTime); open > 0 && time.Now().Before(end); {
		n, err := syscall.EpollWait(f.poller, f.events, int(pollTime/time.Millisecond))
		if err != nil && err != syscall.EINTR {
			break
		}
		for _, event := range f.events[:max(n, 0)] {
			c := f.conns[event.Fd]
			if _, err := c.read(f.buffer); err != nil || c.ended {
				f.closeConn(c)
				open--
			}
		}
	}
	for _, c := range f.conns {
		f.closeConn(c)
	}
	syscall.Close(f.poller)
	if open > 0 {
		return fmt.Errorf("closing the connections: the server left %d of %d open for %v", open, len(f.conns), doneTime)
	}
	return nil
}

// closeConn closes the connection's descriptor, if it is still open.
func (f *Fleet) closeConn(c *conn) {
	if c.fd >= 0 {
		syscall.Close(c.fd) // this also removes it from the poller
	}
	c.fd = -1
}
