package play

import "strconv"

// PlainSize returns a number of bytes without commas: "4097 bytes". Faults use it, because they
// name their limits without commas, too.
func PlainSize(n int) string {
	if n == 1 {
		return "1 byte"
	}
	return strconv.Itoa(n) + " bytes"
}

// Size returns a number of bytes with commas, as a row writes it: "65,536 bytes".
func Size(n uint64) string { return string(appendSize(nil, n)) }

// appendSize appends what Size returns.
func appendSize(b []byte, n uint64) []byte {
	if n == 1 {
		return append(b, "1 byte"...)
	}
	return append(appendGrouped(b, n), " bytes"...)
}

// appendGrouped appends a number with a comma before each group of three digits:
// "1,234,567".
func appendGrouped(b []byte, n uint64) []byte {
	if n < 1000 {
		return strconv.AppendUint(b, n, 10)
	}
	b = appendGrouped(b, n/1000)
	return append(b, ',', byte('0'+n/100%10), byte('0'+n/10%10), byte('0'+n%10))
}
