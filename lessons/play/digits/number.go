package digits

// number reads a whole number below the end, written in digits of the base, which
// is 10 or 16. It spares the module in the page strconv.ParseUint, whose errors
// quote, with the tables that this takes.
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
