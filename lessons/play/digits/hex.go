package digits

import (
	"errors"
	"strings"

	"twocups/lessons/play/faulttext"
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
const HexWanted = "pairs of hexadecimal digits such as 48 69"

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
		c, ok := Number(pair, 16, 1<<8)
		if !ok || len(pair) < 2 {
			word, _, _ := strings.Cut(text, " ")
			return nil, errors.New("bytes " + faulttext.Quote(word) + " " + faulttext.Want(HexWanted))
		}
		payload = append(payload, byte(c))
		text = text[2:]
	}
}

// Hex is bytes that are written as pairs of hexadecimal digits.
type Hex []byte

// MarshalText writes the bytes with a space between each two.
func (h Hex) MarshalText() ([]byte, error) { return []byte(FormatHex(h)), nil }

// UnmarshalText reads what [ParseHex] reads.
func (h *Hex) UnmarshalText(text []byte) (err error) {
	*h, err = ParseHex(string(text))
	return err
}
