package socket

import (
	"net"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"

	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
)

// Conn is one connection, from the moment that its opening handshake is accepted.
// Its methods may be called by several goroutines at the same time, [Conn.Send]
// excepted.
type Conn struct {
	config  *Config
	figures *figures
	queued  *budget
	events  *reporter
	out     outbox
	scanned *scannedConn
	ws      *websocket.Conn // reads; nil until the handshake is answered
	pings   *time.Timer     // guarded by the outbox's mutex
	frame   *closeFrame     // with which the server closes, or answers; guarded by the outbox's mutex
	closing atomic.Bool     // the same, for who asks often

	message *[]byte // for the messages that come; borrowed, nil while none does; the reader's
	reading bool    // one is being read into it

	deadline sync.Mutex // guards the read deadline
	awaiting bool       // it is that of the client's close frame; guarded by it
	extended time.Time  // when the reader set it last
}

func newConn(config *Config, figures *figures, queued *budget, events *reporter) *Conn {
	c := &Conn{config: config, figures: figures, queued: queued, events: events}
	c.out.conn = c
	c.out.changed.L = &c.out.mu
	return c
}

// open gives the connection its end of the socket.
func (c *Conn) open(ws *websocket.Conn) {
	ws.SetPingHandler(c.pinged)
	c.scanned.answered = true

	c.out.mu.Lock()
	c.ws = ws
	ending := c.frame != nil
	c.pings = time.AfterFunc(c.config.PingEvery, c.ping)
	c.out.mu.Unlock()
	if ending {
		c.awaitClose(c.config.WriteTimeout + c.config.CloseWait)
	} else {
		c.extendDeadline(time.Now())
	}
	c.out.open(c.scanned.Conn)
}

// Tag returns the tag of the connection's query; the zero Tag if it has none.
func (c *Conn) Tag() play.Tag { return c.events.tag }

// RemoteAddr is where the client is, or the proxy that speaks for it.
func (c *Conn) RemoteAddr() net.Addr { return c.scanned.RemoteAddr() }

// Send sends a message back to the client that is being heard: only a Behaviour
// that is called for this connection may call it. While the client doesn't read, it
// waits, and so does the client. It reports whether the message is on its way; it
// isn't when the connection is closing.
func (c *Conn) Send(m Message) bool {
	c.out.mu.Lock()
	if c.frame != nil {
		c.out.mu.Unlock()
		return false
	}
	c.out.put(Prepared{message: m})
	much := c.out.bytes() >= flushAt
	c.out.mu.Unlock()
	return !much || c.out.flush() == nil
}

// TrySend queues a message if there is room for it, and reports whether it did.
func (c *Conn) TrySend(m Message) bool {
	c.out.mu.Lock()
	defer c.out.mu.Unlock()
	bytes := len(m.Payload)
	if c.frame != nil || !c.room(bytes) {
		return false
	}
	switch {
	case c.queued.reserve(bytes, c.out.budgeted):
		c.out.budgeted += bytes
	case c.out.messages > 0:
		return false
	}
	c.out.put(Prepared{message: m})
	c.out.flushSoon()
	return true
}

// Deliver queues a message, or closes the connection with 1008 if its client reads
// so slowly that the queue is full.
func (c *Conn) Deliver(p Prepared) {
	c.out.mu.Lock()
	defer c.out.mu.Unlock()
	switch {
	case c.frame != nil:
		return
	case c.room(len(p.frame)):
		c.out.put(p)
	default:
		c.startClosingLocked(closeFrame{
			code:   rfc6455.PolicyViolation,
			reason: "too slow: messages were waiting to be read",
			remark: "too slow: the queue of messages for this client is full",
		})
	}
	c.out.flushSoon()
}

// room says whether the queue takes a message with so many bytes: by number and by
// size, but one in any case. The caller holds the outbox's mutex.
func (c *Conn) room(bytes int) bool {
	o := &c.out
	return o.messages == 0 || o.messages < c.config.QueueLength && o.bytes()+bytes <= c.config.QueueBytes
}

// ping asks the client whether it is there, and will do so again.
func (c *Conn) ping() {
	c.out.mu.Lock()
	defer c.out.mu.Unlock()
	if c.frame != nil {
		return
	}
	c.out.add(func(b []byte) []byte { return appendFrame(b, rfc6455.Ping, nil) })
	c.out.flushSoon()
	c.pings.Reset(c.config.PingEvery)
}

// pinged answers a ping (RFC 6455 §5.5.2).
func (c *Conn) pinged(payload string) error {
	c.out.mu.Lock()
	c.out.add(func(b []byte) []byte { return appendFrame(b, rfc6455.Pong, []byte(payload)) })
	much := c.out.bytes() >= flushAt
	c.out.mu.Unlock()
	if much {
		return c.out.flush()
	}
	return nil
}

// deadlineSlack is which part of its time a deadline may be short of: moving one
// costs more than a message does, so it is moved only when that makes a difference.
const deadlineSlack = 32

// extendDeadline gives a client that has just sent something another PongWait. Only the
// reader calls it.
func (c *Conn) extendDeadline(now time.Time) {
	if now.Sub(c.extended) <= c.config.PongWait/deadlineSlack {
		return
	}
	c.extended = now
	c.deadline.Lock()
	defer c.deadline.Unlock()
	if !c.awaiting {
		c.scanned.SetReadDeadline(now.Add(c.config.PongWait))
	}
}
