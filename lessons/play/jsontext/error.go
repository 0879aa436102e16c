package jsontext

import (
	"strconv"

	"twocups/lessons/play/faulttext"
)

// Error is the reason why a text is not JSON, or not the kind of JSON that its reader
// wants.
type Error struct {
	Text string
	At   int    // in bytes of the text, from 0
	Want string // what would be right at this place

	TooDeep bool // the text is nested deeper than [MaxDepth], and may be JSON
}

// Error returns the error on one line, with the beginning of the text as a JSON
// string.
func (e *Error) Error() string {
	return "json: byte " + strconv.Itoa(e.At+1) + " of " + Quote(faulttext.Cut(e.Text)) + " " + faulttext.Want(e.Want)
}
