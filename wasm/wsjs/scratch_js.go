package wsjs

import "unsafe"

// scratch is where JavaScript writes what it passes in. It stays referenced, so
// the garbage collector leaves it where it is.
var scratch []byte

// Room returns the address of at least n writable bytes, which stay good until
// the next call.
func Room(n int) unsafe.Pointer {
	if n > len(scratch) {
		scratch = make([]byte, max(n, 4096))
	}
	return unsafe.Pointer(unsafe.SliceData(scratch))
}

// Bytes returns the first n bytes that JavaScript wrote, which are only good
// until the next Room.
func Bytes(n int32) []byte { return scratch[:n] }

// String returns the first n bytes that JavaScript wrote as a string.
func String(n int32) string { return string(scratch[:n]) }
