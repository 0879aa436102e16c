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

// The two dialects of Markdown. Several goroutines may use them at the same time.
var (
	// lessonMarkdown is CommonMark with the tables and the strikethrough of GitHub. An
	// attribute aligns the columns of a table, because the pages' Content-Security-Policy
	// forbids the style that goldmark writes by default.
	lessonMarkdown = goldmark.New(
		goldmark.WithExtensions(extension.Strikethrough,
			extension.NewTable(extension.WithTableCellAlignMethod(extension.TableCellAlignAttribute))),
		goldmark.WithRendererOptions(renderer.WithNodeRenderers(util.Prioritized(nodeRenderer{}, 1))),
	)
	// noteMarkdown is the Markdown of notes: paragraphs and no other blocks.
	noteMarkdown = parser.NewParser(
		parser.WithBlockParsers(util.Prioritized(parser.NewParagraphParser(), 1)),
		parser.WithInlineParsers(append(parser.DefaultInlineParsers(),
			util.Prioritized(extension.NewStrikethroughParser(), 500))...),
	)
)

// markdown reads the text from an offset on and fills the lesson's body and outline. It
// overwrites the front matter with spaces instead of removing it, so that goldmark's
// offsets are offsets in the file.
func (r *reader) markdown(body int) {
	r.text = bytes.Clone(r.src.text)
	for i := range body {
		if r.text[i] != '\n' {
			r.text[i] = ' '
		}
	}
	doc := lessonMarkdown.Parser().Parse(text.NewReader(r.text))
	r.checkNodes(doc)
	r.checkFragments()
	if len(r.faults) == 0 {
		r.parts(doc)
	}
}

// checkNodes visits every node once. It adds a fault for each node that a lesson must not
// hold, and replaces the nodes whose HTML differs from goldmark's.
func (r *reader) checkNodes(doc ast.Node) {
	var found []ast.Node // collected first, because the visits below change the tree
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
			r.rawHTML(n.Pos(), r.restOfLine(n.Pos()))
		case *ast.RawHTML:
			r.rawHTML(n.Segments.At(0).Start, string(n.Segments.Value(r.text)))
		case *ast.Blockquote:
			r.admonition(n)
		case *ast.FencedCodeBlock:
			r.fenced(n)
		case *ast.CodeBlock:
			r.indentedCode(n)
		case *extast.Table:
			wrap(n, `<div class="table" tabindex="0" role="group" aria-label="Table">`, "</div>\n")
		}
	}
}

// rawHTML adds a fault for HTML, which no lesson may hold: the pages'
// Content-Security-Policy would break most of it, and the rest could break the page.
func (r *reader) rawHTML(offset int, html string) {
	r.fault(offset, faulttext.What("raw HTML *", strings.TrimSpace(html)).Want("Markdown", "a program block", "code in backquotes", `\< for the sign itself`))
}

// restOfLine returns the text from an offset to the end of its line.
func (r *reader) restOfLine(offset int) string {
	line, _, _ := strings.Cut(string(r.text[max(offset, 0):]), "\n")
	return line
}

// parts writes the document as HTML, with a cut at each live part.
func (r *reader) parts(doc ast.Node) {
	var html strings.Builder
	flush := func() {
		if html.Len() > 0 {
			r.lesson.Body = append(r.lesson.Body, Part{HTML: template.HTML(html.String())})
			html.Reset()
		}
	}
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		if live, ok := n.(*livePart); ok {
			flush()
			r.lesson.Body = append(r.lesson.Body, live.part)
			continue
		}
		r.render(&html, n)
	}
	flush()
}

// render writes a node as HTML. No write fails, because a strings.Builder accepts every
// write and our own renderers return no other errors. All nodes of a lesson share one
// buffer, because goldmark would otherwise make a buffer for each node.
func (r *reader) render(html *strings.Builder, n ast.Node) {
	r.buffer.Reset(html)
	_ = lessonMarkdown.Renderer().Render(&r.buffer, r.text, n)
}

// prose renders the Markdown inside a task or a quiz. This Markdown must hold no headings
// and no live parts.
func (r *reader) prose(kind string, lines []text.Segment) template.HTML {
	inside := text.NewSegments()
	inside.AppendAll(lines)
	doc := lessonMarkdown.Parser().Parse(text.NewBlockReader(r.text, inside))
	r.container = kind
	r.checkNodes(doc)
	r.container = ""
	var html strings.Builder
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		r.render(&html, n)
	}
	return template.HTML(html.String())
}

// note renders a note as phrasing content. The paragraphs of the note become lines.
func (r *reader) note(lines []text.Segment) template.HTML {
	segments := text.NewSegments()
	segments.AppendAll(lines)
	doc := noteMarkdown.Parse(text.NewBlockReader(r.text, segments))
	r.checkNodes(doc)
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
