package highlight

import (
	"slices"
	"strings"
	"time"

	"github.com/alecthomas/chroma/v2"
)

// tokens returns the tokens of the code. If a lexer fails or loses text, the code is one
// token of plain text: the reader needs the code more than its colours.
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

// matchTimeout is the time that chroma gives a regular expression for one match. Chroma
// treats a match that takes longer as no match, and the tokens then differ.
const matchTimeout = 250 * time.Millisecond

// tokenise splits the code into tokens. On a busy machine any match may time out, but a
// lesson must look the same each time. If a match may have timed out, tokenise repeats the
// work at most nine times, until no match can have timed out or two results in a row are
// equal.
func tokenise(lexer chroma.Lexer, code string) (list []chroma.Token, err error) {
	for range 10 {
		before, start := list, time.Now()
		list, err = chroma.Tokenise(chroma.Coalesce(lexer), nil, code)
		if err != nil || time.Since(start) < matchTimeout || slices.Equal(list, before) {
			break
		}
	}
	return list, err
}

// escapeText escapes text between tags. Quotes need no escape there, and they are frequent
// in code.
var escapeText = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// writeTokens writes tokens as HTML, with a span around each token that has a colour. It
// writes only the classes that [CSS] has, because most of a page's bytes are code.
func writeTokens(b *strings.Builder, tokens []chroma.Token) {
	for _, token := range tokens {
		text := escapeText.Replace(token.Value)
		class := tokenClass(token.Type)
		if class == "" || strings.TrimSpace(text) == "" {
			b.WriteString(text)
			continue
		}
		b.WriteString(`<span class="` + class + `">` + text + "</span>")
	}
}
