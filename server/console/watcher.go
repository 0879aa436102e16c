package console

import (
	"net/http"
	"slices"
	"time"

	"twocups/lessons/play"
	"twocups/server/tap"
)

// maxEnded is how many connections that are over a console keeps the recordings of, for
// a page that opens its view of the wire only then: those of the last ws block or two, or
// of a block that breaks one connection after the other.
// Each may take 35 KB for as long as the page is open.
const maxEnded = 6

// watcher reports one connection's events to a console, and records its wire.
type watcher struct {
	console   *console
	tag       play.Tag // without the console's name, which the page knows
	number    int      // which of the console's connections it is, from 1
	recording *tap.Recording
	ended     bool // guarded by the console's mutex
}

// Report sends the event to the page, with the time on the console's clock.
func (w *watcher) Report(e play.Event) {
	e.At = play.Milliseconds(float64(time.Since(w.console.began).Microseconds()) / 1000)
	w.console.send(play.Notice{Tag: w.tag, Connection: w.number, Event: e})
}

// Handshake takes the opening handshake's request (socket.Tap).
func (w *watcher) Handshake(r *http.Request) { w.recording.Handshake(r) }

// Received takes what came over the wire (socket.Tap).
func (w *watcher) Received(raw []byte) { w.recording.Received(raw) }

// Sent takes what goes over the wire (socket.Tap).
func (w *watcher) Sent(raw []byte) { w.recording.Sent(raw) }

// Detach ends the recording and makes room for another connection.
func (w *watcher) Detach() {
	w.recording.End()
	w.console.detach(w)
}

// tell sends a piece of the wire to the page.
func (w *watcher) tell(wire play.Wire) bool {
	return w.console.sendWire(play.Notice{Tag: w.tag, Connection: w.number, Wire: &wire})
}

// attach has the console watch one more connection, unless it watches as many as it
// can. The connection takes the place of what is over of its client's earlier attempts.
// Those of a raw client share an attempt and stay, for a learner who compares them.
func (c *console) attach(tag play.Tag, most int) *watcher {
	c.mu.Lock()
	defer c.mu.Unlock()
	open := 0
	for _, w := range c.watchers {
		if !w.ended {
			open++
		}
	}
	if open == most {
		return nil
	}
	c.forget(func(w *watcher) bool {
		return w.tag.Block == tag.Block && w.tag.Client == tag.Client && w.tag.Attempt != tag.Attempt
	})
	c.watched++
	w := &watcher{console: c, tag: tag, number: c.watched}
	var follower func(play.Wire) bool
	if c.wire {
		follower = w.tell
	}
	w.recording = tap.NewRecording(follower)
	c.watchers = append(c.watchers, w)
	return w
}

// detach notes that a connection is over, and forgets the one that was over first if
// there are too many.
func (c *console) detach(w *watcher) {
	c.mu.Lock()
	defer c.mu.Unlock()
	w.ended = true
	ended := 0
	for _, other := range c.watchers {
		if other.ended {
			ended++
		}
	}
	c.forget(func(*watcher) bool {
		ended--
		return ended >= maxEnded
	})
}

// forget drops those of the connections that are over which the function picks; the
// caller holds the mutex.
func (c *console) forget(which func(*watcher) bool) {
	c.watchers = slices.DeleteFunc(c.watchers, func(w *watcher) bool { return w.ended && which(w) })
}

// showWire begins or ends telling the page what goes over the wires.
func (c *console) showWire(show bool) {
	c.mu.Lock()
	changed := c.wire != show
	c.wire = show
	watchers := slices.Clone(c.watchers)
	c.mu.Unlock()
	if !changed {
		return
	}
	for _, w := range watchers { // not under the mutex, which a recording takes when it tells
		if show {
			w.recording.Follow(w.tell)
		} else {
			w.recording.Unfollow()
		}
	}
}

// listening returns the watchers whose recordings the page follows.
func (c *console) listening() []*watcher {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.wire {
		return nil
	}
	return slices.Clone(c.watchers)
}
