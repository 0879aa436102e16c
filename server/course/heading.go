package course

import (
	"html"
	"strconv"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"

	"twocups/lessons/play/faulttext"
)

// heading gives a heading its id, and puts the upper two levels into the
// outline. The levels follow each other without a gap: a screen reader's user
// walks a page by them.
func (r *reading) heading(n *ast.Heading) {
	text := r.plain(n)
	switch {
	case r.within != "":
		r.fault(n.Pos(), faulttext.What("heading * inside a "+r.within, text).Want("bold text", "a heading above the "+r.within))
		return
	case n.Level == 1:
		r.fault(n.Pos(), faulttext.What("heading * of level 1, which the title of the lesson has", text).Want(faulttext.Quote("##")))
	case text == "":
		r.fault(n.Pos(), faulttext.What("heading without a text").Want("a text"))
	case n.Level > r.level+1:
		r.fault(n.Pos(), faulttext.What("heading * of level "+strconv.Itoa(n.Level)+" below one of level "+strconv.Itoa(r.level), text).Want(faulttext.Quote(strings.Repeat("#", r.level+1))))
	}
	r.level = n.Level
	id := r.id(text)
	n.SetAttributeString("id", []byte(id))
	if n.Level <= 3 {
		r.lesson.Outline = append(r.lesson.Outline, Heading{Level: n.Level, ID: id, Text: text})
	}
}

// id makes a heading's text an id that nothing before it in the lesson has, nor the
// page around it.
func (r *reading) id(text string) string {
	base := strings.Map(func(c rune) rune {
		switch {
		case unicode.IsLetter(c) || unicode.IsDigit(c):
			return unicode.ToLower(c)
		case unicode.IsSpace(c) || c == '-' || c == '_':
			return '-'
		}
		return -1
	}, text)
	if base = strings.Trim(base, "-"); base == "" {
		base = "section"
	}
	id := base
	for i := 2; r.taken[id]; i++ {
		id = base + "-" + strconv.Itoa(i)
	}
	r.ids[id], r.taken[id] = true, true
	return id
}

// plain returns what a reader sees of a node's children.
func (r *reading) plain(n ast.Node) string {
	var b strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		r.render(&b, c)
	}
	return strings.TrimSpace(html.UnescapeString(withoutTags(b.String())))
}

// withoutTags takes the tags out of HTML that goldmark wrote, where no
// attribute holds a "<" or a ">".
func withoutTags(html string) string {
	var b strings.Builder
	for html != "" {
		text, rest, _ := strings.Cut(html, "<")
		b.WriteString(text)
		_, html, _ = strings.Cut(rest, ">")
	}
	return b.String()
}
