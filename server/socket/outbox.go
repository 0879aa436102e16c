package socket

import (
	"net"
	"sync"
	"time"

	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
)

// outbox holds the frames that a connection is to send, one behind the other, until they are
// written. Putting a frame in never waits for the network. One write sends all frames in the
// outbox. The reader writes before it waits for more bytes. For any other goroutine,
// flushSoon starts a goroutine that writes; only [Conn.Push] writes itself.
type outbox struct {
	conn *Conn

	mu      sync.Mutex
	changed sync.Cond // writing or flushing has become false

	network  net.Conn     // nil until the handshake is answered: nothing is written before
	queue    queue        // the frames
	messages int          // the number of messages among the frames
	events   []play.Event // are reported to the console when the frames are written
	last     bool         // the close frame is in: no frame follows it
	closed   bool         // the close frame has been written
	writing  bool         // a goroutine writes
	flushing bool         // a goroutine was started to flush
	failed   error        // a write failed: nothing more is written
	extended time.Time    // when the write deadline was last set; only the goroutine that writes uses it

	writeTimeout time.Duration // of each write
}

// flushAt is the number of bytes in the outbox at which the reader writes at once, even if
// more of the client's bytes can be read. It bounds the memory of a client's echoes.
const flushAt = 16 << 10

// writeFailed is the error of a connection whose write has failed.
type writeFailed struct{ error }

// open gives the outbox the connection to write to.
func (o *outbox) open(network net.Conn) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.network = network
	o.flushSoon()
}

// add appends frames of so many bytes, at most, with the function. It reports whether there was
// memory for them. The caller holds the mutex.
func (o *outbox) add(bytes int, appendTo func([]byte) []byte) bool {
	if o.last || o.failed != nil {
		return true
	}
	q := &o.queue
	if q.buffer == nil {
		q.buffer = borrowBuffer()
	}
	reserved, ok := o.conn.grow(&q.buffer, bytes+closeRoom)
	if !ok {
		return false
	}
	q.reserved += reserved
	before := len(*q.buffer)
	*q.buffer = appendTo(*q.buffer)
	q.bytes += len(*q.buffer) - before
	return true
}

// The greatest sizes of what the server sends, in bytes (RFC 6455 §5.2).
const (
	maxHeader = 10 // the header of any frame

	// closeRoom is the size of a close frame. The buffer always has room for one, so that memory
	// is never short for it.
	closeRoom = 2 + rfc6455.MaxControl
)

// put puts a message in. It reports whether there was memory for the message. The caller holds
// the mutex.
func (o *outbox) put(p Prepared) bool {
	switch {
	case p.text != nil:
		if !o.share(p) {
			return false
		}
	case p.frame != nil:
		if !o.add(len(p.frame), func(b []byte) []byte { return append(b, p.frame...) }) {
			return false
		}
	case !o.add(len(p.message.Payload)+maxHeader, func(b []byte) []byte { return appendFrame(b, p.message.Opcode, p.message.Payload) }):
		return false
	}
	o.messages++
	if o.conn.events.watcher != nil {
		o.events = append(o.events, messageEvent(play.Sent, p.message))
	}
	return true
}

// share puts in a frame that other connections hold too. The caller holds the mutex.
func (o *outbox) share(p Prepared) bool {
	if !o.conn.memory.Hold(p.text) {
		return false
	}
	q := &o.queue
	if q.buffer == nil {
		q.buffer = borrowBuffer()
	}
	q.shared = append(q.shared, sharedFrame{len(*q.buffer), p.frame, p.text})
	q.bytes += len(p.frame)
	return true
}

// giveBack gives back the memory of a queue.
func (o *outbox) giveBack(q queue) {
	if q.buffer == nil {
		return
	}
	returnBuffer(q.buffer)
	o.conn.memory.Release(q.reserved)
	for _, s := range q.shared {
		o.conn.memory.Drop(s.text)
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
	o.add(0, func(b []byte) []byte { return appendCloseFrame(b, frame.code, frame.reason) }) // there is room: closeRoom
	o.last = true
}

// flush returns when all frames in the outbox are written, by this goroutine or another one.
// The error is permanent.
func (o *outbox) flush() error {
	o.mu.Lock()
	defer o.mu.Unlock()
	for o.writing {
		o.changed.Wait()
	}
	for o.queue.buffer != nil && o.network != nil && o.failed == nil {
		o.write()
	}
	if o.failed != nil {
		return writeFailed{o.failed}
	}
	return nil
}

// flushSoon starts a goroutine that flushes, so that the caller does not wait for the
// network. The caller holds the mutex.
func (o *outbox) flushSoon() {
	if o.flushing || o.network == nil || o.queue.buffer == nil {
		return
	}
	o.flushing = true
	go func() {
		if o.flush() != nil {
			o.conn.abort()
		}
		o.mu.Lock()
		defer o.mu.Unlock()
		o.flushing = false
		if o.failed == nil {
			o.flushSoon() // for frames that were put in after the flush: flushing was still true, so they started no goroutine
		}
		o.changed.Broadcast()
	}()
}

// settle waits until no goroutine flushes. Then it reports the remarks of frames that were
// never written, and gives back the memory.
func (o *outbox) settle() {
	o.mu.Lock()
	defer o.mu.Unlock()
	for o.flushing || o.writing {
		o.changed.Wait()
	}
	for _, e := range o.events {
		if e.Kind == play.Remark {
			o.conn.events.report(e)
		}
	}
	o.events = nil
	o.giveBack(o.queue)
	o.queue = queue{}
}

// write writes all frames in the outbox. The caller holds the mutex, and write unlocks it while
// it reports the events and writes the frames. It reports first, so that the console gets the
// events before any event that the frames cause.
func (o *outbox) write() {
	queued, messages, events, last, network, timeout := o.queue, o.messages, o.events, o.last, o.network, o.writeTimeout
	o.queue, o.messages, o.events, o.writing = queue{}, 0, nil, true
	if now := time.Now(); now.Sub(o.extended) > timeout/deadlineSlack {
		o.extended = now
		network.SetWriteDeadline(now.Add(timeout))
	}
	o.mu.Unlock()

	c := o.conn
	c.events.report(events...)
	if c.scanned.tap != nil {
		queued.tap(c.scanned.tap)
	}
	err := queued.writeTo(network, c.memory)
	o.giveBack(queued)
	if err == nil {
		c.figures.sent(messages, queued.bytes)
	} else {
		c.events.unsent(events, err, timeout)
	}
	if last && err == nil {
		if c.frame.fails { // can be read without the mutex: the close frame never changes
			c.closeWrite()
		}
		c.awaitClose(c.config.CloseWait)
	}

	o.mu.Lock()
	o.failed, o.writing, o.closed = err, false, last && err == nil
	o.changed.Broadcast()
}

// sentClose reports whether the close frame was written.
func (o *outbox) sentClose() bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.closed
}
