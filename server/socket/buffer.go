package socket

import "sync"

// pool holds buffers of one capacity that no connection uses.
type pool struct {
	capacity int
	buffers  sync.Pool
}

// pools are the pools that connections borrow buffers from, the smallest capacity first. A
// connection returns a buffer as soon as it is empty, so an idle connection holds none.
var pools = [...]*pool{{capacity: smallBuffer}, {capacity: 16 << 10}, {capacity: 80 << 10}}

// smallBuffer is the capacity of a connection's first buffer, in bytes. It holds dozens of a
// learner's messages. Several of these are part of a connection's fixed cost; for a larger
// buffer, the connection's account reserves the rest.
const smallBuffer = 4 << 10

func borrowBuffer() *[]byte { return pools[0].get() }

// bufferOf returns an empty buffer of that capacity, from its pool if there is one.
func bufferOf(capacity int) *[]byte {
	for _, p := range pools {
		if p.capacity == capacity {
			return p.get()
		}
	}
	return newBuffer(capacity)
}

func newBuffer(capacity int) *[]byte {
	b := make([]byte, 0, capacity)
	return &b
}

func (p *pool) get() *[]byte {
	if b, ok := p.buffers.Get().(*[]byte); ok {
		return b
	}
	return newBuffer(p.capacity)
}

// returnBuffer empties a buffer and returns it to its pool. The garbage collector gets a buffer
// that is larger than those of the pools.
func returnBuffer(b *[]byte) {
	*b = (*b)[:0]
	for _, p := range pools {
		if cap(*b) == p.capacity {
			p.buffers.Put(b)
			return // another connection may have the buffer already
		}
	}
}

// capacityFor returns the capacity of the buffer that replaces one that has become too small for
// so many bytes.
func capacityFor(bytes int) int {
	for _, p := range pools {
		if bytes <= p.capacity {
			return p.capacity
		}
	}
	return bytes + bytes/2
}

// replaceBuffer returns a buffer of that capacity with the content of another one, which it
// returns to its pool.
func replaceBuffer(b *[]byte, capacity int) *[]byte {
	larger := bufferOf(capacity)
	*larger = append(*larger, *b...)
	returnBuffer(b)
	return larger
}
