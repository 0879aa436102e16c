package conformance

// decoder checks UTF-8 byte by byte (RFC 3629 §4). It finds a bad byte when the byte comes, and
// doesn't wait until the character is whole. For example, a character may start with ED, but
// no character starts with ED A0. The zero value is ready to use.
type decoder struct {
	left     int  // continuation bytes until the character is whole
	low, top byte // the range of the next continuation byte
}

// feed reads the next byte, and reports whether the text is valid so far.
func (d *decoder) feed(b byte) bool {
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

// complete reports whether the text may end here.
func (d *decoder) complete() bool { return d.left == 0 }

// validUTF8 reports whether the bytes are valid UTF-8 that ends with a whole character.
func validUTF8(text []byte) bool {
	var d decoder
	for _, b := range text {
		if !d.feed(b) {
			return false
		}
	}
	return d.complete()
}
