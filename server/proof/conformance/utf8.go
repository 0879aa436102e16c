package conformance

// decoder follows UTF-8 byte by byte (RFC 3629 §4). It knows a bad byte when it
// comes, not when the character would be whole: ED is the start of a character, and
// ED A0 can be none, whatever follows. The zero value is ready.
type decoder struct {
	left     int  // continuation bytes until the character is whole
	low, top byte // the range that the next of them must be in
}

// take takes the next byte, and reports whether the text is valid so far.
func (d *decoder) take(b byte) bool {
	if d.left > 0 {
		if b < d.low || b > d.top {
			return false
		}
		d.expect(d.left-1, 0x80, 0xbf)
		return true
	}
	switch {
	case b <= 0x7f:
	case b >= 0xc2 && b <= 0xdf: // C0 and C1 could only start overlong characters
		d.expect(1, 0x80, 0xbf)
	case b == 0xe0: // below A0: overlong
		d.expect(2, 0xa0, 0xbf)
	case b == 0xed: // above 9F: a surrogate
		d.expect(2, 0x80, 0x9f)
	case b >= 0xe1 && b <= 0xef:
		d.expect(2, 0x80, 0xbf)
	case b == 0xf0: // below 90: overlong
		d.expect(3, 0x90, 0xbf)
	case b >= 0xf1 && b <= 0xf3:
		d.expect(3, 0x80, 0xbf)
	case b == 0xf4: // above 8F: beyond U+10FFFF
		d.expect(3, 0x80, 0x8f)
	default:
		return false
	}
	return true
}

func (d *decoder) expect(left int, low, top byte) { d.left, d.low, d.top = left, low, top }

// whole says whether the text may end here.
func (d *decoder) whole() bool { return d.left == 0 }

// validUTF8 says whether the bytes are a whole valid text.
func validUTF8(text []byte) bool {
	var d decoder
	for _, b := range text {
		if !d.take(b) {
			return false
		}
	}
	return d.whole()
}
