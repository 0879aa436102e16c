package command

import (
	"slices"
	"sync"
	"time"
)

// MaxDelayed is the number of answers of a connection that may wait for their time. A learner
// does not need more.
const MaxDelayed = 8

// delayed holds the calls that a connection has to make at a later time. Its zero value holds none.
type delayed struct {
	mu      sync.Mutex
	timers  []*time.Timer
	running sync.WaitGroup // one for each timer that was not stopped
}

// add calls f after the delay. It reports false, and never calls f, if too many calls wait. f
// must not block.
func (d *delayed) add(delay time.Duration, f func()) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.timers) == MaxDelayed {
		return false
	}
	d.running.Add(1)
	var timer *time.Timer
	timer = time.AfterFunc(delay, func() {
		defer d.running.Done()
		d.remove(&timer)
		f()
	})
	d.timers = append(d.timers, timer)
	return true
}

// remove removes the timer. It takes a pointer, because add sets the timer while it holds the
// mutex: only a goroutine that holds the mutex may read the timer.
func (d *delayed) remove(timer **time.Timer) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.timers = slices.DeleteFunc(d.timers, func(other *time.Timer) bool { return other == *timer })
}

// stop stops the calls that have not begun, and waits for those that have.
func (d *delayed) stop() {
	d.mu.Lock()
	for _, timer := range d.timers {
		if timer.Stop() {
			d.running.Done()
		}
	}
	d.mu.Unlock()
	d.running.Wait()
}
