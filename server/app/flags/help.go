package flags

import (
	"fmt"
	"io"
	"strings"
)

// WriteHelp writes the flags of each group under its heading.
func WriteHelp(w io.Writer, groups []Group) {
	for _, g := range groups {
		fmt.Fprintf(w, "\n%s\n\n", g.heading)
		g.set.SetOutput(w)
		g.set.PrintDefaults()
	}
}

// helpWidth is the number of characters in a line of help: 80 minus the indent that package
// flag adds.
const helpWidth = 80 - len("        ")

// wrapped returns the text in lines of at most helpWidth characters.
func wrapped(text string) string {
	var lines strings.Builder
	length := 0
	for word := range strings.FieldsSeq(text) {
		switch {
		case length == 0:
		case length+1+len(word) > helpWidth:
			lines.WriteByte('\n')
			length = 0
		default:
			lines.WriteByte(' ')
			length++
		}
		lines.WriteString(word)
		length += len(word)
	}
	return lines.String()
}
