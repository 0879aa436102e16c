package digits

// Number reads a text that consists of the digits of a whole number. The base is 10 or 16.
// The number must be below end.
func Number(text string, base, end int) (n int, ok bool) {
	for _, c := range []byte(text) {
		d := base
		switch {
		case '0' <= c && c <= '9':
			d = int(c - '0')
		case 'a' <= c|0x20 && c|0x20 <= 'f': // either case
			d = int(c|0x20-'a') + 10
		}
		if n = n*base + d; d >= base || n >= end {
			return 0, false
		}
	}
	return n, text != ""
}

// CutNumber reads the decimal number at the start of a text, and returns the number and the
// rest of the text. The number must not be greater than most, and must have no zeros before
// it. For a text that doesn't start with a digit, CutNumber returns 0 and the whole text.
func CutNumber(text string, most uint64) (n uint64, rest string, ok bool) {
	at := 0
	for ; at < len(text) && '0' <= text[at] && text[at] <= '9'; at++ {
		if n = n*10 + uint64(text[at]-'0'); n > most {
			return 0, text, false
		}
	}
	if at > 1 && text[0] == '0' {
		return 0, text, false
	}
	return n, text[at:], true
}
