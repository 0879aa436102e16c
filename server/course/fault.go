package course

import (
	"cmp"
	"slices"
	"strconv"
)

// Fault is an error at one place of a lesson's files.
type Fault struct {
	File   string // path in the lessons' folder
	Line   int    // from 1
	Column int    // in characters, from 1
	What   string // the error, the text there in quotes, and the text that is wanted
}

// Error returns the fault as "file:line:column: what".
func (f Fault) Error() string {
	return f.File + ":" + strconv.Itoa(f.Line) + ":" + strconv.Itoa(f.Column) + ": " + f.What
}

// sortFaults sorts faults by file, line and column.
func sortFaults(faults []Fault) {
	slices.SortStableFunc(faults, func(a, b Fault) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
}
