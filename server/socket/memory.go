package socket

import (
	"slices"
	"time"

	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
	"twocups/server/limit/memory"
)

// connectionCost is the number of bytes that each connection reserves from the memory budget:
// what an idle connection takes, and one small buffer each for reading and for writing.
const connectionCost = 16 << 10

// giveUpTimeout bounds the write that is under way when a connection has to give up its memory.
const giveUpTimeout = time.Second

// Memory returns the account of the connection. A [Behaviour] that holds much for its client
// reserves it there.
func (c *Conn) Memory() *memory.Account { return c.memory }

// noMemory returns the close frame for a client for which there is no memory.
func noMemory() closeFrame {
	return closeFrame{
		code:   rfc6455.TryAgainLater,
		reason: "the server has no memory left for this connection",
		remark: "the server’s memory is used up, and this connection holds much of it",
	}
}

// grow makes room in a borrowed buffer for so many bytes more. The connection's account reserves
// what the buffer then has above the old one. If memory is short, grow changes nothing and
// returns false.
func (c *Conn) grow(b **[]byte, bytes int) (reserved int, ok bool) {
	if len(**b)+bytes <= cap(**b) {
		return 0, true
	}
	capacity := capacityFor(len(**b) + bytes)
	reserved = capacity - cap(**b)
	if !c.memory.Reserve(reserved) {
		return 0, false
	}
	*b = replaceBuffer(*b, capacity)
	return reserved, true
}

// giveUp closes a connection that holds much while memory is short. It drops the messages that
// wait, and leaves little time to the write that is under way: a client that reads too slowly
// for that doesn't get the close frame.
func (c *Conn) giveUp() {
	c.out.mu.Lock()
	defer c.out.mu.Unlock()
	if c.frame == nil {
		c.out.drop()
	}
	c.startClosingLocked(noMemory())
	c.out.shortenWrites()
	c.out.flushSoon()
}

// drop drops the frames that no goroutine writes yet, and the events of their messages. The
// caller holds the mutex.
func (o *outbox) drop() {
	o.events = slices.DeleteFunc(o.events, func(e play.Event) bool { return e.Kind == play.Sent })
	o.messages = 0
	o.giveBack(o.queue)
	o.queue = queue{}
}

// shortenWrites shortens the time of writes. The caller holds the mutex.
func (o *outbox) shortenWrites() {
	o.writeTimeout = min(o.writeTimeout, giveUpTimeout)
	if o.network != nil {
		o.network.SetWriteDeadline(time.Now().Add(o.writeTimeout))
	}
}
