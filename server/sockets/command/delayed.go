package command

import (
	"slices"
	"sync"
	"time"
)

// MaxDelayed is how many answers of a connection may wait for their time: more than a
// learner keeps in mind.
const MaxDelayed = 8

// delayed is what a connection still has to do at some time. Its zero value is nothing.
type delayed struct {
	mu      sync.Mutex
	timers  []*time.Timer
	running sync.WaitGroup // one for each timer that was not stopped
}

// add calls do after the delay, and reports whether there was room for it. do must not
// block.
func (d *delayed) add(delay time.Duration, do func()) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.timers) == MaxDelayed {
		return false
	}
	d.running.Add(1)
	var timer *time.Timer
	timer = time.AfterFunc(delay, func() {
		defer d.running.Done()
		d.forget(&timer)
		do()
	})
	d.timers = append(d.timers, timer)
	return true
}

// forget makes room for another. It reads the timer under the mutex, under which add
// sets it.
func (d *delayed) forget(timer **time.Timer) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.timers = slices.DeleteFunc(d.timers, func(other *time.Timer) bool { return other == *timer })
}

// drop stops what has not begun, and waits for what has.
func (d *delayed) drop() {
	d.mu.Lock()
	for _, timer := range d.timers {
		if timer.Stop() {
			d.running.Done()
		}
	}
	d.mu.Unlock()
	d.running.Wait()
}
