package highlight

import (
	"html"
	"strings"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
)

// Listing is code to be shown.
type Listing struct {
	File     string       // the name above the code; may be empty
	Language string       // a language that [IsLanguage] knows, or "" for plain text
	Code     string       // with a line feed after each line
	Marks    map[int]bool // the lines to be marked, from 1
}

// IsLanguage reports whether there are colours for a language.
func IsLanguage(name string) bool { return lexers.Get(name) != nil }

// Languages returns the names of all languages.
func Languages() []string { return lexers.Aliases(false) }

// lexerFor returns the lexer of a language, or nil for plain text.
func lexerFor(language string) chroma.Lexer {
	if language == "" {
		return nil
	}
	return unlessPlain(lexers.Get(language))
}

// unlessPlain returns the lexer, or nil for the lexer of plain text.
func unlessPlain(lexer chroma.Lexer) chroma.Lexer {
	if lexer == nil || lexer.Config().Name == lexers.Get("text").Config().Name {
		return nil
	}
	return lexer
}

// HTML returns the listing as a figure. The pre element can scroll, so it can have the
// focus and it has a name. Its role is group and not region, because the role region
// would make each listing of a page a landmark.
func (l *Listing) HTML() string {
	lexer := lexerFor(l.Language)
	language := nameOf(lexer)
	var b strings.Builder
	b.WriteString(`<figure class="code">`)
	if l.File != "" || language != "" {
		b.WriteString("<figcaption>" + span("file", l.File) + span("lang", language) + "</figcaption>")
	}
	openPre(&b, label(l.File, language))
	for i, line := range chroma.SplitTokensIntoLines(tokens(lexer, l.Code)) {
		if l.Marks[i+1] {
			b.WriteString(`<mark class="hl">`)
		}
		writeTokens(&b, line)
		if l.Marks[i+1] {
			b.WriteString("</mark>")
		}
	}
	b.WriteString("</code></pre></figure>\n")
	return b.String()
}

// openPre writes the start tags of the code. The label is the name of the code for a screen
// reader.
func openPre(b *strings.Builder, label string) {
	b.WriteString(`<pre class="chroma" tabindex="0" role="group" aria-label="` + html.EscapeString(label) + `"><code>`)
}

// nameOf returns the name of a lexer's language, or "" for plain text.
func nameOf(lexer chroma.Lexer) string {
	if lexer == nil {
		return ""
	}
	return lexer.Config().Name
}

func span(class, text string) string {
	if text == "" {
		return ""
	}
	return `<span class="` + class + `">` + html.EscapeString(text) + "</span>"
}

// label names a listing for a screen reader.
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
