package socket

import (
	"net"
	"sync"
	"time"

	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
)

// outbox holds what a connection is to send, as frames one behind the other, until
// it is written. Putting something in waits for no network. What is in it leaves in
// one write: when the connection's reader is about to wait for more to come, or as
// soon as a goroutine gets to it.
type outbox struct {
	conn *Conn

	mu      sync.Mutex
	changed sync.Cond // writing or coming has become false

	network  net.Conn     // nil until the handshake is answered: nothing is written before
	frames   *[]byte      // borrowed; nil while there are none
	messages int          // how many of the frames are messages
	budgeted int          // bytes of them that were taken from the budget of all
	events   []play.Event // what is reported to the console when they are written
	last     bool         // the close frame has been put in: nothing comes behind it
	closed   bool         // and has been written
	writing  bool         // a goroutine writes
	coming   bool         // a goroutine was started to flush
	failed   error        // a write failed: nothing more is written
	extended time.Time    // when the deadline of writing was set last; the writer's
}

// flushAt is how many bytes the reader lets gather before it writes, and waits if the
// client doesn't read. It bounds what the echoes of a client hold.
const flushAt = 16 << 10

// writeFailed is the error of a connection that can't be written to.
type writeFailed struct{ error }

// open gives the outbox the connection to write to.
func (o *outbox) open(network net.Conn) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.network = network
	o.flushSoon()
}

// bytes is how much is waiting. The caller holds the mutex.
func (o *outbox) bytes() int {
	if o.frames == nil {
		return 0
	}
	return len(*o.frames)
}

// add appends frames by the function. The caller holds the mutex.
func (o *outbox) add(appendTo func([]byte) []byte) {
	if o.last || o.failed != nil {
		return
	}
	if o.frames == nil {
		o.frames = borrowBuffer()
	}
	*o.frames = appendTo(*o.frames)
}

// put puts a message in. The caller holds the mutex.
func (o *outbox) put(p Prepared) {
	o.add(func(b []byte) []byte {
		if p.frame != nil {
			return append(b, p.frame...)
		}
		return appendFrame(b, p.message.Opcode, p.message.Payload)
	})
	o.messages++
	if o.conn.events.watcher != nil {
		o.events = append(o.events, messageEvent(play.Sent, p.message))
	}
}

// putClose puts the close frame in, as the last. The caller holds the mutex.
func (o *outbox) putClose(frame closeFrame) {
	if frame.code == rfc6455.AbnormalClosure {
		return
	}
	if frame.remark != "" {
		o.events = append(o.events, play.Event{Kind: play.Remark, Text: frame.remark})
	}
	if !frame.answer {
		o.events = append(o.events, play.Event{Kind: play.Closing, Code: frame.code, Reason: frame.reason})
	}
	o.add(func(b []byte) []byte { return appendCloseFrame(b, frame.code, frame.reason) })
	o.last = true
}

// flush writes what is in the outbox, and waits until all of it is written, also by another
// goroutine. The error is permanent.
func (o *outbox) flush() error {
	o.mu.Lock()
	defer o.mu.Unlock()
	for o.writing {
		o.changed.Wait()
	}
	for o.frames != nil && o.network != nil && o.failed == nil {
		o.write()
	}
	if o.failed != nil {
		return writeFailed{o.failed}
	}
	return nil
}

// flushSoon has a goroutine flush, so that the caller waits for no network. The
// caller holds the mutex.
func (o *outbox) flushSoon() {
	if o.coming || o.network == nil || o.frames == nil {
		return
	}
	o.coming = true
	go func() {
		if o.flush() != nil {
			o.conn.cut()
		}
		o.mu.Lock()
		defer o.mu.Unlock()
		o.coming = false
		if o.failed == nil {
			o.flushSoon() // for what was put in after flush had looked, by a caller that relied on this goroutine
		}
		o.changed.Broadcast()
	}()
}

// settle waits until no goroutine flushes, and reports the remarks that are left, about
// frames that were never written.
func (o *outbox) settle() {
	o.mu.Lock()
	defer o.mu.Unlock()
	for o.coming || o.writing {
		o.changed.Wait()
	}
	for _, e := range o.events {
		if e.Kind == play.Remark {
			o.conn.events.report(e)
		}
	}
	o.events = nil
	o.conn.queued.release(o.budgeted)
	o.budgeted = 0
	if o.frames != nil {
		returnBuffer(o.frames)
		o.frames = nil
	}
}

// write takes what is in the outbox and writes it, without the mutex meanwhile. It
// reports first, so that neither an answer nor what another connection makes of it can be
// reported before.
func (o *outbox) write() {
	frames, messages, budgeted, told, last, network := o.frames, o.messages, o.budgeted, o.events, o.last, o.network
	o.frames, o.messages, o.budgeted, o.events, o.writing = nil, 0, 0, nil, true
	o.mu.Unlock()

	c := o.conn
	c.events.report(told...)
	if c.scanned.tap != nil {
		c.scanned.tap.Sent(*frames)
	}
	if now := time.Now(); now.Sub(o.extended) > c.config.WriteTimeout/deadlineSlack {
		o.extended = now
		network.SetWriteDeadline(now.Add(c.config.WriteTimeout))
	}
	_, err := network.Write(*frames)
	c.queued.release(budgeted)
	if err == nil {
		c.figures.sent(messages, len(*frames))
	} else {
		c.events.unsent(told, err, c.config.WriteTimeout)
	}
	returnBuffer(frames)
	if last && err == nil {
		if c.frame.fails { // which nobody changes any more
			c.closeWrite()
		}
		c.awaitClose(c.config.CloseWait)
	}

	o.mu.Lock()
	o.failed, o.writing, o.closed = err, false, last && err == nil
	o.changed.Broadcast()
}

// sentClose says whether the close frame was written.
func (o *outbox) sentClose() bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.closed
}
