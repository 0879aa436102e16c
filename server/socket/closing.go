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
	fails  bool   // the client broke a rule: the server shuts its half of the TCP connection at once (RFC 6455 §7.1.7)
	remark string // for the console; "" for none
	readOn bool   // the client only exceeded a limit: the server reads its frames on, up to its close frame
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

// startClosingLocked puts the close frame into the outbox, once. The caller holds the outbox's
// mutex.
func (c *Conn) startClosingLocked(frame closeFrame) {
	if c.frame != nil {
		return
	}
	frame.reason = truncateReason(frame.reason)
	c.frame = &frame
	c.closing.Store(true)
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

// closeWrite shuts the server's half of the connection. It reports false for a connection
// that can only be closed whole.
func (c *Conn) closeWrite() bool {
	half, ok := c.scanned.Conn.(interface{ CloseWrite() error })
	if ok {
		half.CloseWrite()
	}
	return ok
}

// lingerBytes is the number of bytes that the server reads and drops after its close frame.
// It is enough for the bytes that were on their way, and too little for a flood to keep the
// server busy.
const lingerBytes = 256 << 10

// linger waits until the client shuts its half of the TCP connection, so that the client can
// read the server's close frame. It is for a client whose frames can't be read any more.
func (c *Conn) linger() {
	c.closeWrite()
	network := c.scanned.Conn // awaitClose has set its read deadline
	b := borrowBuffer()
	defer returnBuffer(b)
	for read := 0; read < lingerBytes; {
		n, err := network.Read((*b)[:cap(*b)])
		if err != nil {
			return // the client has shut its half, or the time is over
		}
		read += n
	}
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
