package play

import (
	"errors"
	"strings"
)

// FormatHex writes bytes as pairs of hexadecimal digits with a space between.
func FormatHex(payload []byte) string {
	const digits = "0123456789abcdef"
	var b strings.Builder
	for i, c := range payload {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteByte(digits[c>>4])
		b.WriteByte(digits[c&0xF])
	}
	return b.String()
}

// ParseHex reads pairs of hexadecimal digits, with or without white space
// between the pairs. The error quotes what is no such pair.
func ParseHex(text string) ([]byte, error) {
	var payload []byte
	for _, word := range strings.Fields(text) {
		for ; word != ""; word = word[min(2, len(word)):] {
			pair := word[:min(2, len(word))]
			c, ok := number(pair, 16, 1<<8)
			if !ok || len(pair) < 2 {
				return nil, errors.New("bytes " + Quote(word) + " " + Want("pairs of hexadecimal digits such as 48 69"))
			}
			payload = append(payload, byte(c))
		}
	}
	return payload, nil
}
