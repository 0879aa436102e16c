package wsjs

import "unsafe"

// scratch is where JavaScript writes what it passes in. It stays referenced, so
// the garbage collector leaves it where it is.
var scratch []byte

// most is how much room stays between calls: a message that was larger leaves none
// behind for long.
const maxKept = 1 << 20

// Room returns the address of at least n writable bytes, which JavaScript may write to
// until the next call, as often as it likes.
func Reserve(n int) unsafe.Pointer {
	if n > len(scratch) || len(scratch) > maxKept {
		scratch = make([]byte, n)
	}
	return unsafe.Pointer(unsafe.SliceData(scratch))
}

// Bytes returns the first n bytes that JavaScript wrote, which are only good
// until it writes again: while the export runs.
func Bytes(n int32) []byte { return scratch[:n] }

// String returns the first n bytes that JavaScript wrote as a string.
func String(n int32) string { return string(scratch[:n]) }
