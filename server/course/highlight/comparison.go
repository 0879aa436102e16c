package highlight

import (
	"path"
	"strconv"
	"strings"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
)

// Comparison is two versions of a file.
type Comparison struct {
	File     string // the part of their paths that both versions have: "server.js"
	From, To string // the parts that differ: "stage-1", "stage-2"
	Old, New []byte // UTF-8 without the line feed of the last line; at most MaxLines lines each
}

// HTML returns the comparison as a figure. Each line starts with a sign, so that nobody
// needs to see the colours. Each version is highlighted as a whole, so that a comment or a
// string of several lines keeps its colour.
func (c *Comparison) HTML() string {
	lexer := lexerForFile(c.File)
	old, new := lines(lexer, c.Old), lines(lexer, c.New)
	changes := compare(texts(old), texts(new))
	var b strings.Builder
	b.WriteString(`<figure class="code diff"><figcaption>` + span("file", c.File) + span("lang", c.From+" → "+c.To) + "</figcaption>")
	openPre(&b, label(c.File, nameOf(lexer))+", from "+c.From+" to "+c.To+": "+summary(changes))
	hidden := 0
	visible := visibleChanges(changes)
	for i, change := range changes {
		if !visible[i] {
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

// lexerForFile returns the lexer for a file, or nil for plain text. A template of ejs gets
// the lexer for HTML.
func lexerForFile(file string) chroma.Lexer {
	if path.Ext(file) == ".ejs" {
		file = "x.html"
	}
	return unlessPlain(lexers.Match(path.Base(file)))
}

// lines returns the lines of a text, each as its tokens.
func lines(lexer chroma.Lexer, text []byte) [][]chroma.Token {
	if len(text) == 0 {
		return nil
	}
	return chroma.SplitTokensIntoLines(tokens(lexer, string(text)+"\n"))
}

// texts returns the text of each line.
func texts(lines [][]chroma.Token) []string {
	list := make([]string, len(lines))
	for i, line := range lines {
		list[i] = chroma.Stringify(line...)
	}
	return list
}

// summary returns the numbers of added and removed lines in words.
func summary(changes []change) string {
	added, removed := 0, 0
	for _, c := range changes {
		switch c.sign {
		case '+':
			added++
		case '-':
			removed++
		}
	}
	return countLines(added) + " added, " + countLines(removed) + " removed"
}

func countLines(n int) string {
	if n == 1 {
		return "1 line"
	}
	return strconv.Itoa(n) + " lines"
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
	writeTokens(b, line)
	b.WriteString(close)
}

// writeGap writes the number of lines that are left out.
func writeGap(b *strings.Builder, lines int) {
	if lines > 0 {
		b.WriteString(`<span class="gap">⋯ ` + countLines(lines) + " as before\n</span>")
	}
}
