package wsblock

import "strconv"

// Fault is a fault in a ws block or a check, and its place.
type Fault struct {
	Line   int    // from 1
	Column int    // in characters, from 1
	What   string // what is wrong, the faulty text in quotes, and what is wanted
}

// Error returns the fault as "line:column: what".
func (f Fault) Error() string {
	return strconv.Itoa(f.Line) + ":" + strconv.Itoa(f.Column) + ": " + f.What
}
