package main

import (
	"fmt"
	"io"
	"strings"
)

// aim is what Two Cups is to reach: that something is at least, or at most, so much.
type aim struct {
	what     string
	scenario string // the start of the name; of several scenarios the worst counts
	server   string // the peer, "" for Two Cups by itself
	figure   int
	want     float64
	atMost   bool
}

// level is how much of a peer's time counts as all of it: two runs of the same server
// differ by as much.
const level = 0.95

// aims are those of issue 3, "Speed".
var aims = []aim{
	{what: "npm ws takes 1.2 times as long for an echo", scenario: echoName, server: "npm ws", want: 1.2},
	{what: "npm socket.io takes twice as long for an echo", scenario: echoName, server: "npm socket.io", want: 2},
	{what: "gws is no faster at echoes", scenario: echoName, server: "gws", want: level},
	{what: "gorilla takes 8 times as long for pipelined messages", scenario: pipedName, server: "gorilla", want: 8},
	{what: "an idle connection takes 9 KB at most", scenario: idleName, want: 9 << 10, atMost: true},
	{what: "500,000 deliveries a second in bursts", scenario: burstName, figure: 1, want: 500_000},
}

// printAims prints how far the aims are reached, as far as that was measured.
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
		printRow(w, []string{a.what, sign + number(a.want), number(found), verdict})
	}
}

// worst returns the figure of the scenario in which Two Cups is furthest from the aim,
// and whether there is one.
func (r *rounds) worst(a aim) (worst float64, ok bool) {
	for _, s := range r.scenarios {
		if !strings.HasPrefix(s.name, a.scenario) {
			continue
		}
		found, measured := r.figure(cell{s.name, ours}, a.figure)
		if a.server != "" {
			found, measured = r.ratio(cell{s.name, a.server}, a.figure)
		}
		if measured && (!ok || (found.median > worst) == a.atMost) {
			worst, ok = found.median, true
		}
	}
	return worst, ok
}
