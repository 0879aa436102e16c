package flags

import (
	"fmt"
	"slices"
	"strings"
)

// choice is the value of a flag that takes one of a few words (flag.Value).
type choice struct {
	variable *string
	words    []string
}

// String returns the word. Package flag also calls String on a zero choice.
func (c choice) String() string {
	if c.variable == nil {
		return ""
	}
	return *c.variable
}

// Set sets the variable to one of the words.
func (c choice) Set(text string) error {
	if !slices.Contains(c.words, text) {
		return fmt.Errorf("want %s", strings.Join(c.words, " or "))
	}
	*c.variable = text
	return nil
}

// list is the value of a flag that takes several values (flag.Value).
type list struct {
	variable *[]string
	parse    func(string) (string, error)
}

// String returns the values with commas between them. Package flag also calls String on a
// zero list.
func (l list) String() string {
	if l.variable == nil {
		return ""
	}
	return strings.Join(*l.variable, ",")
}

// Set adds the values.
func (l list) Set(text string) error {
	for one := range strings.SplitSeq(text, ",") {
		value, err := l.parse(strings.TrimSpace(one))
		if err != nil {
			return err
		}
		*l.variable = append(*l.variable, value)
	}
	return nil
}
