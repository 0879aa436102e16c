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
	name      string
	conn      *socket.Conn
	began     time.Time
	tickEvery time.Duration
	ticks     *time.Timer

	mu       sync.Mutex // also held while a notice is queued, so that its Missed counts the notices before it
	stopped  bool       // there are no more ticks
	missed   int        // notices left out since the last one that was queued
	watchers []*watcher // of the open connections, and of the last closed ones
	watched  int        // the number of connections so far
	wire     bool       // the page has asked for the wires of its connections
	runs     []run      // for the rows of a page without the module, the oldest program first
}

// tick sends an empty notice, and sets the timer for the next tick. It also sends what the
// recordings still have to report. Pings can't replace the notice: a browser answers pings
// itself, and its page doesn't learn of them.
func (c *console) tick() {
	c.conn.TrySend(socket.Message{Opcode: rfc6455.Text, Payload: []byte("{}")}) // if the queue is full, other notices show that the stream works
	for _, w := range c.followed() {
		w.recording.CatchUp()
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.stopped {
		c.ticks.Reset(c.tickEvery)
	}
}

// stopTicks ends the ticks.
func (c *console) stopTicks() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.stopped = true
	c.ticks.Stop()
}

// send queues an event's notice, or counts the notice as missed. If the tag asks for rows, the notice has
// rows in place of the event.
func (c *console) send(n play.Notice) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if n.Missed = c.missed; n.WantsRows {
		n = c.withRows(n)
	}
	if c.queue(n) {
		c.missed = 0
		return
	}
	c.missed++
}

// withRows returns the notice of an event with rows in place of the event and in place of the
// number of missed events. The caller holds the mutex.
func (c *console) withRows(n play.Notice) play.Notice {
	row := c.row(n.Tag, n.Event)
	if n.Missed > 0 {
		n.Rows = append(n.Rows, play.Row{Time: row.Time, Words: play.Missed(n.Missed)})
	}
	n.Rows = append(n.Rows, row)
	n.Missed, n.Event = 0, play.Event{}
	return n
}

// sendWire queues a notice of the wire. If there is no room, sendWire doesn't count the
// notice as missed: the recording reports its piece later, or the numbers of the frames
// show the gap.
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
