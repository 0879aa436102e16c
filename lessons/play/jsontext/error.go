package jsontext

import "strconv"

// Error is what keeps a text from being JSON, or from being the kind of it that is
// wanted.
type Error struct {
	Text string
	At   int    // in bytes of the text, from 0
	Want string // what should stand there
}

// Error returns the error on one line, with the beginning of the text in quotes.
func (e *Error) Error() string {
	const most = 40 // characters
	text := e.Text
	if runes := []rune(text); len(runes) > most {
		text = string(runes[:most]) + "…"
	}
	return "json: byte " + strconv.Itoa(e.At+1) + " of " + Quote(text) + " (want " + e.Want + ")"
}
