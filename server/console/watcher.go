package console

import (
	"net/http"
	"slices"
	"time"

	"twocups/lessons/play"
	"twocups/server/tap"
)

// maxEnded is the largest number of recordings that a console keeps of connections that are
// over. A learner may open the view of the wire only after they have ended. The view then
// shows the connections of the last ws block or two, or of a block that breaks one
// connection after the other. Each recording may take 35 KB for as long as the page is open.
const maxEnded = 6

// watcher reports one connection's events to a console, and records the connection's wire.
type watcher struct {
	console   *console
	tag       play.Tag // without the console's name, which the page knows
	number    int      // counts the console's connections from 1
	recording *tap.Recording
	ended     bool // guarded by the console's mutex, as is reserved
	reserved  int  // the bytes that the recording has reserved, once it has ended
}

// Report sends the event to the page, with the time on the console's clock.
func (w *watcher) Report(e play.Event) {
	e.At = play.Milliseconds(float64(time.Since(w.console.began).Microseconds()) / 1000)
	w.console.send(play.Notice{Tag: w.tag, Connection: w.number, Event: e})
}

// Handshake records the opening handshake's request (socket.Tap).
func (w *watcher) Handshake(r *http.Request) { w.recording.Handshake(r) }

// Received records bytes that came from the client (socket.Tap).
func (w *watcher) Received(raw []byte) { w.recording.Received(raw) }

// Sent records bytes that go to the client (socket.Tap).
func (w *watcher) Sent(raw []byte) { w.recording.Sent(raw) }

// Detach ends the recording and makes room for another connection.
func (w *watcher) Detach() {
	w.recording.End()
	w.console.detach(w, w.recording.Reserved())
}

// sendWire sends a piece of the wire to the page.
func (w *watcher) sendWire(wire play.Wire) bool {
	return w.console.sendWire(play.Notice{Tag: w.tag, Connection: w.number, Wire: &wire})
}

// attach makes the console watch one more connection. It returns nil if the console already
// watches the largest number of connections. It removes the client's connections of earlier
// attempts that are over. The connections of a raw client share an attempt, and the console
// keeps them for a learner who compares them.
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
	c.removeEnded(func(w *watcher) bool {
		return w.tag.Block == tag.Block && w.tag.Client == tag.Client && w.tag.Attempt != tag.Attempt
	})
	c.watched++
	w := &watcher{console: c, tag: tag, number: c.watched}
	var follower func(play.Wire) bool
	if c.wire {
		follower = w.sendWire
	}
	w.recording = tap.NewRecording(follower, c.conn.Memory().Reserve)
	c.watchers = append(c.watchers, w)
	return w
}

// detach notes that a connection is over, and how many bytes its recording has reserved. If too
// many watched connections are over, detach removes the oldest of these.
func (c *console) detach(w *watcher, reserved int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	w.ended, w.reserved = true, reserved
	ended := 0
	for _, other := range c.watchers {
		if other.ended {
			ended++
		}
	}
	c.removeEnded(func(*watcher) bool {
		ended--
		return ended >= maxEnded
	})
}

// removeEnded removes the connections that are over and for which the function matches
// returns true, and gives back the memory of their recordings. The caller holds the mutex, so
// removeEnded calls no recording: a recording that reports waits for the mutex.
func (c *console) removeEnded(matches func(*watcher) bool) {
	c.watchers = slices.DeleteFunc(c.watchers, func(w *watcher) bool {
		removed := w.ended && matches(w)
		if removed {
			c.conn.Memory().Release(w.reserved)
		}
		return removed
	})
}

// followWires starts or stops the reports of the wires to the page.
func (c *console) followWires(wanted bool) {
	c.mu.Lock()
	changed := c.wire != wanted
	c.wire = wanted
	watchers := slices.Clone(c.watchers)
	c.mu.Unlock()
	if !changed {
		return
	}
	for _, w := range watchers { // without the mutex, because a recording's report locks it
		if wanted {
			w.recording.Follow(w.sendWire)
		} else {
			w.recording.Unfollow()
		}
	}
}

// followed returns the watchers whose recordings the page follows.
func (c *console) followed() []*watcher {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.wire {
		return nil
	}
	return slices.Clone(c.watchers)
}
