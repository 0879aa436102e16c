package faulttext

import (
	"strings"
	"unicode/utf8"
)

// Cut cuts a text after 40 characters, so that its fault stays on one line of a terminal.
func Cut(text string) string {
	const most = 40
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return text
}

// Quote returns the text in quotes as a fault shows it: as [Cut] cuts it, with each control
// character written as \x and its number. With strconv.Quote and its tables of printable
// characters, the module in the page would be larger.
func Quote(text string) string {
	const digits = "0123456789abcdef"
	b := []byte{'"'}
	for _, r := range Cut(text) {
		switch {
		case r == '"' || r == '\\':
			b = append(b, '\\', byte(r))
		case r < ' ' || r == 0x7F:
			b = append(b, '\\', 'x', digits[r>>4], digits[r&0xF])
		default:
			b = utf8.AppendRune(b, r)
		}
	}
	return string(append(b, '"'))
}

// Want returns the choices as the end of a fault: "(want a, b or c)". There is at least one
// choice.
func Want(choices ...string) string {
	last := len(choices) - 1
	if last == 0 {
		return "(want " + choices[0] + ")"
	}
	return "(want " + strings.Join(choices[:last], ", ") + " or " + choices[last] + ")"
}
