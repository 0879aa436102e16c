package socket

import (
	"sync"
	"time"
	"unicode/utf8"

	"github.com/gorilla/websocket"

	"twocups/lessons/play"
)

// Conn is one connection, from the moment that its opening handshake is accepted.
// Its methods may be called by several goroutines at the same time.
type Conn struct {
	config Config
	events *reporter

	queue chan Message
	pongs chan string // the payload of the ping that is to be answered next

	closing   chan struct{} // closed when the end has begun
	starts    sync.Once     // the end begins once
	frame     closeFrame    // set before closing is closed
	closeSent bool          // the writer's, read when it has returned

	mu     sync.Mutex      // guards the read deadline
	ws     *websocket.Conn // nil until the handshake is answered
	ending bool            // the deadline is that of the client's close frame
}

// closeFrame is what the server's close frame says.
type closeFrame struct {
	code   play.CloseCode // AbnormalClosure: none can be sent
	reason string
	answer bool   // to the client's close frame
	remark string // what the console says about it
}

func newConn(config Config, events *reporter) *Conn {
	return &Conn{
		config:  config,
		events:  events,
		queue:   make(chan Message, config.QueueLength),
		pongs:   make(chan string, 1),
		closing: make(chan struct{}),
	}
}

// open gives the connection its end of the socket.
func (c *Conn) open(ws *websocket.Conn) {
	ws.SetPingHandler(c.pinged)
	ws.SetPongHandler(func(string) error { c.alive(); return nil })
	ws.SetCloseHandler(func(int, string) error { return nil }) // the writer answers

	c.mu.Lock()
	defer c.mu.Unlock()
	c.ws = ws
	if c.ending {
		c.expire(c.config.WriteTimeout + c.config.CloseWait)
	} else {
		c.expire(c.config.PongWait)
	}
}

// Tag returns the tag of the connection's query; the zero Tag if it has none.
func (c *Conn) Tag() play.Tag { return c.events.tag }

// Send queues a message. While the queue is full it waits, so only the reader of
// the same connection may call it: a Behaviour whose client is the one that is
// waited for. It reports whether the message was queued; it isn't when the
// connection is closing.
func (c *Conn) Send(m Message) bool {
	if c.isClosing() {
		return false
	}
	select {
	case c.queue <- m:
		return true
	case <-c.closing:
		return false
	}
}

// TrySend queues a message if there is room for it, and reports whether it did.
func (c *Conn) TrySend(m Message) bool {
	if c.isClosing() {
		return false
	}
	select {
	case c.queue <- m:
		return true
	default:
		return false
	}
}

// Deliver queues a message, or closes the connection with 1008 if its client reads
// so slowly that the queue is full.
func (c *Conn) Deliver(m Message) {
	if !c.TrySend(m) {
		c.start(closeFrame{
			code:   play.PolicyViolation,
			reason: "too slow: messages were waiting to be read",
			remark: "too slow: the queue of messages for this client is full",
		})
	}
}

// Close starts the closing handshake, and returns at once: the close frame follows
// what is queued. The reason is cut after [play.MaxReason] bytes. On a connection
// that is closing already it does nothing.
func (c *Conn) Close(code play.CloseCode, reason string) {
	c.start(closeFrame{code: code, reason: reason})
}

func (c *Conn) start(frame closeFrame) {
	c.starts.Do(func() {
		frame.reason = cutReason(frame.reason)
		c.frame = frame
		c.awaitClose(c.config.WriteTimeout + c.config.CloseWait)
		close(c.closing)
	})
}

// cut ends the connection without a close frame, or gives up waiting for one.
func (c *Conn) cut() {
	c.start(closeFrame{code: play.AbnormalClosure})
	c.ws.Close()
}

func (c *Conn) isClosing() bool {
	select {
	case <-c.closing:
		return true
	default:
		return false
	}
}

// alive gives a client that was just heard of another PongWait.
func (c *Conn) alive() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.ending {
		c.expire(c.config.PongWait)
	}
}

// awaitClose gives the client so long for its close frame; other frames don't
// prolong that.
func (c *Conn) awaitClose(wait time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.ending = true
	if c.ws != nil {
		c.expire(wait)
	}
}

// expire sets the read deadline; the caller holds the mutex.
func (c *Conn) expire(wait time.Duration) { c.ws.SetReadDeadline(time.Now().Add(wait)) }

// cutReason keeps of a reason what a close frame holds.
func cutReason(reason string) string {
	if len(reason) <= play.MaxReason {
		return reason
	}
	end := play.MaxReason
	for end > 0 && !utf8.RuneStart(reason[end]) {
		end--
	}
	return reason[:end]
}
