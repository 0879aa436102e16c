package socket

import "sync"

// Buffers are borrowed from a pool for as long as something is in them, so that an
// idle connection holds none.
var buffers = sync.Pool{New: func() any {
	b := make([]byte, 0, smallBuffer)
	return &b
}}

const (
	smallBuffer = 4 << 10  // what a buffer holds at first: dozens of a learner's messages
	largeBuffer = 64 << 10 // a buffer that has grown beyond this is left to the garbage collector
)

func borrowBuffer() *[]byte { return buffers.Get().(*[]byte) }

func returnBuffer(b *[]byte) {
	if cap(*b) <= largeBuffer {
		*b = (*b)[:0]
		buffers.Put(b)
	}
}
