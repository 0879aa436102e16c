package rawhandshake

import (
	"errors"
	"strconv"
	"strings"

	"twocups/lessons/play"
	"twocups/lessons/play/faulttext"
	"twocups/lessons/play/wsblock"
)

// MaxText is the greatest number of bytes of a handshake. A step of a lesson can't send more, and a
// browser's handshake is about eight times smaller.
const MaxText = wsblock.MaxText

// whiteSpace is the white space between words.
const whiteSpace = " \t\r\n"

// parse reads a request, and returns the bytes of its handshake.
func parse(text string) ([]byte, error) {
	h := validHandshake()
	rest := strings.Trim(text, whiteSpace)
	if rest == "handshake" {
		return []byte(h.text()), nil
	}
	for more := true; more; {
		var err error
		if rest, more, err = h.change(rest); err != nil {
			return nil, err
		}
	}
	sent := []byte(h.text())
	return sent, checkSize(len(sent))
}

// checkSize returns an error if a handshake of this size is too big.
func checkSize(size int) error {
	if size > MaxText {
		return errors.New("a handshake of " + play.PlainSize(size) + " " + faulttext.Want("at most "+strconv.Itoa(MaxText)))
	}
	return nil
}

// change makes the change at the beginning of the text. It returns the rest of the text, and
// whether the rest is another change.
func (h *handshake) change(text string) (rest string, more bool, err error) {
	word, rest := cutWord(text)
	switch {
	case word == "without":
		name, after := cutWord(rest)
		if !h.remove(name) {
			return "", false, errors.New("without " + faulttext.Quote(name) + " " + faulttext.Want(h.names()...))
		}
		return nextChange(after)
	case word == "another":
		name, value, after, err := cutField(rest)
		h.add(name, value)
		return nextChangeOrFault(after, err)
	case strings.HasPrefix(word, "/"):
		h.path = word
	case strings.HasPrefix(word, "HTTP/"):
		h.version = word
	case isMethod(word):
		h.method = word
	default:
		name, value, after, err := cutField(text)
		h.set(name, value)
		return nextChangeOrFault(after, err)
	}
	return nextChange(rest)
}

// names returns the names of the fields.
func (h *handshake) names() []string {
	var names []string
	for _, f := range h.fields {
		names = append(names, f.name)
	}
	return names
}

func isMethod(word string) bool {
	return word != "" && strings.Trim(word, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

// cutWord returns the first word and the rest.
func cutWord(text string) (word, rest string) {
	if end := strings.IndexAny(text, whiteSpace); end >= 0 {
		return text[:end], strings.TrimLeft(text[end:], whiteSpace)
	}
	return text, ""
}

// cutField returns the field at the beginning of the text, and the rest.
func cutField(text string) (name, value, rest string, err error) {
	name, rest, found := strings.Cut(text, ":")
	if !found || name == "" || strings.ContainsAny(name, whiteSpace) {
		word, _ := cutWord(text)
		return "", "", "", errors.New("unknown change " + faulttext.Quote(word) + " " +
			faulttext.Want("handshake", "without and a field", "a field such as Origin: null", "a method such as POST", "a path such as /nowhere", "HTTP/1.0"))
	}
	rest = strings.TrimLeft(rest, whiteSpace)
	if quoted, err := strconv.QuotedPrefix(rest); err == nil && quoted[0] == '"' {
		value, err = strconv.Unquote(quoted)
		return name, value, strings.TrimLeft(rest[len(quoted):], whiteSpace), err
	}
	value, rest, found = strings.Cut(rest, " and ")
	if found {
		rest = "and " + rest
	}
	return name, strings.TrimRight(value, whiteSpace), rest, nil
}

// nextChange reads the word between two changes.
func nextChange(text string) (rest string, more bool, err error) {
	word, rest := cutWord(text)
	switch word {
	case "":
		return "", false, nil
	case "and":
		return rest, true, nil
	}
	return "", false, errors.New("unexpected " + faulttext.Quote(text) + " " + faulttext.Want("and, with another change", "the end"))
}

// nextChangeOrFault returns the fault, or calls nextChange if there is none.
func nextChangeOrFault(text string, fault error) (rest string, more bool, err error) {
	if fault != nil {
		return "", false, fault
	}
	return nextChange(text)
}
