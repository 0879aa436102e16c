package socket

import (
	"time"
	"unicode/utf8"

	"twocups/lessons/play/rfc6455"
)

// closeFrame is the server's close frame, and how the connection goes on after it.
type closeFrame struct {
	code   rfc6455.CloseCode // AbnormalClosure: no close frame is sent
	reason string
	answer bool   // it answers the client's close frame
	fails  bool   // the server ends the connection: it shuts its half of the TCP connection at once (RFC 6455 §7.1.7)
	remark string // for the console; "" for none
	readOn bool   // the client only exceeded a limit: the server goes on reading, up to its close frame
	flood  bool   // the client sent too many frames: it is slowed down first
}

// Close starts the closing handshake and returns at once. The close frame follows the
// messages that are queued. Close truncates the reason to [rfc6455.MaxReason] bytes. On a
// connection that is closing already, Close does nothing.
func (c *Conn) Close(code rfc6455.CloseCode, reason string) {
	c.out.mu.Lock()
	defer c.out.mu.Unlock()
	if c.frame != nil {
		return
	}
	c.startClosingLocked(closeFrame{code: code, reason: reason})
	c.out.flushSoon()
}

// startClosing is Close for the reader, which flushes the outbox itself.
func (c *Conn) startClosing(frame closeFrame) {
	c.out.mu.Lock()
	defer c.out.mu.Unlock()
	c.startClosingLocked(frame)
}

// closeAndReadOn starts to close, and flushes the outbox. The reader reads on afterwards.
func (c *Conn) closeAndReadOn(frame closeFrame) {
	c.startClosing(frame)
	c.flushLast()
}

// flushLast flushes the outbox of a connection that is closing. It returns when all is written, or
// after readOnAfter: a client that doesn't read then may be sending, and read only when it has sent
// all. Then c.flushed is closed when all is written. Only the reader calls flushLast.
func (c *Conn) flushLast() {
	if c.flushed != nil {
		return // it has waited before
	}
	c.flushed = make(chan struct{})
	go func() {
		defer close(c.flushed)
		if c.out.flush() != nil {
			c.abort()
		}
	}()
	over := time.NewTimer(readOnAfter)
	defer over.Stop()
	select {
	case <-c.flushed:
	case <-over.C:
	}
}

// readOnAfter is the time after which the server drops the client's bytes although its own last
// frames are not written yet. A client that reads takes less.
const readOnAfter = time.Second

// startClosingLocked puts the close frame into the outbox, once. The caller holds the outbox's
// mutex.
func (c *Conn) startClosingLocked(frame closeFrame) {
	if c.frame != nil {
		return
	}
	frame.reason = truncateReason(frame.reason)
	c.frame = &frame
	c.closing.Store(true)
	if c.paused != nil {
		close(c.paused)
	}
	c.out.putClose(frame)
	if c.ws != nil {
		c.awaitClose(c.config.WriteTimeout + c.config.CloseWait)
	}
}

// abort ends the TCP connection at once: it sends no close frame, and waits for none.
func (c *Conn) abort() {
	c.startClosing(closeFrame{code: rfc6455.AbnormalClosure})
	c.scanned.Close()
}

func (c *Conn) isClosing() bool { return c.closing.Load() }

// awaitClose sets how long the client has for its close frame. Other frames don't prolong
// this time.
func (c *Conn) awaitClose(wait time.Duration) {
	c.deadline.Lock()
	defer c.deadline.Unlock()
	c.awaiting = true
	c.scanned.SetReadDeadline(time.Now().Add(wait))
}

// firstCode returns the code of the first of the two close frames: the server's, unless the
// server only answered.
func (c *Conn) firstCode(end ending) rfc6455.CloseCode {
	c.out.mu.Lock()
	defer c.out.mu.Unlock()
	if c.frame == nil || c.frame.answer || !c.out.closed {
		return end.code
	}
	return c.frame.code
}

// finish ends a connection of whose client no more messages are read. The queued messages and
// the close frame are written, and the client's bytes are read and dropped. Then the
// server shuts its half of the TCP connection, and waits until the client shuts the other half
// (RFC 6455 §7.1.1). If the server closed both halves at once, bytes that it hasn't read would
// reset the connection, and a reset destroys what the client hasn't read.
func (c *Conn) finish(end ending) ending {
	c.flushLast()
	dropped := make(chan struct{})
	go func() {
		defer close(dropped)
		c.scanned.drop()
	}()
	<-c.flushed
	end.clean = end.received && c.out.sentClose()
	c.events.closed(end) // before TCP's end, at which a browser reports the close
	if end.clean && !c.scanned.secured() || !c.closeWrite() {
		c.abort() // after its close frame a client sends no more, unless TLS has its own goodbye
	}
	<-dropped
	return end
}

// closeWrite shuts the server's half of the connection. It reports false for a connection
// that can only be closed whole.
func (c *Conn) closeWrite() bool {
	half, ok := c.scanned.Conn.(interface{ CloseWrite() error })
	if ok {
		half.CloseWrite()
	}
	return ok
}

// truncateReason returns as much of a reason as a close frame holds, in whole characters.
func truncateReason(reason string) string {
	if len(reason) <= rfc6455.MaxReason {
		return reason
	}
	end := rfc6455.MaxReason
	for end > 0 && !utf8.RuneStart(reason[end]) {
		end--
	}
	return reason[:end]
}
