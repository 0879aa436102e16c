package digits

// Number reads a whole number that is written in digits of the base, which is 10 or
// 16, and nothing else. The number must be below end.
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

// CutNumber cuts the decimal number off that a text begins with, and returns the rest.
// The number must not be above most, nor have zeros in front. Of a text that begins
// with no digit, CutNumber cuts nothing and returns 0.
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
