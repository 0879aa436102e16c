package faulttext

import (
	"errors"
	"strings"
)

// Statement is the part of a fault that says what is wrong.
type Statement string

// What returns a statement in which the next of the texts replaces each *, in quotes as
// [Quote] writes them. Texts beyond the last * are left out.
func What(what string, texts ...string) Statement {
	statement := ""
	for _, text := range texts {
		before, after, found := strings.Cut(what, "*")
		if !found {
			break
		}
		statement += before + Quote(text)
		what = after
	}
	return Statement(statement + what)
}

// Want returns the whole fault: the statement, and the choices that would be right.
func (s Statement) Want(choices ...string) string { return string(s) + " " + Want(choices...) }

// Err returns the whole fault as an error.
func (s Statement) Err(choices ...string) error { return errors.New(s.Want(choices...)) }

// Because returns the whole fault with its reason: `src "x": file too big`.
func (s Statement) Because(reason string) string { return string(s) + ": " + reason }
