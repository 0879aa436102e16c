package wsjs

import "unsafe"

// scratch is where JavaScript writes what it passes in. It stays referenced, so
// the garbage collector leaves it where it is.
var scratch []byte

// The room that stays between calls: enough for what learners type, and no more
// than one message that was larger than that leaves behind for long.
const (
	least = 4 << 10
	most  = 1 << 20
)

// Room returns the address of at least n writable bytes, which stay good until
// the next call.
func Room(n int) unsafe.Pointer {
	if n > len(scratch) || len(scratch) > most {
		scratch = make([]byte, max(n, least))
	}
	return unsafe.Pointer(unsafe.SliceData(scratch))
}

// Bytes returns the first n bytes that JavaScript wrote, which are only good
// until the next Room.
func Bytes(n int32) []byte { return scratch[:n] }

// String returns the first n bytes that JavaScript wrote as a string.
func String(n int32) string { return string(scratch[:n]) }
