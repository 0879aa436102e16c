package course

import (
	"html"
	"strconv"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"

	"twocups/lessons/play/faulttext"
)

// heading gives a heading its id, and adds levels 2 and 3 to the outline. No level is
// skipped, because users of a screen reader navigate a page by its headings.
func (r *reader) heading(n *ast.Heading) {
	text := r.plain(n)
	switch {
	case r.container != "":
		r.fault(n.Pos(), faulttext.What("heading * inside a "+r.container, text).Want("bold text", "a heading above the "+r.container))
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

// id returns an id that is made of a heading's text. No element before the heading and no
// element of the page around the lesson has this id.
func (r *reader) id(text string) string {
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
	for i := 2; r.usedIDs[id]; i++ {
		id = base + "-" + strconv.Itoa(i)
	}
	r.linkTargets[id], r.usedIDs[id] = true, true
	return id
}

// plain returns the text of a node's children as a reader sees it.
func (r *reader) plain(n ast.Node) string {
	var b strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		r.render(&b, c)
	}
	return strings.TrimSpace(html.UnescapeString(withoutTags(b.String())))
}

// withoutTags returns HTML without its tags. In the HTML that goldmark writes, no attribute
// holds a "<" or a ">".
func withoutTags(html string) string {
	var b strings.Builder
	for html != "" {
		text, rest, _ := strings.Cut(html, "<")
		b.WriteString(text)
		_, html, _ = strings.Cut(rest, ">")
	}
	return b.String()
}
