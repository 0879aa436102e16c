package course

import (
	"html"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
	"github.com/yuin/goldmark/ast"

	"twocups/lessons/play/faulttext"
)

// listing is code ready to be shown.
type listing struct {
	file  string       // "" for none
	lexer chroma.Lexer // nil for plain text
	code  string
	marks map[int]bool // lines, from 1
}

// code puts a listing in the place of a fenced code block.
func (r *reading) code(n *ast.FencedCodeBlock, in *info) {
	r.keys(in, "file", "mark", "include", "region")
	l := listing{file: in.value("file", ""), lexer: r.lexer(in), code: r.lines(n)}
	include, quoted := in.pair("include")
	region, cut := in.pair("region")
	switch {
	case quoted:
		l.file = in.value("file", path.Base(include.value))
		if strings.TrimSpace(l.code) != "" {
			r.fault(n.Lines().At(0).Start, faulttext.What("code below include="+include.value).Want("an empty block", "no include="))
		}
		if l.code = r.include(include, region); l.code == "" {
			return
		}
	case cut:
		r.fault(region.keyAt, faulttext.What("region="+region.value+" without a file").Want("include= as well"))
	case strings.TrimSpace(l.code) == "":
		r.fault(in.start, faulttext.What("empty code block").Want("code", "include="))
		return
	}
	if p, given := in.pair("mark"); given {
		l.marks = r.marks(p, strings.Count(l.code, "\n"))
	}
	replace(n, &element{open: l.figure()})
}

// indented makes a code block without a fence a listing: it has to scroll on a
// phone as well.
func (r *reading) indented(n *ast.CodeBlock) {
	l := listing{code: r.lines(n)}
	replace(n, &element{open: l.figure()})
}

// lexer returns the lexer of a block's language.
func (r *reading) lexer(in *info) chroma.Lexer {
	if in.language == "" {
		return nil
	}
	lexer := lexers.Get(in.language)
	if lexer == nil {
		known := slices.Sorted(slices.Values(append(lexers.Aliases(false), liveKinds...)))
		r.fault(in.start, suggest(faulttext.What("unknown language *", in.language), in.language, known))
		return nil
	}
	if lexer.Config().Name == lexers.Get("text").Config().Name {
		return nil
	}
	return lexer
}

// marks reads line numbers such as 2,4-6 of a listing with so many lines.
func (r *reading) marks(p pair, lines int) map[int]bool {
	marks := map[int]bool{}
	at := p.valueAt
	for part := range strings.SplitSeq(p.value, ",") {
		low, high, isRange := strings.Cut(part, "-")
		if !isRange {
			high = low
		}
		from, err1 := strconv.ParseUint(low, 10, 31)
		to, err2 := strconv.ParseUint(high, 10, 31)
		switch {
		case err1 != nil || err2 != nil || from == 0 || from > to:
			r.fault(at, faulttext.What("mark *", part).Want("line numbers such as 2,4-6"))
		case int(to) > lines:
			r.fault(at, faulttext.What("mark * beyond the last line", part).Want("1 to "+strconv.Itoa(lines)))
		default:
			for i := from; i <= to; i++ {
				marks[int(i)] = true
			}
		}
		at += len(part) + 1
	}
	return marks
}

// figure writes the listing as HTML. The pre can scroll, so it can be focused
// and has a name; it is a group and not a region, for a page with twenty
// listings has no twenty landmarks.
func (l *listing) figure() string {
	var b strings.Builder
	b.WriteString(`<figure class="code">`)
	language := ""
	if l.lexer != nil {
		language = l.lexer.Config().Name
	}
	if l.file != "" || language != "" {
		b.WriteString("<figcaption>" + span("file", l.file) + span("lang", language) + "</figcaption>")
	}
	b.WriteString(`<pre class="chroma" tabindex="0" role="group" aria-label="` + html.EscapeString(label(l.file, language)) + `"><code>`)
	writeHighlighted(&b, l.lexer, l.code, l.marks)
	b.WriteString("</code></pre></figure>\n")
	return b.String()
}

func span(class, text string) string {
	if text == "" {
		return ""
	}
	return `<span class="` + class + `">` + html.EscapeString(text) + "</span>"
}

func label(file, language string) string {
	switch {
	case file != "" && language != "":
		return file + ", " + language
	case file != "":
		return file
	case language != "":
		return language + " code"
	}
	return "Text"
}
