package load

import (
	"fmt"
	"syscall"
	"time"
)

// Close closes every connection with 1000, waits for the server to end it, for at
// most 10 s, and gives all descriptors back. It is the fleet's last method.
func (f *Fleet) Close() error {
	open := 0
	for _, c := range f.conns {
		if c.over || c.write(closeFrame) != nil { // the server was faster
			f.forget(c)
		} else {
			open++
		}
	}
	for end := time.Now().Add(settleTime); open > 0 && time.Now().Before(end); {
		n, err := syscall.EpollWait(f.poller, f.events, int(turnTime/time.Millisecond))
		if err != nil && err != syscall.EINTR {
			break
		}
		for _, event := range f.events[:max(n, 0)] {
			c := f.conns[event.Fd]
			if _, err := c.read(f.buffer); err != nil || c.over {
				f.forget(c)
				open--
			}
		}
	}
	for _, c := range f.conns {
		f.forget(c)
	}
	syscall.Close(f.poller)
	if open > 0 {
		return fmt.Errorf("closing the connections: the server left %d of %d open for %v", open, len(f.conns), settleTime)
	}
	return nil
}

// forget gives the connection's descriptor back, once.
func (f *Fleet) forget(c *conn) {
	if c.fd >= 0 {
		syscall.Close(c.fd) // which also takes it from the poller
	}
	c.fd = -1
}
