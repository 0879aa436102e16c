package digits

import (
	"strings"

	"twocups/lessons/play/faulttext"
)

// FormatHex writes bytes as pairs of hexadecimal digits, with a space between two pairs.
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

// HexForm describes the text that [ParseHex] reads, for the end of a fault.
const HexForm = "pairs of hexadecimal digits such as 48 69"

// ParseHex reads pairs of hexadecimal digits, with or without white space between the
// pairs. The error quotes the text from the first wrong pair to the next space.
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
			return nil, faulttext.What("bytes *", word).Err(HexForm)
		}
		payload = append(payload, byte(c))
		text = text[2:]
	}
}

// Hex is a sequence of bytes whose text form is that of [FormatHex].
type Hex []byte

// MarshalText returns the bytes as [FormatHex] writes them. The error is always nil.
func (h Hex) MarshalText() ([]byte, error) { return []byte(FormatHex(h)), nil }

// UnmarshalText reads the bytes as [ParseHex] does, and returns its error.
func (h *Hex) UnmarshalText(text []byte) (err error) {
	*h, err = ParseHex(string(text))
	return err
}
