package socket

import (
	"fmt"

	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
)

// The methods in this file do things that a server's application seldom does, so that lessons
// can show them. Only the connection's own [Behaviour] may call them, from its methods. Any goroutine
// may call [Conn.Push].

// Push sends a message and returns when the message is written, so a client that reads slowly
// slows down the sender. Push reports whether the message was written.
func (c *Conn) Push(m Message) bool {
	if !c.enqueue(func() bool { return c.out.put(Prepared{message: m}) }) {
		return false
	}
	if c.out.flush() != nil {
		c.abort()
		return false
	}
	return true
}

// Ping sends a ping with the first 125 bytes of the payload (RFC 6455 §5.5.2), and reports
// whether the ping is on its way. From then on, the reader calls the function with each pong
// whose payload isn't empty. The pongs to the server's own pings are empty.
func (c *Conn) Ping(payload []byte, answered func(pong string)) bool {
	payload = payload[:min(len(payload), rfc6455.MaxControl)]
	return c.enqueue(func() bool {
		c.ws.SetPongHandler(func(pong string) error {
			if pong != "" {
				c.events.remark("the client’s pong says: " + pong)
				answered(pong)
			}
			return nil
		})
		c.remarkWhenSent(fmt.Sprintf("a ping asks the client: %s", payload))
		return c.out.add(maxHeader+len(payload), func(b []byte) []byte { return appendFrame(b, rfc6455.Ping, payload) })
	})
}

// SendFragments sends a message in the given number of frames, at least one, each with an
// equal share of the bytes (RFC 6455 §5.4). The end of a frame may split a character, and
// a frame may be empty. SendFragments reports whether the message is on its way.
func (c *Conn) SendFragments(m Message, frames int) bool {
	return c.enqueue(func() bool {
		c.remarkWhenSent(fmt.Sprintf("the next message goes in %d frames", frames))
		return c.out.put(Prepared{message: m, frame: appendFragments(nil, m, frames)})
	})
}

// Vanish sends the queued messages, and ends the connection without a close frame. A browser
// reports the code 1006 (RFC 6455 §7.1.5). Until the client shuts its half of the TCP
// connection, the server reads the client's bytes and drops them. If bytes stayed unread, TCP
// would reset the connection, and the client could lose the queued messages.
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

// enqueue calls put under the outbox's mutex, and reports whether the connection can still
// send. It closes the connection if put finds no memory. The caller or the reader flushes the
// outbox; enqueue does so itself if the outbox holds much.
func (c *Conn) enqueue(put func() bool) bool {
	c.out.mu.Lock()
	if c.frame != nil || c.ws == nil {
		c.out.mu.Unlock()
		return false
	}
	fits := put()
	if !fits {
		c.startClosingLocked(noMemory())
	}
	much := c.out.queue.bytes >= flushAt
	c.out.mu.Unlock()
	return fits && (!much || c.out.flush() == nil)
}

// remarkWhenSent adds a remark, which is reported to the console when the frames in the outbox
// are written. The caller holds the outbox's mutex.
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
