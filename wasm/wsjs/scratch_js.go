package wsjs

import "unsafe"

// scratch is the memory to which JavaScript writes arguments. The variable keeps the
// garbage collector from freeing it.
var scratch []byte

// maxKept is the largest size of scratch memory that Reserve uses again. The next call of
// Reserve replaces larger memory.
const maxKept = 1 << 20

// Reserve returns the address of at least n writable bytes. JavaScript may write to them
// until the next call of Reserve.
func Reserve(n int) unsafe.Pointer {
	if n > len(scratch) || len(scratch) > maxKept {
		scratch = make([]byte, n)
	}
	return unsafe.Pointer(unsafe.SliceData(scratch))
}

// Bytes returns the first n bytes that JavaScript has written. They are valid while the
// export runs.
func Bytes(n int32) []byte { return scratch[:n] }

// String returns the first n bytes that JavaScript has written as a string.
func String(n int32) string { return string(scratch[:n]) }
