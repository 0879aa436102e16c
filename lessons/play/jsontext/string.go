package jsontext

import (
	"strings"
	"unicode/utf8"
)

// escapes are what stands for a byte behind a backslash, "\u" aside (RFC 8259 §7).
var escapes = [256]byte{'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t'}

// Quote returns a text as a JSON string. What is no UTF-8 in it becomes U+FFFD.
func Quote(text string) string { return string(AppendQuote(nil, text)) }

// AppendQuote appends a text as a JSON string.
func AppendQuote(b []byte, text string) []byte {
	const digits = "0123456789abcdef"
	b = append(b, '"')
	for _, r := range text {
		switch i := strings.IndexRune("\"\\\b\f\n\r\t", r); {
		case i >= 0:
			b = append(b, '\\', `"\bfnrt`[i])
		case r < ' ':
			b = append(b, '\\', 'u', '0', '0', digits[r>>4], digits[r&15])
		default:
			b = utf8.AppendRune(b, r)
		}
	}
	return append(b, '"')
}

// Unquote reads a JSON string. Half of a surrogate pair without the other becomes
// U+FFFD.
func Unquote(text string) (string, error) {
	s := scanner{text: text}
	if err := s.document(s.string); err != nil {
		return "", err
	}
	text = strings.TrimSpace(text)
	text = text[1 : len(text)-1]
	if !strings.Contains(text, `\`) {
		return text, nil
	}
	b := make([]byte, 0, len(text))
	for text != "" {
		before, behind, escaped := strings.Cut(text, `\`)
		b = append(b, before...)
		if !escaped {
			break
		}
		var r rune
		r, text = unescape(behind)
		b = utf8.AppendRune(b, r)
	}
	return string(b), nil
}

// StringLength returns the length of the JSON string that a text begins with, 0 if it
// begins with none.
func StringLength(text string) int {
	s := scanner{text: text}
	if s.string() != nil {
		return 0
	}
	return s.at
}

// unescape reads what stands behind a backslash, and returns what is left.
func unescape(text string) (rune, string) {
	if text[0] != 'u' {
		return rune(escapes[text[0]]), text[1:]
	}
	r, _ := hex4(text[1:])
	text = text[5:]
	if 0xD800 <= r && r < 0xDC00 && strings.HasPrefix(text, `\u`) {
		if low, _ := hex4(text[2:]); 0xDC00 <= low && low < 0xE000 {
			return (r-0xD800)<<10 + low - 0xDC00 + 0x10000, text[6:]
		}
	}
	return r, text // AppendRune makes U+FFFD of half a pair
}

// hex4 reads the four hexadecimal digits that a text begins with.
func hex4(text string) (r rune, ok bool) {
	if len(text) < 4 {
		return 0, false
	}
	for _, c := range []byte(text[:4]) {
		d := strings.IndexByte("0123456789abcdef", c|0x20) // upper case becomes lower
		if d < 0 || c < '0' {
			return 0, false
		}
		r = r<<4 | rune(d)
	}
	return r, true
}
