package faulttext

import (
	"errors"
	"strings"
)

// Statement says what is wrong.
type Statement string

// What returns a statement in which each * is one of the texts, as [Quote] quotes it.
func What(what string, texts ...string) Statement {
	var said strings.Builder
	for _, text := range texts {
		before, after, _ := strings.Cut(what, "*")
		said.WriteString(before + Quote(text))
		what = after
	}
	return Statement(said.String() + what)
}

// Want returns the whole fault: the statement, and the choices that would be right.
func (s Statement) Want(choices ...string) string { return string(s) + " " + Want(choices...) }

// Err returns the whole fault as an error.
func (s Statement) Err(choices ...string) error { return errors.New(s.Want(choices...)) }

// Because returns the whole fault with its reason: `src "x": file too big`.
func (s Statement) Because(reason string) string { return string(s) + ": " + reason }
