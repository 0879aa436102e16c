// Package commandtext reads a learner's command, which is one line of text, word by word from
// the left. Packages command and rawframe use it. After the first fault, all further reads
// return zero values, so a parser checks for a fault only once, at its end. A fault quotes the
// wrong words and lists the right ones, like the faults of a ws block (package faulttext).
//
// A text runs to the end of the line, without the white space around it. In double quotes it may
// hold any white space, and the escapes of a Go string, such as \n for a line break and \" for a
// quote: "caf\xe9" ends in a byte that is not UTF-8. Numbers are decimal, or hexadecimal with
// 0x before them. Bytes are pairs of hexadecimal digits.
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

// Reader reads a line.
type Reader struct {
	rest  string
	fault error
}

// NewReader returns a reader of the line.
func NewReader(text string) *Reader { return &Reader{rest: strings.Trim(text, whiteSpace)} }

// whiteSpace is the white space between words. It includes line breaks, because a client may send
// them.
const whiteSpace = " \t\r\n"

// Err returns the first fault, or nil.
func (r *Reader) Err() error { return r.fault }

// Fail notes a fault if there is none yet: the problem, and the choices that would be right.
func (r *Reader) Fail(problem string, choices ...string) {
	if r.fault == nil {
		r.fault = errors.New(problem + " " + faulttext.Want(choices...))
		r.rest = ""
	}
}

// Peek returns the next word without reading it, or "" at the end.
func (r *Reader) Peek() string {
	if n := strings.IndexAny(r.rest, whiteSpace); n >= 0 {
		return r.rest[:n]
	}
	return r.rest
}

// Word reads the next word. It returns "" at the end.
func (r *Reader) Word() string {
	word := r.Peek()
	r.rest = strings.TrimLeft(r.rest[len(word):], whiteSpace)
	return word
}

// Number reads a number from least to most. A fault uses the name for the number.
func (r *Reader) Number(name string, least, most uint64) uint64 {
	return r.number(r.Word(), name, least, most)
}

func (r *Reader) number(word, name string, least, most uint64) uint64 {
	digits, base := word, 10
	if hex, found := strings.CutPrefix(word, "0x"); found {
		digits, base = hex, 16
	}
	n, err := strconv.ParseUint(digits, base, 64)
	if r.fault == nil && (err != nil || n < least || n > most) {
		r.Fail(name+" "+faulttext.Quote(word), strconv.FormatUint(least, 10)+" to "+strconv.FormatUint(most, 10))
		return 0
	}
	return n
}

// Seconds reads a number of whole seconds, "2 s" or "2s". A fault uses the name for the number.
func (r *Reader) Seconds(name string, least, most uint64) uint64 {
	word := strings.ToLower(r.Word())
	number, together := strings.CutSuffix(word, "s")
	seconds := r.number(number, name, least, most)
	if together {
		return seconds
	}
	if unit := r.Word(); strings.ToLower(unit) != "s" {
		r.Fail("unit "+faulttext.Quote(unit), "s, for seconds")
		return 0
	}
	return seconds
}

// Text reads the rest of the line as a text in UTF-8, with at most this number of bytes.
func (r *Reader) Text(most int) []byte {
	text := r.Bytes(most)
	if !utf8.Valid(text) {
		r.Fail("text "+faulttext.Quote(string(text))+" is not UTF-8", "UTF-8", "binary")
		return nil
	}
	return text
}

// Bytes reads the rest of the line as Text does, but allows bytes that are not UTF-8.
func (r *Reader) Bytes(most int) []byte {
	text := r.rest
	r.rest = ""
	if strings.HasPrefix(text, `"`) {
		unquoted, err := strconv.Unquote(text)
		if err != nil {
			r.Fail("text "+faulttext.Quote(text), `a closing quote at the end, and escapes such as \n, \" or \xe9`)
			return nil
		}
		text = unquoted
	}
	return r.atMost([]byte(text), most)
}

// Quoted returns a text in the form that Bytes reads: in quotes if it needs them.
func Quoted(text []byte) string {
	plain := string(text)
	if plain == strings.Trim(plain, whiteSpace) && !strings.HasPrefix(plain, `"`) && utf8.ValidString(plain) && !strings.ContainsFunc(plain, unicode.IsControl) {
		return plain
	}
	return strconv.Quote(plain)
}

// Hex reads the rest of the line as hexadecimal digits, of at most this number of bytes.
func (r *Reader) Hex(most int) []byte {
	payload, err := digits.ParseHex(r.rest)
	if err != nil && r.fault == nil {
		r.fault = err
	}
	r.rest = ""
	return r.atMost(payload, most)
}

func (r *Reader) atMost(payload []byte, most int) []byte {
	if len(payload) > most {
		r.Fail(play.PlainSize(len(payload)), "at most "+strconv.Itoa(most))
	}
	if r.fault != nil {
		return nil
	}
	return payload
}

// End checks that the line has ended.
func (r *Reader) End() {
	if r.rest != "" {
		r.Fail("unexpected "+faulttext.Quote(r.rest), "the end of the line")
	}
}
