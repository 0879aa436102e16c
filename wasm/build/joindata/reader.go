package main

import (
	"encoding/binary"
	"fmt"
	"math"
)

// reader reads numbers in the format LEB128 (§5.2.2), and vectors of bytes. After the first
// error it reads zeros.
type reader struct {
	rest []byte
	err  error
}

func (r *reader) fail(format string, args ...any) {
	if r.err == nil {
		r.err = fmt.Errorf(format, args...)
	}
	r.rest = nil
}

// wrap returns the error with the number of the item in which it happened.
func (r *reader) wrap(what string, number int) error {
	return fmt.Errorf("%s %d: %w", what, number, r.err)
}

// end returns the reader's error. If there is none but bytes are left, they are an error.
func (r *reader) end(what string) error {
	if n := len(r.rest); n > 0 {
		r.fail("%d bytes are left over", n)
	}
	if r.err != nil {
		return fmt.Errorf("%s: %w", what, r.err)
	}
	return nil
}

func (r *reader) byte() byte {
	if len(r.rest) == 0 {
		r.fail("it ends too early")
		return 0
	}
	b := r.rest[0]
	r.rest = r.rest[1:]
	return b
}

// expect reads a byte, which must be b.
func (r *reader) expect(b byte) {
	if got := r.byte(); got != b {
		r.fail("byte 0x%02x (want 0x%02x)", got, b)
	}
}

// maxVarint32 is the largest size of a number of 32 bits, in bytes.
const maxVarint32 = 5

// unsigned reads a u32.
func (r *reader) unsigned() uint32 {
	n, size := binary.Uvarint(r.rest)
	switch {
	case size == 0 && len(r.rest) < maxVarint32:
		r.fail("it ends too early")
		return 0
	case size <= 0 || size > maxVarint32 || n > math.MaxUint32:
		r.fail("no number of 32 bits")
		return 0
	}
	r.rest = r.rest[size:]
	return uint32(n)
}

// signed reads an i32.
func (r *reader) signed() int {
	var n int64
	for i := range maxVarint32 {
		b := r.byte()
		n |= int64(b&0x7f) << (7 * i)
		if b < 0x80 {
			unused := 64 - 7*(i+1)
			if n = n << unused >> unused; n != int64(int32(n)) { // the highest bit that was written is the sign
				break
			}
			return int(n)
		}
	}
	r.fail("no number of 32 bits")
	return 0
}

// vector reads a vector of bytes: its length, and the bytes.
func (r *reader) vector() []byte {
	n := r.unsigned()
	if uint64(n) > uint64(len(r.rest)) {
		r.fail("length %d where %d are left", n, len(r.rest))
		return nil
	}
	v := r.rest[:n]
	r.rest = r.rest[n:]
	return v
}

func appendSigned(b []byte, n int) []byte {
	for ; n < -64 || n > 63; n >>= 7 {
		b = append(b, byte(n&0x7f|0x80))
	}
	return append(b, byte(n&0x7f))
}

func appendVector(b, v []byte) []byte { return append(binary.AppendUvarint(b, uint64(len(v))), v...) }
