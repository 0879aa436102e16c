package console

import (
	"encoding/json"
	"sync"
	"time"

	"twocups/lessons/play"
	"twocups/server/socket"
)

// console is one open console.
type console struct {
	name  string
	conn  *socket.Conn
	began time.Time
	every time.Duration // between ticks
	ticks *time.Timer

	mu      sync.Mutex // also puts the notices in the order of their Missed
	left    bool
	watched int // connections that report to it
	missed  int // notices left out since the last one that was queued
}

func (c *console) attach(most int) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.watched == most {
		return false
	}
	c.watched++
	return true
}

func (c *console) detach() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.watched--
}

// tick sends a notice that says nothing, and does so again after a while. Pings
// don't serve for this: a browser answers them itself and tells no page.
func (c *console) tick() {
	c.conn.TrySend(socket.Message{Opcode: play.Text, Payload: []byte("{}")}) // a full queue shows as well that the stream lives
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.left {
		c.ticks.Reset(c.every)
	}
}

// leave ends the ticks.
func (c *console) leave() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.left = true
	c.ticks.Stop()
}

// send queues a notice, or leaves it out.
func (c *console) send(n play.Notice) {
	c.mu.Lock()
	defer c.mu.Unlock()
	n.Missed = c.missed
	text, err := json.Marshal(n)
	if err == nil && c.conn.TrySend(socket.Message{Opcode: play.Text, Payload: text}) {
		c.missed = 0
		return
	}
	c.missed++
}

// watcher reports one connection's events to a console.
type watcher struct {
	console *console
	tag     play.Tag // without the console's name, which the page knows
}

// Report sends the event to the page, with the time on the console's clock.
func (w *watcher) Report(e play.Event) {
	e.At = play.Milliseconds(float64(time.Since(w.console.began).Microseconds()) / 1000)
	w.console.send(play.Notice{Tag: w.tag, Event: e})
}

// Detach makes room for another connection.
func (w *watcher) Detach() { w.console.detach() }
