package command

import (
	"slices"
	"sync"
	"time"
)

// MaxWaiting is how many answers of a connection may wait: more than a learner keeps
// in mind.
const MaxWaiting = 8

// waiting is what waits to be done for a connection.
type waiting struct {
	mu      sync.Mutex
	timers  []*time.Timer
	running sync.WaitGroup // one for each timer that was not stopped
}

// add has something done later, and reports whether there was room for it. It must not
// block.
func (w *waiting) add(delay time.Duration, do func()) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.timers) == MaxWaiting {
		return false
	}
	w.running.Add(1)
	var timer *time.Timer
	timer = time.AfterFunc(delay, func() {
		defer w.running.Done()
		w.forget(&timer)
		do()
	})
	w.timers = append(w.timers, timer)
	return true
}

// forget makes room for another. The timer is set by the one who holds the mutex.
func (w *waiting) forget(timer **time.Timer) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.timers = slices.DeleteFunc(w.timers, func(other *time.Timer) bool { return other == *timer })
}

// drop stops what has not begun, and waits for what has.
func (w *waiting) drop() {
	w.mu.Lock()
	for _, timer := range w.timers {
		if timer.Stop() {
			w.running.Done()
		}
	}
	w.mu.Unlock()
	w.running.Wait()
}
