package socket

import (
	"iter"
	"net"

	"twocups/server/limit/memory"
)

// queue holds frames, one behind the other. Small frames are copied into a buffer. A large frame
// that goes to several connections is held by all of their queues, and stays one text.
type queue struct {
	buffer   *[]byte // borrowed; nil while the queue is empty
	reserved int     // bytes of the buffer that the connection's account has reserved
	shared   []sharedFrame
	bytes    int // of all frames
}

// sharedFrame is a large frame in a queue.
type sharedFrame struct {
	at    int // the index in the buffer before which the frame goes out
	frame []byte
	text  *memory.Shared
}

// sharedFrom is the size from which a frame is shared, in bytes. To copy a smaller frame costs less.
const sharedFrom = 1 << 10

// frames returns the bytes of the queue, in order.
func (q queue) frames() iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		done := 0
		for _, s := range q.shared {
			if s.at > done && !yield((*q.buffer)[done:s.at]) || !yield(s.frame) {
				return
			}
			done = s.at
		}
		if done < len(*q.buffer) {
			yield((*q.buffer)[done:])
		}
	}
}

// tap shows the queue to a tap. As with writeTo, the rare case has a function of its own.
func (q queue) tap(tap Tap) {
	if len(q.shared) == 0 {
		tap.Sent(*q.buffer)
		return
	}
	q.tapEach(tap)
}

//go:noinline
func (q queue) tapEach(tap Tap) {
	for frames := range q.frames() {
		tap.Sent(frames)
	}
}

// writeTo writes the queue.
func (q queue) writeTo(network net.Conn, account *memory.Account) error {
	if len(q.shared) > 0 {
		return q.writeJoined(network, account)
	}
	_, err := network.Write(*q.buffer)
	return err
}

// writeJoined writes a queue with shared frames. It joins small pieces, so that few writes are
// needed. It is not part of writeTo, so that the stack of a connection without such frames stays
// small.
//
//go:noinline
func (q queue) writeJoined(network net.Conn, account *memory.Account) error {
	joined := borrowBuffer()
	if larger := pools[1]; account.Reserve(larger.capacity - smallBuffer) {
		defer account.Release(larger.capacity - smallBuffer)
		joined = replaceBuffer(joined, larger.capacity)
	}
	defer returnBuffer(joined)
	for piece := range q.frames() {
		if len(*joined)+len(piece) > cap(*joined) {
			if err := writeOut(network, joined); err != nil {
				return err
			}
		}
		if len(piece) > cap(*joined) {
			if _, err := network.Write(piece); err != nil {
				return err
			}
			continue
		}
		*joined = append(*joined, piece...)
	}
	return writeOut(network, joined)
}

// writeOut writes a buffer and empties it.
func writeOut(network net.Conn, b *[]byte) error {
	if len(*b) == 0 {
		return nil
	}
	_, err := network.Write(*b)
	*b = (*b)[:0]
	return err
}
