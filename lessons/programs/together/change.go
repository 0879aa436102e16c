package together

import (
	"errors"
	"slices"
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
// transform adapts two changes of the same text, each to be made after the other. The
// text is then the same in either order. If both insert something at the same place,
// the text that first inserts comes before that of second.
func transform(first, second Change) (firstAfter, secondAfter Change) {
	a, b := slices.Clone(first), slices.Clone(second)
	for len(a) > 0 || len(b) > 0 {
		switch {
		case len(a) > 0 && a[0].Insert != "":
			firstAfter = append(firstAfter, a[0])
			secondAfter = append(secondAfter, Piece{Keep: utf8.RuneCountInString(a[0].Insert)})
			a = a[1:]
		case len(b) > 0 && b[0].Insert != "":
			secondAfter = append(secondAfter, b[0])
			firstAfter = append(firstAfter, Piece{Keep: utf8.RuneCountInString(b[0].Insert)})
			b = b[1:]
		default: // both keep or remove the next n characters
			n := min(a[0].Keep+a[0].Remove, b[0].Keep+b[0].Remove)
			switch {
			case a[0].Keep > 0 && b[0].Keep > 0:
				firstAfter = append(firstAfter, Piece{Keep: n})
				secondAfter = append(secondAfter, Piece{Keep: n})
			case a[0].Remove > 0 && b[0].Keep > 0:
				firstAfter = append(firstAfter, Piece{Remove: n})
			case a[0].Keep > 0 && b[0].Remove > 0:
				secondAfter = append(secondAfter, Piece{Remove: n})
			} // characters that both remove are gone already
			a, b = shortened(a, n), shortened(b, n)
		}
	}
	return firstAfter.joined(), secondAfter.joined()
}

// #endregion

// shortened returns a change without its first n characters.
func shortened(c Change, n int) Change {
	switch p := &c[0]; {
	case p.Keep > n:
		p.Keep -= n
	case p.Remove > n:
		p.Remove -= n
	default:
		return c[1:]
	}
	return c
}

// joined returns the change with neighbours of the same kind joined.
func (c Change) joined() Change {
	whole := Change{}
	for _, p := range c {
		last := Piece{}
		if len(whole) > 0 {
			last = whole[len(whole)-1]
		}
		switch {
		case last.Keep > 0 && p.Keep > 0, last.Remove > 0 && p.Remove > 0, last.Insert != "" && p.Insert != "":
			whole[len(whole)-1] = Piece{last.Keep + p.Keep, last.Remove + p.Remove, last.Insert + p.Insert}
		default:
			whole = append(whole, p)
		}
	}
	return whole
}
