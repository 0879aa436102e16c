package socket

import (
	"net"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"

	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
	"twocups/server/limit/memory"
)

// Conn is one connection, from the moment that its opening handshake is accepted. Several
// goroutines may call its methods at the same time, except for [Conn.Send], [Conn.Ping],
// [Conn.SendFragments] and [Conn.Vanish].
type Conn struct {
	config  *Config
	figures *figures
	memory  *memory.Account
	funded  bool // the account has reserved connectionCost
	address *address
	events  *reporter
	remote  remoteAddress
	out     outbox
	scanned *scannedConn
	ws      *websocket.Conn // reads; nil until the handshake is answered
	pings   *time.Timer     // guarded by the outbox's mutex
	frame   *closeFrame     // the server's; nil until it closes; guarded by the outbox's mutex
	closing atomic.Bool     // frame is set: can be read without the mutex

	// paused is closed when the connection starts to close. It is nil unless the reader has paused.
	// The outbox's mutex guards it.
	paused chan struct{}

	message *[]byte // the payload so far of the message that is read; borrowed, or nil; only the reader uses it
	reading bool    // a message is being read into the buffer
	// messageReserved is the number of the buffer's bytes that the account has reserved.
	messageReserved int

	// flushed is closed when the last frames are written. It is nil until flushLast is called, and
	// only the reader uses it.
	flushed chan struct{}

	deadline sync.Mutex // guards the read deadline
	awaiting bool       // the read deadline is that of the client's close frame; guarded by deadline
	extended time.Time  // when the reader last set the read deadline
}

func newConn(config *Config, figures *figures, events *reporter) *Conn {
	c := &Conn{config: config, figures: figures, events: events}
	c.out.conn, c.out.writeTimeout = c, config.WriteTimeout
	c.out.changed.L = &c.out.mu
	return c
}

// open starts the connection once its handshake is answered: it may read, write and ping.
func (c *Conn) open(ws *websocket.Conn) {
	ws.SetPingHandler(c.answerPing)
	c.scanned.answered = true

	c.out.mu.Lock()
	c.ws = ws
	closing := c.frame != nil
	c.pings = time.AfterFunc(c.config.PingEvery, c.ping)
	c.out.mu.Unlock()
	if closing {
		c.awaitClose(c.config.WriteTimeout + c.config.CloseWait)
	} else {
		c.extendDeadline(time.Now())
	}
	c.out.open(c.scanned.Conn)
}

// Tag returns the tag in the query of the handshake, or the zero Tag if there is none.
func (c *Conn) Tag() play.Tag { return c.events.tag }

// RemoteAddr returns the address of the client, as the RemoteAddr of its request has it.
func (c *Conn) RemoteAddr() net.Addr { return c.remote }

// Send sends a message to the client. Only the connection's own [Behaviour] may call Send,
// from its methods. While the client doesn't read, Send waits, and the server reads no more
// of the client's messages. Send reports whether the message is on its way. It reports false
// when the connection is closing.
func (c *Conn) Send(m Message) bool {
	c.out.mu.Lock()
	if c.frame != nil {
		c.out.mu.Unlock()
		return false
	}
	fits := c.out.put(Prepared{message: m})
	if !fits {
		c.startClosingLocked(noMemory())
	}
	much := c.out.queue.bytes >= flushAt
	c.out.mu.Unlock()
	return fits && (!much || c.out.flush() == nil)
}

// TrySend queues a message unless the queue is full or memory is short, and reports whether the
// message was queued. It never waits.
func (c *Conn) TrySend(m Message) bool {
	c.out.mu.Lock()
	defer c.out.mu.Unlock()
	if c.frame != nil || !c.canQueue(len(m.Payload)) || !c.out.put(Prepared{message: m}) {
		return false
	}
	c.out.flushSoon()
	return true
}

// Deliver queues a message. If the client reads so slowly that the queue is full, Deliver
// closes the connection with 1013: to be slow is nobody's fault. It never waits.
func (c *Conn) Deliver(p Prepared) {
	c.out.mu.Lock()
	defer c.out.mu.Unlock()
	switch {
	case c.frame != nil:
		return
	case c.canQueue(len(p.frame)):
		if !c.out.put(p) {
			c.startClosingLocked(noMemory())
		}
	default:
		c.startClosingLocked(closeFrame{
			code:   rfc6455.TryAgainLater,
			reason: "too slow: messages were waiting to be read",
			remark: "too slow: the queue of messages for this client is full",
		})
	}
	c.out.flushSoon()
}

// canQueue reports whether the queue can hold one more message, with this number of bytes. An
// empty queue can hold a message of any size. The caller holds the outbox's mutex.
func (c *Conn) canQueue(bytes int) bool {
	o := &c.out
	return o.messages == 0 || o.messages < c.config.QueueLength && o.queue.bytes+bytes <= c.config.QueueBytes
}

// ping sends a ping, and sets the timer for the next one.
func (c *Conn) ping() {
	c.out.mu.Lock()
	defer c.out.mu.Unlock()
	if c.frame != nil {
		return
	}
	c.out.add(maxHeader, func(b []byte) []byte { return appendFrame(b, rfc6455.Ping, nil) })
	c.out.flushSoon()
	c.pings.Reset(c.config.PingEvery)
}

// answerPing answers a ping with a pong (RFC 6455 §5.5.2).
func (c *Conn) answerPing(payload string) error {
	c.out.mu.Lock()
	pong := func(b []byte) []byte { return appendFrame(b, rfc6455.Pong, []byte(payload)) }
	if !c.out.add(maxHeader+len(payload), pong) {
		c.startClosingLocked(noMemory())
	}
	much := c.out.queue.bytes >= flushAt
	c.out.mu.Unlock()
	if much {
		return c.out.flush()
	}
	return nil
}

// deadlineSlack is the part of its timeout by which a deadline may be early, as a divisor.
// To move a deadline costs more than a message does, so a deadline moves only when this part
// of its timeout has passed.
const deadlineSlack = 32

// extendDeadline gives the client another PongWait, because it has just sent something. Only
// the reader calls extendDeadline.
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
