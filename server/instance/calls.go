package instance

import (
	"sync"
	"time"
)

// calls are the calls that a program has asked for with [After]. When the instance ends they are
// forgotten, because each of them holds the program.
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
		c.forget(&timer)
		do()
	})
	c.waiting[timer] = struct{}{}
}

// forget forgets a call that is due. Its timer is set under the mutex.
func (c *calls) forget(timer **time.Timer) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.waiting, *timer)
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
