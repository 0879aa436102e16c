package course

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/agext/levenshtein"

	"twocups/lessons/play/faulttext"
)

// Fault is what is wrong at one place of a lesson's files.
type Fault struct {
	File   string // path in the lessons' folder
	Line   int    // from 1
	Column int    // in characters, from 1
	What   string // what is wrong, what stands there in quotes, and what is wanted
}

// Error returns the fault as "file:line:column: what".
func (f Fault) Error() string {
	return f.File + ":" + strconv.Itoa(f.Line) + ":" + strconv.Itoa(f.Column) + ": " + f.What
}

// sortFaults puts faults in the order in which a reader meets them.
func sortFaults(faults []Fault) {
	slices.SortStableFunc(faults, func(a, b Fault) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
}

// maxChoices is how many choices a fault lists: chroma alone knows hundreds of
// languages.
const maxChoices = 12

// suggest returns a whole fault about a wrong word. The fault ends with the choice that the
// word is nearest to, as in (did you mean "a"?), or with all choices if none is near.
func suggest(what faulttext.Statement, word string, choices []string) string {
	lower := strings.ToLower(word)
	nearest, distance := "", 1+max(1, (len(word)+1)/3) // a third of the letters wrong is still a slip
	for _, choice := range choices {
		if d := levenshtein.Distance(lower, strings.ToLower(choice), nil); d < distance {
			nearest, distance = choice, d
		}
	}
	switch {
	case nearest != "":
		return string(what + faulttext.What(" (did you mean *?)", nearest))
	case len(choices) == 0:
		return string(what) + " (there is none)"
	case len(choices) > maxChoices:
		choices = append(slices.Clone(choices[:maxChoices]), "another one")
	}
	return what.Want(choices...)
}
