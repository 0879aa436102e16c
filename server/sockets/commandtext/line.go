// Package commandtext reads what a learner asks of a socket in one line of text, word by
// word from the left. The first fault ends the reading: what is read after it is zero,
// so that a parser looks for faults once, at its end. A fault quotes what stands there
// and lists what is wanted, as those of a ws block do (package play).
//
// A text runs to the end of the line, without the white space around it. In double
// quotes it may hold any white space, and the escapes of a Go string, such as \n for a line
// break and \" for a quote: "caf\xe9" ends in a byte that is no UTF-8. Numbers are
// decimal, or hexadecimal behind 0x; bytes are pairs of hexadecimal digits.
package commandtext

import (
	"errors"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"twocups/lessons/play"
	"twocups/lessons/play/digits"
	"twocups/lessons/play/faulttext"
)

// Line is a line that is being read.
type Line struct {
	rest  string
	fault error
}

// New returns a line of which nothing has been read.
func New(text string) *Line { return &Line{rest: strings.Trim(text, white)} }

// white is the white space between words. Line breaks are among it, since a client may
// send some.
const white = " \t\r\n"

// Err returns the first fault, or nil.
func (l *Line) Err() error { return l.fault }

// Fail notes a fault, if it is the first: what is wrong, and the choices.
func (l *Line) Fail(what string, choices ...string) {
	if l.fault == nil {
		l.fault = errors.New(what + " " + faulttext.Want(choices...))
		l.rest = ""
	}
}

// Peek returns the next word, which stays; "" at the end.
func (l *Line) Peek() string {
	if n := strings.IndexAny(l.rest, white); n >= 0 {
		return l.rest[:n]
	}
	return l.rest
}

// Word reads the next word; "" at the end.
func (l *Line) Word() string {
	word := l.Peek()
	l.rest = strings.TrimLeft(l.rest[len(word):], white)
	return word
}

// Number reads a number of at most so much. What it is of stands in the fault.
func (l *Line) Number(what string, least, most uint64) uint64 {
	return l.number(l.Word(), what, least, most)
}

func (l *Line) number(word, what string, least, most uint64) uint64 {
	digits, base := word, 10
	if hex, found := strings.CutPrefix(word, "0x"); found {
		digits, base = hex, 16
	}
	n, err := strconv.ParseUint(digits, base, 64)
	if l.fault == nil && (err != nil || n < least || n > most) {
		l.Fail(what+" "+faulttext.Quote(word), strconv.FormatUint(least, 10)+" to "+strconv.FormatUint(most, 10))
		return 0
	}
	return n
}

// Seconds reads a number of whole seconds, "2 s" or "2s". What it is of stands in the
// fault.
func (l *Line) Seconds(what string, least, most uint64) uint64 {
	word := strings.ToLower(l.Word())
	number, together := strings.CutSuffix(word, "s")
	seconds := l.number(number, what, least, most)
	if together {
		return seconds
	}
	if unit := l.Word(); strings.ToLower(unit) != "s" {
		l.Fail("unit "+faulttext.Quote(unit), "s, for seconds")
		return 0
	}
	return seconds
}

// Text reads the rest of the line as a text of at most so many bytes, in UTF-8.
func (l *Line) Text(most int) []byte {
	text := l.Bytes(most)
	if !utf8.Valid(text) {
		l.Fail("text "+faulttext.Quote(string(text))+" is not UTF-8", "UTF-8", "binary")
		return nil
	}
	return text
}

// Bytes reads the rest of the line as Text does, but takes any bytes.
func (l *Line) Bytes(most int) []byte {
	text := l.rest
	l.rest = ""
	if strings.HasPrefix(text, `"`) {
		unquoted, err := strconv.Unquote(text)
		if err != nil {
			l.Fail("text "+faulttext.Quote(text), `a closing quote at the end, and escapes such as \n, \" or \xe9`)
			return nil
		}
		text = unquoted
	}
	return l.within([]byte(text), most)
}

// Quoted writes a text as Bytes reads it: in quotes if it has to stand in them.
func Quoted(text []byte) string {
	plain := string(text)
	if plain == strings.Trim(plain, white) && !strings.HasPrefix(plain, `"`) && utf8.ValidString(plain) && !strings.ContainsFunc(plain, unicode.IsControl) {
		return plain
	}
	return strconv.Quote(plain)
}

// Hex reads the rest of the line as at most so many bytes in hexadecimal digits.
func (l *Line) Hex(most int) []byte {
	payload, err := digits.ParseHex(l.rest)
	if err != nil && l.fault == nil {
		l.fault = err
	}
	l.rest = ""
	return l.within(payload, most)
}

func (l *Line) within(payload []byte, most int) []byte {
	if len(payload) > most {
		l.Fail(play.Bytes(len(payload)), "at most "+strconv.Itoa(most))
	}
	if l.fault != nil {
		return nil
	}
	return payload
}

// End checks that nothing is left.
func (l *Line) End() {
	if l.rest != "" {
		l.Fail("unexpected "+faulttext.Quote(l.rest), "the end of the line")
	}
}
