package socket

import "sync/atomic"

// budget bounds the bytes that wait in the queues of all connections together, and
// shares them out. A queue may hold a part of what is still free, so clients that don't read
// leave room for the others, however many they are.
type budget struct {
	most int64 // 0: no bound
	used atomic.Int64
}

// freeShare is the part of what is free that one queue may hold, as a divisor: with 64 MiB free 8 MiB,
// and with a thousand queues that hold all they may, still 65 KiB.
const freeShare = 8

// reserve reserves bytes for a queue that holds some already, and reports whether there was
// room for them.
func (b *budget) reserve(bytes, held int) bool {
	if b.most == 0 {
		return true
	}
	free := b.most + int64(bytes) - b.used.Add(int64(bytes))
	if int64(held+bytes) > free/freeShare {
		b.release(bytes)
		return false
	}
	return true
}

// release gives back what was reserved.
func (b *budget) release(bytes int) {
	if bytes > 0 && b.most > 0 {
		b.used.Add(-int64(bytes))
	}
}
