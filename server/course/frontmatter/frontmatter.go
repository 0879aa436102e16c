// Package frontmatter reads the YAML above the text of a lesson: its title, summary,
// objectives, minutes and needs. Package course uses it for every lesson.
package frontmatter

import (
	"strings"
	"unicode/utf8"

	"twocups/lessons/play/faulttext"
)

// FrontMatter is the front matter of a lesson.
type FrontMatter struct {
	Title, Summary string   // each on one line
	Objectives     []string // what the learner can do afterwards; at least one
	Minutes        int      // how long the lesson takes: 1 to MaxMinutes
	Needs          []string // what else the learner needs; may be empty
}

// Fault is an error at one place of the lesson.
type Fault struct {
	Line, Column int // in the file, from 1; columns count characters
	What         string
}

// delimiter is the line above and below the front matter.
const delimiter = "---"

// Parse reads the front matter of a lesson's text, and returns the offset at which the
// Markdown starts. The offset is 0 for a lesson without front matter, and -1 for front
// matter without an end, because nobody can tell where its Markdown starts.
func Parse(text string) (front FrontMatter, body int, faults []Fault) {
	lines := strings.SplitAfter(text, "\n")
	if !isDelimiter(lines[0]) {
		return front, 0, []Fault{{1, 1, faulttext.What("no front matter").Want(faulttext.Quote(delimiter) + " on the first line")}}
	}
	body = len(lines[0])
	for i, line := range lines[1:] {
		body += len(line)
		if isDelimiter(line) {
			p := parser{front: &front, lines: lines[1 : 1+i], seen: map[string]bool{}}
			p.parse()
			return front, body, p.faults
		}
	}
	return front, -1, []Fault{{1, 1, faulttext.What("front matter without an end").Want("a second line " + faulttext.Quote(delimiter))}}
}

func isDelimiter(line string) bool { return strings.TrimRight(line, " \t\n") == delimiter }

// parser fills the front matter.
type parser struct {
	front  *FrontMatter
	lines  []string // between the delimiters, each with its line feed
	seen   map[string]bool
	faults []Fault
}

// fault adds a fault at a place of the YAML, or at the nearest place that the lines have.
// The first line of the YAML is the second line of the file.
func (p *parser) fault(line, column int, what string) {
	line = min(max(line, 1), len(p.lines)+1)
	length := 0
	if line <= len(p.lines) {
		length = utf8.RuneCountInString(strings.TrimSuffix(p.lines[line-1], "\n"))
	}
	p.faults = append(p.faults, Fault{line + 1, min(max(column, 1), length+1), what})
}

// faultOfAll adds a fault of the front matter as a whole.
func (p *parser) faultOfAll(what string) { p.faults = append(p.faults, Fault{1, 1, what}) }
