package socket

import "sync/atomic"

// budget bounds the bytes that wait in the queues of all connections together. One queue may
// hold only a share of the bytes that are still free. So clients that don't read can't use up
// all bytes, even if there are thousands of them.
type budget struct {
	most int64 // 0: no bound
	used atomic.Int64
}

// freeShare is the share of the free bytes that one queue may hold, as a divisor. With 64 MiB
// free a queue may hold 8 MiB. With a thousand full queues the next one may still hold 65 KiB.
const freeShare = 8

// reserve reserves bytes for a queue that has held bytes already. It reports whether the
// queue's share allowed this.
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

// release gives back bytes that were reserved.
func (b *budget) release(bytes int) {
	if bytes > 0 && b.most > 0 {
		b.used.Add(-int64(bytes))
	}
}
