package app

import (
	"flag"
	"fmt"
	"io"
	"strings"
	"time"
)

// group is some flags that belong together, under their heading.
type group struct {
	heading string
	*flag.FlagSet
}

func newGroup(heading string) group {
	return group{heading, flag.NewFlagSet(heading, flag.ContinueOnError)}
}

// count defines a flag of a whole number within bounds. The default is what is there.
func (g group) count(to *int, least, most int, name, help string) {
	g.Var(count{to, least, most}, name, wrapped(help))
}

// span defines a flag of a time within bounds. The default is what is there.
func (g group) span(to *time.Duration, least, most time.Duration, name, help string) {
	g.Var(span{to, least, most}, name, wrapped(help))
}

// text defines a flag of any text. The default is what is there.
func (g group) text(to *string, name, help string) { g.StringVar(to, name, *to, wrapped(help)) }

// merged returns the flags of all groups in one set, which prints nothing by itself.
func merged(groups []group) *flag.FlagSet {
	all := flag.NewFlagSet("twocups", flag.ContinueOnError)
	all.SetOutput(io.Discard)
	for _, g := range groups {
		g.VisitAll(func(f *flag.Flag) { all.Var(f.Value, f.Name, f.Usage) })
	}
	return all
}

// writeHelp lists the flags group by group.
func writeHelp(w io.Writer, groups []group) {
	fmt.Fprintln(w, "Two Cups serves a course on WebSockets and the sockets that its lessons talk to.")
	fmt.Fprintln(w, "Without flags it is ready for a class.")
	for _, g := range groups {
		fmt.Fprintf(w, "\n%s\n\n", g.heading)
		g.SetOutput(w)
		g.PrintDefaults()
	}
}

// helpWidth is how many characters of help stand on a line: 80 less what package
// flag puts before them.
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
