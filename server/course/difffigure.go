package course

import (
	"html"
	"path"
	"strconv"
	"strings"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
)

// figure writes the comparison as HTML. Each line starts with a sign, so that
// nobody needs to see the colours; each side is highlighted whole, so that a comment or
// a string of several lines keeps its colour.
func (c *comparison) figure() string {
	lexer := lexerOf(c.file)
	old, new := linesOf(lexer, c.old), linesOf(lexer, c.new)
	changes := compare(texts(old), texts(new))
	language := ""
	if lexer != nil {
		language = lexer.Config().Name
	}
	var b strings.Builder
	b.WriteString(`<figure class="code diff"><figcaption>` + span("file", c.file) + span("lang", c.from+" → "+c.to) + "</figcaption>")
	b.WriteString(`<pre class="chroma" tabindex="0" role="group" aria-label="` + html.EscapeString(label(c.file, language)+", from "+c.from+" to "+c.to+": "+tally(changes)) + `"><code>`)
	hidden := 0
	show := shown(changes)
	for i, change := range changes {
		if !show[i] {
			hidden++
			continue
		}
		writeGap(&b, hidden)
		hidden = 0
		if change.sign == '-' {
			writeChange(&b, change.sign, old[change.old])
		} else {
			writeChange(&b, change.sign, new[change.new])
		}
	}
	writeGap(&b, hidden)
	b.WriteString("</code></pre></figure>\n")
	return b.String()
}

// lexerOf returns the lexer for a file, or nil for plain text. A template of ejs is
// HTML with holes.
func lexerOf(file string) chroma.Lexer {
	if path.Ext(file) == ".ejs" {
		file = "x.html"
	}
	lexer := lexers.Match(path.Base(file))
	if lexer == nil || lexer.Config().Name == lexers.Get("text").Config().Name {
		return nil
	}
	return lexer
}

// linesOf returns the lines of a text, each as its tokens.
func linesOf(lexer chroma.Lexer, text []byte) [][]chroma.Token {
	if len(text) == 0 {
		return nil
	}
	return chroma.SplitTokensIntoLines(tokens(lexer, string(text)+"\n"))
}

func texts(lines [][]chroma.Token) []string {
	list := make([]string, len(lines))
	for i, line := range lines {
		list[i] = chroma.Stringify(line...)
	}
	return list
}

// tally says how many lines have changed.
func tally(changes []change) string {
	added, removed := 0, 0
	for _, c := range changes {
		switch c.sign {
		case '+':
			added++
		case '-':
			removed++
		}
	}
	return counted(added) + " added, " + counted(removed) + " removed"
}

func counted(lines int) string {
	if lines == 1 {
		return "1 line"
	}
	return strconv.Itoa(lines) + " lines"
}

// writeChange writes a line behind its sign.
func writeChange(b *strings.Builder, sign byte, line []chroma.Token) {
	open, close := `<span class="sign">  </span>`, ""
	switch sign {
	case '+':
		open, close = `<ins><span class="sign">+ </span>`, "</ins>"
	case '-':
		open, close = `<del><span class="sign">− </span>`, "</del>"
	}
	b.WriteString(open)
	for _, token := range line {
		writeToken(b, token)
	}
	b.WriteString(close)
}

// writeGap says how many lines are not shown.
func writeGap(b *strings.Builder, lines int) {
	if lines > 0 {
		b.WriteString(`<span class="gap">⋯ ` + counted(lines) + " as before\n</span>")
	}
}
