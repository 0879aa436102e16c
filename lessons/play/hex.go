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

// hexWanted is what stands in a fault of bytes.
const hexWanted = "pairs of hexadecimal digits such as 48 69"

// ParseHex reads pairs of hexadecimal digits, with or without white space
// between the pairs. The error quotes what is no such pair.
func ParseHex(text string) ([]byte, error) {
	var payload []byte
	for {
		text = strings.TrimSpace(text)
		if text == "" {
			return payload, nil
		}
		pair := text[:min(2, len(text))]
		c, ok := number(pair, 16, 1<<8)
		if !ok || len(pair) < 2 {
			word, _, _ := strings.Cut(text, " ")
			return nil, errors.New("bytes " + Quote(word) + " " + Want(hexWanted))
		}
		payload = append(payload, byte(c))
		text = text[2:]
	}
}
