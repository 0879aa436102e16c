package socket

import (
	"fmt"

	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
)

// What a behaviour can ask of its connection besides messages, for learners who want
// to see it happen. Only a [Behaviour] that is called for this connection may call
// these methods, as with [Conn.Send], and not before it has been told that the client joined;
// [Conn.Push] anybody.

// Push sends a message, and returns when it is written: so who has much to say is
// slowed down by a client that reads slowly. It reports whether it was written.
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

// SendFragments sends a message in so many frames, at least one, the bytes shared out
// among them (RFC 6455 §5.4): a character may be cut in two, and a frame be empty. It
// reports whether the message is on its way.
func (c *Conn) SendFragments(m Message, frames int) bool {
	return c.enqueue(func() {
		c.remarkWhenSent(fmt.Sprintf("the next message goes in %d frames", frames))
		c.out.put(Prepared{message: m, frame: appendFragments(nil, m, frames)})
	})
}

// Vanish ends the connection without a close frame, after what is queued. The client
// finds out by itself: to a browser this is the code 1006 (RFC 6455 §7.1.5). What it
// sends meanwhile is read and thrown away until its half of the TCP connection is shut:
// where something stays unread, TCP resets, and the client may lose what was queued.
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

// say puts something into the outbox, for the caller or the reader to flush, and writes
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

// tellOnce has the console told a remark with what is in the outbox. The caller holds
// its mutex.
func (c *Conn) remarkWhenSent(remark string) {
	if c.events.watcher != nil {
		c.out.events = append(c.out.events, play.Event{Kind: play.Remark, Text: remark})
	}
}

// appendFragments appends a message in so many frames.
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
