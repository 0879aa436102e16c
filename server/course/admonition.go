package course

import (
	"strings"

	"github.com/yuin/goldmark/ast"

	"twocups/lessons/play/faulttext"
	"twocups/server/course/spelling"
)

// admonitions are the kinds of alerts that GitHub knows. admonitionTitles has the title of
// each on a page.
var (
	admonitions      = []string{"NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"}
	admonitionTitles = map[string]string{
		"NOTE": "Note", "TIP": "Tip", "IMPORTANT": "Important", "WARNING": "Warning", "CAUTION": "Caution",
	}
)

// admonition replaces a quote whose first line is "[!NOTE]" by an aside.
func (r *reader) admonition(quoted *ast.Blockquote) {
	first, ok := quoted.FirstChild().(*ast.Paragraph)
	if !ok || first.Lines().Len() == 0 {
		return
	}
	line := first.Lines().At(0)
	marker := strings.TrimSpace(string(line.Value(r.text)))
	if !strings.HasPrefix(marker, "[!") {
		return
	}
	kind, rest, closed := strings.Cut(marker[2:], "]")
	title := admonitionTitles[kind]
	switch {
	case !closed || title == "":
		r.fault(line.Start, spelling.Suggest(faulttext.What("unknown admonition *", marker), kind, admonitions))
	case rest != "":
		r.fault(line.Start+len("[!")+len(kind)+len("]"), faulttext.What("unexpected * after *", strings.TrimSpace(rest), "[!"+kind+"]").Want("the end of the line"))
	case first.Lines().Len() == 1 && first.NextSibling() == nil:
		r.fault(line.Start, faulttext.What("admonition * without a text", marker).Want("a text on the next line"))
	}
	removeLine(first, line.Stop)
	aside := &element{
		open: `<aside class="admonition ` + strings.ToLower(title) + `" role="note">` + "\n" +
			`<p class="admonition-title">` + title + "</p>\n",
		close: "</aside>\n",
	}
	replace(quoted, aside)
	for n := quoted.FirstChild(); n != nil; n = quoted.FirstChild() {
		aside.AppendChild(aside, n)
	}
}

// removeLine removes the first line of a paragraph, which ends at an offset. If the
// paragraph is then empty, removeLine removes the paragraph from its quote.
func removeLine(p *ast.Paragraph, end int) {
	for n := p.FirstChild(); n != nil; n = p.FirstChild() {
		if text, ok := n.(*ast.Text); !ok || text.Segment.Start >= end {
			return
		}
		p.RemoveChild(p, n)
	}
	p.Parent().RemoveChild(p.Parent(), p)
}
