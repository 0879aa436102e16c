package socket

import (
	"fmt"

	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
)

// These methods do what a server's application seldom does, so that learners can see it.
// As with [Conn.Send], only the connection's own [Behaviour] may call them, from its methods;
// any goroutine may call [Conn.Push].

// Push sends a message, and returns when the message is written: a client that reads
// slowly slows down the sender. It reports whether the message was written.
func (c *Conn) Push(m Message) bool {
	if !c.enqueue(func() { c.out.put(Prepared{message: m}) }) {
		return false
	}
	if c.out.flush() != nil {
		c.cut()
		return false
	}
	return true
}

// Ping sends a ping (RFC 6455 §5.5.2), and reports whether it is on its way. Of the
// payload the first 125 bytes go. From then on the function is called, while the client is
// being heard, with each pong that carries something; those to the server's own pings
// are empty.
func (c *Conn) Ping(payload []byte, answered func(pong string)) bool {
	payload = payload[:min(len(payload), rfc6455.MaxControl)]
	return c.enqueue(func() {
		c.ws.SetPongHandler(func(pong string) error {
			if pong != "" {
				c.events.remark("the client’s pong says: " + pong)
				answered(pong)
			}
			return nil
		})
		c.out.add(func(b []byte) []byte { return appendFrame(b, rfc6455.Ping, payload) })
		c.remarkWhenSent(fmt.Sprintf("a ping asks the client: %s", payload))
	})
}

// SendFragments sends a message in the given number of frames, at least one, each with an
// equal share of the bytes (RFC 6455 §5.4). A character may be cut in two, and a frame be
// empty. It
// reports whether the message is on its way.
func (c *Conn) SendFragments(m Message, frames int) bool {
	return c.enqueue(func() {
		c.remarkWhenSent(fmt.Sprintf("the next message goes in %d frames", frames))
		c.out.put(Prepared{message: m, frame: appendFragments(nil, m, frames)})
	})
}

// Vanish ends the connection without a close frame, after what is queued. A browser
// reports the code 1006 (RFC 6455 §7.1.5). Until the client shuts its half of the TCP
// connection, the server reads what the client sends and drops it: if something stayed
// unread, TCP would reset the connection, and the client could lose what was queued.
func (c *Conn) Vanish() {
	if c.isClosing() || c.scanned == nil {
		return
	}
	c.out.flush()
	c.events.remark("the server vanishes, without a close frame")
	c.startClosing(closeFrame{code: rfc6455.AbnormalClosure})
	if !c.closeWrite() {
		c.scanned.Close()
	}
}

// enqueue puts something into the outbox, for the caller or the reader to flush. It writes
// if too much has gathered.
func (c *Conn) enqueue(put func()) bool {
	c.out.mu.Lock()
	if c.frame != nil || c.ws == nil {
		c.out.mu.Unlock()
		return false
	}
	put()
	much := c.out.bytes() >= flushAt
	c.out.mu.Unlock()
	return !much || c.out.flush() == nil
}

// remarkWhenSent reports a remark to the console together with what is in the outbox. The
// caller holds the outbox's mutex.
func (c *Conn) remarkWhenSent(remark string) {
	if c.events.watcher != nil {
		c.out.events = append(c.out.events, play.Event{Kind: play.Remark, Text: remark})
	}
}

// appendFragments appends a message in the given number of frames.
func appendFragments(b []byte, m Message, frames int) []byte {
	opcode, size := m.Opcode, len(m.Payload)
	for i := range frames {
		start := len(b)
		b = appendFrame(b, opcode, m.Payload[size*i/frames:size*(i+1)/frames])
		if i < frames-1 {
			b[start] &^= rfc6455.FinBit
		}
		opcode = rfc6455.Continuation
	}
	return b
}
