package main

import (
	"fmt"
	"io"
	"strings"
)

// aim is a limit that a figure of Two Cups should keep: a minimum or a maximum.
type aim struct {
	description string
	scenario    string // the start of its name; if several scenarios match, the worst counts
	server      string // the peer of a ratio; "" for the figure of Two Cups itself
	figure      int
	want        float64
	atMost      bool
}

// sameSpeed is the least ratio at which a peer counts as no faster than Two Cups. Two runs of the
// same server differ by as much.
const sameSpeed = 0.95

// aims are the aims of issue 3, "Speed".
var aims = []aim{
	{description: "npm ws takes 1.2 times as long for an echo", scenario: echoName, server: "npm ws", want: 1.2},
	{description: "npm socket.io takes twice as long for an echo", scenario: echoName, server: "npm socket.io", want: 2},
	{description: "gws is no faster at echoes", scenario: echoName, server: "gws", want: sameSpeed},
	{description: "gorilla takes 8 times as long for pipelined messages", scenario: pipelinedName, server: "gorilla", want: 8},
	{description: "an idle connection takes 9 KB at most", scenario: idleName, want: 9 << 10, atMost: true},
	{description: "500,000 deliveries a second in bursts", scenario: burstName, figure: 1, want: 500_000},
}

// printAims prints for each aim that was measured whether Two Cups reaches it.
func printAims(w io.Writer, r *rounds) {
	fmt.Fprintf(w, "\n## The aims\n\n")
	printHead(w, []string{"aim", "wanted", "found", "reached"})
	for _, a := range aims {
		found, ok := r.worst(a)
		if !ok {
			continue
		}
		sign, reached := "≥ ", found >= a.want
		if a.atMost {
			sign, reached = "≤ ", found <= a.want
		}
		verdict := map[bool]string{true: "yes", false: "no"}[reached]
		printRow(w, []string{a.description, sign + number(a.want), number(found), verdict})
	}
}

// worst returns the figure of the scenario in which Two Cups is furthest from the aim. It
// returns false if nothing was measured for the aim.
func (r *rounds) worst(a aim) (worst float64, ok bool) {
	for _, s := range r.scenarios {
		if !strings.HasPrefix(s.name, a.scenario) {
			continue
		}
		found, measured := r.figure(cell{s.name, baseline}, a.figure)
		if a.server != "" {
			found, measured = r.ratio(cell{s.name, a.server}, a.figure)
		}
		if measured && (!ok || (found.median > worst) == a.atMost) {
			worst, ok = found.median, true
		}
	}
	return worst, ok
}
