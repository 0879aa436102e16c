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
	frames   *[]byte      // borrowed; nil while there are none
	messages int          // the number of messages among the frames
	budgeted int          // bytes of them that the common budget has reserved
	events   []play.Event // are reported to the console when the frames are written
	last     bool         // the close frame is in: no frame follows it
	closed   bool         // the close frame has been written
	writing  bool         // a goroutine writes
	flushing bool         // a goroutine was started to flush
	failed   error        // a write failed: nothing more is written
	extended time.Time    // when the write deadline was last set; only the goroutine that writes uses it
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

// bytes returns the number of bytes that wait. The caller holds the mutex.
func (o *outbox) bytes() int {
	if o.frames == nil {
		return 0
	}
	return len(*o.frames)
}

// add appends frames with the function. The caller holds the mutex.
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

// flush returns when all frames in the outbox are written, by this goroutine or another one.
// The error is permanent.
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

// flushSoon starts a goroutine that flushes, so that the caller does not wait for the
// network. The caller holds the mutex.
func (o *outbox) flushSoon() {
	if o.flushing || o.network == nil || o.frames == nil {
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
// never written, and gives back the buffer and the reserved bytes.
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
	o.conn.queued.release(o.budgeted)
	o.budgeted = 0
	if o.frames != nil {
		returnBuffer(o.frames)
		o.frames = nil
	}
}

// write writes all frames in the outbox. The caller holds the mutex, and write unlocks it while
// it reports the events and writes the frames. It reports first, so that the console gets the
// events before any event that the frames cause.
func (o *outbox) write() {
	frames, messages, budgeted, events, last, network := o.frames, o.messages, o.budgeted, o.events, o.last, o.network
	o.frames, o.messages, o.budgeted, o.events, o.writing = nil, 0, 0, nil, true
	o.mu.Unlock()

	c := o.conn
	c.events.report(events...)
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
		c.events.unsent(events, err, c.config.WriteTimeout)
	}
	returnBuffer(frames)
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
