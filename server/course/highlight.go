package course

import (
	"strings"

	"github.com/alecthomas/chroma/v2"
)

// writeHighlighted writes code as HTML: a span around each token that has a
// colour, and a mark around each marked line. It writes no class that
// [HighlightCSS] doesn't know; most of a page's bytes are its code.
func writeHighlighted(b *strings.Builder, lexer chroma.Lexer, code string, marks map[int]bool) {
	for i, line := range chroma.SplitTokensIntoLines(tokens(lexer, code)) {
		if marks[i+1] {
			b.WriteString(`<mark class="hl">`)
		}
		for _, token := range line {
			writeToken(b, token)
		}
		if marks[i+1] {
			b.WriteString("</mark>")
		}
	}
}

// escapeText escapes text between tags, where quotes stand for themselves:
// in code they are frequent.
var escapeText = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// tokens returns the tokens of the code. A lexer that fails, or that loses
// text, gives plain text: the reader needs the code more than its colours.
func tokens(lexer chroma.Lexer, code string) []chroma.Token {
	plain := []chroma.Token{{Type: chroma.Text, Value: code}}
	if lexer == nil {
		return plain
	}
	list, err := chroma.Tokenise(chroma.Coalesce(lexer), nil, code)
	if err != nil || chroma.Stringify(list...) != code {
		return plain
	}
	return list
}

func writeToken(b *strings.Builder, token chroma.Token) {
	text := escapeText.Replace(token.Value)
	class := tokenClass(token.Type)
	if class == "" || strings.TrimSpace(text) == "" {
		b.WriteString(text)
		return
	}
	b.WriteString(`<span class="` + class + `">` + text + "</span>")
}
