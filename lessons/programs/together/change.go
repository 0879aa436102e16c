package together

import (
	"errors"
	"unicode/utf8"
	"unsafe"
)

// #region change
// Change is what somebody did to a text, from its beginning to its end: how much they
// kept, what they removed, and what they put in.
type Change []Piece

// Piece is a part of a change. One of its fields is set. Characters are code points.
type Piece struct {
	Keep   int    `json:"keep,omitempty"`
	Remove int    `json:"remove,omitempty"`
	Insert string `json:"insert,omitempty"`
}

// #endregion

// MaxPieces is the number of pieces that a change may have, more than a person makes at once.
const MaxPieces = 64

// apply returns the text after the change. The change must fit the text.
func apply(text []rune, c Change) []rune {
	after := make([]rune, 0, len(text)+c.inserted())
	at := 0
	for _, p := range c {
		after = append(after, text[at:at+p.Keep]...)
		for _, r := range p.Insert {
			after = append(after, r)
		}
		at += p.Keep + p.Remove
	}
	return after
}

// check returns an error if a change does not fit a text with this number of characters.
func (c Change) check(length int) error {
	before := 0
	for _, p := range c {
		set := 0
		for _, is := range []bool{p.Keep != 0, p.Remove != 0, p.Insert != ""} {
			if is {
				set++
			}
		}
		if set != 1 || p.Keep < 0 || p.Remove < 0 || p.Keep+p.Remove > length {
			return errors.New("a piece of a change keeps, removes or inserts something")
		}
		before += p.Keep + p.Remove
	}
	switch {
	case len(c) > MaxPieces:
		return errors.New("that change has too many pieces")
	case before != length:
		return errors.New("that change does not fit the text")
	}
	return nil
}

// inserted returns the number of characters that a change inserts.
func (c Change) inserted() (n int) {
	for _, p := range c {
		n += utf8.RuneCountInString(p.Insert)
	}
	return n
}

// removed returns the number of characters that a change removes.
func (c Change) removed() (n int) {
	for _, p := range c {
		n += p.Remove
	}
	return n
}

// bytes returns about how much memory a change takes.
func (c Change) bytes() (n int) {
	for _, p := range c {
		n += int(unsafe.Sizeof(p)) + len(p.Insert)
	}
	return n
}

// #region transform
// transform adapts a change so that it can be made after another change of the same text. If both
// insert something at the same place, the text of the change that is earlier comes first.
func transform(change, other Change, otherIsEarlier bool) Change {
	adapted := make(Change, 0, len(change)+len(other))
	var mine, theirs Piece // what is left of the first pieces
	for {
		mine, change = next(mine, change)
		theirs, other = next(theirs, other)
		switch {
		case theirs.Insert != "" && (otherIsEarlier || mine.Insert == ""):
			adapted = adapted.with(Piece{Keep: utf8.RuneCountInString(theirs.Insert)})
			theirs = Piece{}
		case mine.Insert != "":
			adapted = adapted.with(mine)
			mine = Piece{}
		case mine == Piece{}:
			return adapted
		default: // both keep or remove the next n characters
			n := min(mine.Keep+mine.Remove, theirs.Keep+theirs.Remove)
			if theirs.Keep > 0 { // what they remove is gone already
				adapted = adapted.with(Piece{Keep: min(n, mine.Keep), Remove: min(n, mine.Remove)})
			}
			mine, theirs = mine.without(n), theirs.without(n)
		}
	}
}

// #endregion

// next returns the piece to go on with, and the pieces behind it: p, or the first of the rest if
// nothing is left of p.
func next(p Piece, rest Change) (Piece, Change) {
	if p == (Piece{}) && len(rest) > 0 {
		return rest[0], rest[1:]
	}
	return p, rest
}

// without returns a piece that keeps or removes n characters less.
func (p Piece) without(n int) Piece {
	return Piece{Keep: max(0, p.Keep-n), Remove: max(0, p.Remove-n)}
}

// with returns the change with one more piece. It joins the piece with the last one if both are of
// the same kind.
func (c Change) with(p Piece) Change {
	if len(c) == 0 {
		return append(c, p)
	}
	switch last := &c[len(c)-1]; {
	case last.Keep > 0 && p.Keep > 0, last.Remove > 0 && p.Remove > 0, last.Insert != "" && p.Insert != "":
		*last = Piece{last.Keep + p.Keep, last.Remove + p.Remove, last.Insert + p.Insert}
		return c
	}
	return append(c, p)
}
