package instance

import (
	"sync"
	"time"
)

// calls are the calls that a program has asked for with [After]. The end of the instance stops
// them, because each of them keeps the program in memory.
type calls struct {
	mu      sync.Mutex
	waiting map[*time.Timer]struct{}
	stopped bool
}

// after calls do after the time, in a goroutine of its own.
func (c *calls) after(wait time.Duration, do func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.stopped {
		return
	}
	if c.waiting == nil {
		c.waiting = make(map[*time.Timer]struct{})
	}
	var timer *time.Timer
	timer = time.AfterFunc(wait, func() {
		c.mu.Lock() // the variable timer is set under the mutex
		delete(c.waiting, timer)
		c.mu.Unlock()
		do()
	})
	c.waiting[timer] = struct{}{}
}

// stop stops the calls that wait, and those that are asked for later.
func (c *calls) stop() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.stopped = true
	for timer := range c.waiting {
		timer.Stop()
	}
	clear(c.waiting)
}
