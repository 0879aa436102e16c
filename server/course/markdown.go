package course

import (
	"bytes"
	"html/template"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"twocups/lessons/play/faulttext"
)

// The two dialects. Both are safe to use from several goroutines at a time.
var (
	// wholeText is CommonMark with the tables and the strikethrough of GitHub.
	// Columns are aligned by an attribute: the Content-Security-Policy of the
	// pages forbids the style that goldmark would write.
	wholeText = goldmark.New(
		goldmark.WithExtensions(extension.Strikethrough,
			extension.NewTable(extension.WithTableCellAlignMethod(extension.TableCellAlignAttribute))),
		goldmark.WithRendererOptions(renderer.WithNodeRenderers(util.Prioritized(nodes{}, 1))),
	)
	// phrase is what a note may hold: paragraphs without any other block.
	phrase = parser.NewParser(
		parser.WithBlockParsers(util.Prioritized(parser.NewParagraphParser(), 1)),
		parser.WithInlineParsers(append(parser.DefaultInlineParsers(),
			util.Prioritized(extension.NewStrikethroughParser(), 500))...),
	)
)

// markdown reads the text from an offset on and fills the lesson's body and
// outline. The front matter is blanked out instead of cut off, so that goldmark
// speaks of offsets in the file.
func (r *reading) markdown(body int) {
	r.text = bytes.Clone(r.src.text)
	for i := range body {
		if r.text[i] != '\n' {
			r.text[i] = ' '
		}
	}
	doc := wholeText.Parser().Parse(text.NewReader(r.text))
	r.check(doc)
	r.fragments()
	if len(r.faults) == 0 {
		r.parts(doc)
	}
}

// check looks at every node once, notes what a lesson must not hold, and puts
// our own nodes in the place of those that goldmark would write otherwise.
func (r *reading) check(doc ast.Node) {
	var found []ast.Node // first all, then each: the tree changes below us
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			found = append(found, n)
		}
		return ast.WalkContinue, nil
	})
	for _, n := range found {
		switch n := n.(type) {
		case *ast.Heading:
			r.heading(n)
		case *ast.Link:
			r.link(n)
		case *ast.AutoLink:
			r.autoLink(n)
		case *ast.Image:
			r.image(n)
		case *ast.HTMLBlock:
			r.rawHTML(n.Pos(), r.lineAt(n.Pos()))
		case *ast.RawHTML:
			r.rawHTML(n.Segments.At(0).Start, string(n.Segments.Value(r.text)))
		case *ast.Blockquote:
			r.admonition(n)
		case *ast.FencedCodeBlock:
			r.fenced(n)
		case *ast.CodeBlock:
			r.indented(n)
		case *extast.Table:
			wrap(n, `<div class="table" tabindex="0" role="group" aria-label="Table">`, "</div>\n")
		}
	}
}

// rawHTML refuses HTML: the pages' Content-Security-Policy would break most of
// it, and the rest could break the page.
func (r *reading) rawHTML(offset int, html string) {
	r.fault(offset, faulttext.What("raw HTML *", strings.TrimSpace(html)).Want("Markdown", "a program block", "code in backquotes", `\< for the sign itself`))
}

// lineAt returns what stands from an offset to the end of its line.
func (r *reading) lineAt(offset int) string {
	line, _, _ := strings.Cut(string(r.text[max(offset, 0):]), "\n")
	return line
}

// parts writes the document as HTML, cut where something live stands.
func (r *reading) parts(doc ast.Node) {
	var html strings.Builder
	flush := func() {
		if html.Len() > 0 {
			r.lesson.Body = append(r.lesson.Body, Part{HTML: template.HTML(html.String())})
			html.Reset()
		}
	}
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		if live, ok := n.(*live); ok {
			flush()
			r.lesson.Body = append(r.lesson.Body, live.part)
			continue
		}
		r.render(&html, n)
	}
	flush()
}

// render writes a node as HTML. A strings.Builder takes every write, and our
// own renderers have no errors of their own. goldmark would make a buffer for
// each node; one for the whole lesson will do.
func (r *reading) render(html *strings.Builder, n ast.Node) {
	r.buffer.Reset(html)
	_ = wholeText.Renderer().Render(&r.buffer, r.text, n)
}

// prose renders lines inside a block as Markdown of their own, without headings and
// without blocks that run.
func (r *reading) prose(kind string, lines []text.Segment) template.HTML {
	inside := text.NewSegments()
	inside.AppendAll(lines)
	doc := wholeText.Parser().Parse(text.NewBlockReader(r.text, inside))
	r.within = kind
	r.check(doc)
	r.within = ""
	var html strings.Builder
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		r.render(&html, n)
	}
	return template.HTML(html.String())
}

// note renders the segments of a step's note as phrasing content; its
// paragraphs become lines.
func (r *reading) note(lines []text.Segment) template.HTML {
	segments := text.NewSegments()
	segments.AppendAll(lines)
	doc := phrase.Parse(text.NewBlockReader(r.text, segments))
	r.check(doc)
	var html strings.Builder
	for p := doc.FirstChild(); p != nil; p = p.NextSibling() {
		if html.Len() > 0 {
			html.WriteString("<br>\n")
		}
		for n := p.FirstChild(); n != nil; n = n.NextSibling() {
			r.render(&html, n)
		}
	}
	return template.HTML(html.String())
}
