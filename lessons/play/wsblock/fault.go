package wsblock

import (
	"strconv"
)

// Fault is what is wrong at one place of a ws block.
type Fault struct {
	Line   int    // from 1
	Column int    // in characters, from 1
	What   string // what is wrong, what stands there in quotes, and what is wanted
}

// Error returns the fault as "line:column: what".
func (f Fault) Error() string {
	return strconv.Itoa(f.Line) + ":" + strconv.Itoa(f.Column) + ": " + f.What
}
