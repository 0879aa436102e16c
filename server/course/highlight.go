package course

import (
	"slices"
	"strings"
	"time"

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
	list, err := tokenise(lexer, code)
	if err != nil || chroma.Stringify(list...) != code {
		return plain
	}
	return list
}

// matchTime is the time that chroma gives a regular expression for one match, by the
// clock. When it is over, the match counts as none, and the tokens come out otherwise.
const matchTime = 250 * time.Millisecond

// tokenise reads the code again when it took so long that a match may have been given
// up, until it comes out as it did before: on a busy machine that happens to good
// matches, and a lesson must look the same each time.
func tokenise(lexer chroma.Lexer, code string) (list []chroma.Token, err error) {
	for range 10 {
		before, start := list, time.Now()
		list, err = chroma.Tokenise(chroma.Coalesce(lexer), nil, code)
		if err != nil || time.Since(start) < matchTime || slices.Equal(list, before) {
			break
		}
	}
	return list, err
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
