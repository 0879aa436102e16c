package console

import (
	"encoding/json"
	"sync"
	"time"

	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
	"twocups/server/socket"
)

// console is one open console.
type console struct {
	name  string
	conn  *socket.Conn
	began time.Time
	every time.Duration // between ticks
	ticks *time.Timer

	mu       sync.Mutex // also puts the notices in the order of their Missed
	left     bool
	missed   int        // notices left out since the last one that was queued
	watchers []*watcher // of the connections that are open, and the last ones that were
	watched  int        // connections so far
	wire     bool       // the page wants to know what goes over their wires
}

// tick sends a notice that says nothing, and does so again after a while. Pings
// don't serve for this: a browser answers them itself and tells no page.
func (c *console) tick() {
	c.conn.TrySend(socket.Message{Opcode: rfc6455.Text, Payload: []byte("{}")}) // a full queue shows as well that the stream lives
	for _, w := range c.listening() {
		w.recording.CatchUp()
	}
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

// send queues an event's notice, or leaves it out.
func (c *console) send(n play.Notice) {
	c.mu.Lock()
	defer c.mu.Unlock()
	n.Missed = c.missed
	if c.queue(n) {
		c.missed = 0
		return
	}
	c.missed++
}

// sendWire queues a notice of the wire. What finds no room is not counted here: the
// recording sends it later, or its frames' numbers tell.
func (c *console) sendWire(n play.Notice) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.queue(n)
}

// queue queues a notice if there is room; the caller holds the mutex.
func (c *console) queue(n play.Notice) bool {
	text, err := json.Marshal(n)
	return err == nil && c.conn.TrySend(socket.Message{Opcode: rfc6455.Text, Payload: text})
}
