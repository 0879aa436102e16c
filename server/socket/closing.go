package socket

import (
	"time"
	"unicode/utf8"

	"twocups/lessons/play/rfc6455"
)

// closeFrame is what the server's close frame says.
type closeFrame struct {
	code   rfc6455.CloseCode // AbnormalClosure: none can be sent
	reason string
	answer bool   // to the client's close frame
	fails  bool   // the client did what it must not: TCP's half is shut at once (RFC 6455 §7.1.7)
	remark string // what the console says about it
	readOn bool   // the client's frames can be read on, to its close frame
}

// Close starts the closing handshake, and returns at once: the close frame follows
// what is queued. The reason is cut after [rfc6455.MaxReason] bytes. On a connection
// that is closing already it does nothing.
func (c *Conn) Close(code rfc6455.CloseCode, reason string) {
	c.out.mu.Lock()
	defer c.out.mu.Unlock()
	if c.frame != nil {
		return
	}
	c.startClosingLocked(closeFrame{code: code, reason: reason})
	c.out.flushSoon()
}

// startClosing starts to close, for the reader, which flushes by itself.
func (c *Conn) startClosing(frame closeFrame) {
	c.out.mu.Lock()
	defer c.out.mu.Unlock()
	c.startClosingLocked(frame)
}

// startClosingLocked starts to close, once. The caller holds the outbox's mutex.
func (c *Conn) startClosingLocked(frame closeFrame) {
	if c.frame != nil {
		return
	}
	frame.reason = cutReason(frame.reason)
	c.frame = &frame
	c.closing.Store(true)
	c.out.putClose(frame)
	if c.ws != nil {
		c.awaitClose(c.config.WriteTimeout + c.config.CloseWait)
	}
}

// cut ends the connection without a close frame, or gives up waiting for one.
func (c *Conn) cut() {
	c.startClosing(closeFrame{code: rfc6455.AbnormalClosure})
	c.scanned.Close()
}

func (c *Conn) isClosing() bool { return c.closing.Load() }

// awaitClose gives the client this time for its close frame. Other frames don't prolong it.
func (c *Conn) awaitClose(wait time.Duration) {
	c.deadline.Lock()
	defer c.deadline.Unlock()
	c.awaiting = true
	c.scanned.SetReadDeadline(time.Now().Add(wait))
}

// firstCode returns the code of the close frame that came first: the server's own,
// unless it was an answer.
func (c *Conn) firstCode(end ending) rfc6455.CloseCode {
	c.out.mu.Lock()
	defer c.out.mu.Unlock()
	if c.frame == nil || c.frame.answer || !c.out.closed {
		return end.code
	}
	return c.frame.code
}

// closeWrite shuts the server's half of the TCP connection, and reports whether it has
// halves.
func (c *Conn) closeWrite() bool {
	half, ok := c.scanned.Conn.(interface{ CloseWrite() error })
	if ok {
		half.CloseWrite()
	}
	return ok
}

// lingerBytes is how much of what a client goes on sending is read, without a look,
// after the server's close frame has gone: enough for what was under way, and too
// little for a flood to keep the server busy.
const lingerBytes = 256 << 10

// linger lets a client that can't be understood any more read the close frame: it
// waits for the client's half of the TCP connection to be shut.
func (c *Conn) linger() {
	c.closeWrite()
	network := c.scanned.Conn // its deadline is that of the client's close frame
	b := borrowBuffer()
	defer returnBuffer(b)
	for read := 0; read < lingerBytes; {
		n, err := network.Read((*b)[:cap(*b)])
		if err != nil {
			return // the end that was waited for
		}
		read += n
	}
}

// cutReason keeps of a reason what a close frame holds.
func cutReason(reason string) string {
	if len(reason) <= rfc6455.MaxReason {
		return reason
	}
	end := rfc6455.MaxReason
	for end > 0 && !utf8.RuneStart(reason[end]) {
		end--
	}
	return reason[:end]
}
