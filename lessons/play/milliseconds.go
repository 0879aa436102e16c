package play

import "strconv"

// Milliseconds is a length of time in milliseconds. The module in the page has no clock of
// its own. It reads the page's clock performance.now, which counts milliseconds.
type Milliseconds float64

// String returns the time with as many digits as a reader can use: "12.3 ms", "2.50 s".
func (m Milliseconds) String() string { return string(m.AppendTo(nil)) }

// AppendTo appends what String returns.
func (m Milliseconds) AppendTo(b []byte) []byte {
	switch {
	case m < 100:
		return append(appendDecimal(b, uint(m*10+0.5), 10), " ms"...)
	case m < 1000:
		return append(strconv.AppendInt(b, int64(m+0.5), 10), " ms"...)
	}
	return append(appendDecimal(b, uint(m/10+0.5), 100), " s"...)
}

// appendDecimal appends n/unit as a decimal number. The unit is a power of ten. Package
// strconv would add its tables for floating-point numbers to the module in the page.
func appendDecimal(b []byte, n, unit uint) []byte {
	b = append(strconv.AppendInt(b, int64(n/unit), 10), '.')
	for n %= unit; unit > 1; n %= unit {
		unit /= 10
		b = append(b, byte('0'+n/unit))
	}
	return b
}
