package jsontext

import (
	"strings"
	"unicode/utf8"

	"twocups/lessons/play/digits"
)

// escapes has the byte that each escape means, at the index of the letter behind the
// backslash. The escape "\u" is not in it (RFC 8259 §7).
var escapes = [256]byte{'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t'}

// Quote returns a text as a JSON string. Each byte that is not UTF-8 becomes U+FFFD.
func Quote(text string) string { return string(AppendQuote(nil, text)) }

// AppendQuote appends what [Quote] returns. It appends a text without escapes in one piece,
// because nearly no message needs an escape.
func AppendQuote(b []byte, text string) []byte {
	const hex = "0123456789abcdef"
	b = append(b, '"')
	if isPlain(text) {
		b = append(b, text...)
		return append(b, '"')
	}
	for _, r := range text {
		switch {
		case r == '"' || r == '\\':
			b = append(b, '\\', byte(r))
		case r >= ' ':
			b = utf8.AppendRune(b, r)
		case r >= '\b' && r <= '\r' && r != '\v':
			b = append(b, '\\', "btn_fr"[r-'\b'])
		default:
			b = append(b, '\\', 'u', '0', '0', hex[r>>4], hex[r&0xF])
		}
	}
	return append(b, '"')
}

// isPlain reports whether a JSON string can hold a text as it is.
func isPlain(text string) bool {
	ascii := true
	for i := range len(text) {
		switch c := text[i]; {
		case c < ' ' || c == '"' || c == '\\':
			return false
		case c >= utf8.RuneSelf:
			ascii = false
		}
	}
	return ascii || utf8.ValidString(text)
}

// Unquote reads a JSON string, with white space around it. Half of a surrogate pair
// without the other half becomes U+FFFD.
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

// StringLength returns the length in bytes of the JSON string at the start of a text, or 0
// if the text doesn't start with a JSON string.
func StringLength(text string) int {
	s := scanner{text: text}
	if s.string() != nil {
		return 0
	}
	return s.at
}

// unescape reads the escape at the start of a text, behind its backslash. It returns the
// character that the escape means, and the rest of the text.
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
	return r, text // AppendRune writes half of a pair as U+FFFD
}

// hex4 reads the four hexadecimal digits at the start of a text.
func hex4(text string) (r rune, ok bool) {
	if len(text) < 4 {
		return 0, false
	}
	n, ok := digits.Number(text[:4], 16, 1<<16)
	return rune(n), ok
}
