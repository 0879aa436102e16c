package socket

import "sync"

// buffers is the pool that connections borrow buffers from. A connection returns a buffer as
// soon as it is empty, so an idle connection holds none.
var buffers = sync.Pool{New: func() any {
	b := make([]byte, 0, smallBuffer)
	return &b
}}

const (
	smallBuffer = 4 << 10  // the first size of a buffer: it holds dozens of a learner's messages
	largeBuffer = 64 << 10 // a buffer that has grown beyond this is left to the garbage collector
)

func borrowBuffer() *[]byte { return buffers.Get().(*[]byte) }

func returnBuffer(b *[]byte) {
	if cap(*b) <= largeBuffer {
		*b = (*b)[:0]
		buffers.Put(b)
	}
}
