// Package spelling writes the faults of unknown words, and suggests the choice that the
// author probably meant. Package course uses it for keys, languages, headings and regions.
package spelling

import (
	"slices"
	"strings"

	"github.com/agext/levenshtein"

	"twocups/lessons/play/faulttext"
)

// maxChoices is the largest number of choices that a fault lists. Chroma alone knows
// hundreds of languages.
const maxChoices = 12

// Suggest returns a whole fault about a wrong word. The fault ends with the choice nearest
// to the word, as in (did you mean "title"?). If no choice is near, it ends with the first
// choices.
func Suggest(what faulttext.Statement, word string, choices []string) string {
	switch nearest := nearest(word, choices); {
	case nearest != "":
		return string(what + faulttext.What(" (did you mean *?)", nearest))
	case len(choices) == 0:
		return string(what) + " (there is none)"
	case len(choices) > maxChoices:
		choices = append(slices.Clone(choices[:maxChoices]), "another one")
	}
	return what.Want(choices...)
}

// nearest returns the choice that needs the fewest edits to become the word, or "" if more
// than a third of the letters are wrong.
func nearest(word string, choices []string) string {
	lower := strings.ToLower(word)
	nearest, distance := "", 1+max(1, (len(word)+1)/3)
	for _, choice := range choices {
		if d := levenshtein.Distance(lower, strings.ToLower(choice), nil); d < distance {
			nearest, distance = choice, d
		}
	}
	return nearest
}
