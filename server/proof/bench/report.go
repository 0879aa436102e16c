package main

import (
	"fmt"
	"io"
	"os/exec"
	"runtime"
	"slices"
	"strconv"
	"strings"
)

// printReport prints all tables in Markdown. The first table has the main figures of all
// scenarios. The aims follow, and then a table for each scenario with all its figures.
func printReport(w io.Writer, o options, r *rounds) {
	fmt.Fprintf(w, "%d cores, %s, Node %s; %d rounds of %v. The median, and in parentheses the least and the most.\n",
		runtime.NumCPU(), runtime.Version(), nodeVersion(), o.rounds, o.time)
	printOverview(w, r)
	printAims(w, r)
	for _, s := range r.scenarios {
		printScenario(w, r, s)
	}
}

func nodeVersion() string {
	version, err := exec.Command("node", "--version").Output()
	if err != nil {
		return "not found"
	}
	return strings.TrimSpace(string(version))
}

// printOverview prints the main figures: the figure of Two Cups itself, and for each other
// server the multiple of that figure.
func printOverview(w io.Writer, r *rounds) {
	fmt.Fprintf(w, "\n## The main figures, as multiples of %s\n\n", baseline)
	head := []string{"scenario"}
	names := r.names(func(server) bool { return true })
	for _, name := range names {
		if name == baseline {
			name += " itself"
		}
		head = append(head, name)
	}
	printHead(w, head)
	for _, s := range r.scenarios {
		row := []string{s.name}
		for _, name := range names {
			if name == baseline {
				row = append(row, r.amount(cell{s.name, name}, 0)+" "+unit(s.figures[0]))
			} else {
				row = append(row, r.multiple(cell{s.name, name}, 0))
			}
		}
		printRow(w, row)
	}
}

// printScenario prints all figures of a scenario.
func printScenario(w io.Writer, r *rounds, s scenario) {
	fmt.Fprintf(w, "\n## %s\n\n", s.name)
	head := []string{"server"}
	for _, name := range s.figures {
		head = append(head, name, "to "+baseline)
	}
	printHead(w, head)
	for _, name := range r.names(s.includes) {
		row, at := []string{name}, cell{s.name, name}
		for i := range s.figures {
			row = append(row, r.amountAndSpread(at, i), r.multipleAndSpread(at, i))
		}
		printRow(w, row)
	}
}

// names returns the names of the servers for which include is true, each name once.
func (r *rounds) names(include func(server) bool) []string {
	var names []string
	for _, s := range r.servers {
		if include(s) && !slices.Contains(names, s.name) {
			names = append(names, s.name)
		}
	}
	return names
}

// unit returns the unit of a figure.
func unit(figure string) string {
	_, unit, found := strings.Cut(figure, ", ")
	if !found {
		return figure
	}
	return unit
}

const noValue = "–" // where nothing was measured

func (r *rounds) amount(at cell, figure int) string {
	s, ok := r.figure(at, figure)
	if !ok {
		return noValue
	}
	return number(s.median)
}

func (r *rounds) amountAndSpread(at cell, figure int) string {
	s, ok := r.figure(at, figure)
	if !ok {
		return noValue
	}
	return fmt.Sprintf("%s (%s–%s)", number(s.median), number(s.least), number(s.most))
}

func (r *rounds) multiple(at cell, figure int) string {
	s, ok := r.ratio(at, figure)
	if !ok {
		return noValue
	}
	return fmt.Sprintf("%.2f", s.median)
}

func (r *rounds) multipleAndSpread(at cell, figure int) string {
	s, ok := r.ratio(at, figure)
	switch {
	case !ok:
		return noValue
	case at.server == baseline:
		return "1"
	}
	return fmt.Sprintf("%.2f (%.2f–%.2f)", s.median, s.least, s.most)
}

// number writes a number below 100 with three digits. It rounds a greater number to a whole
// number, and puts a comma before each group of three digits.
func number(f float64) string {
	switch {
	case f < 10:
		return strconv.FormatFloat(f, 'f', 2, 64)
	case f < 100:
		return strconv.FormatFloat(f, 'f', 1, 64)
	}
	digits := strconv.FormatFloat(f, 'f', 0, 64)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

func printHead(w io.Writer, head []string) {
	printRow(w, head)
	printRow(w, append([]string{"---"}, slices.Repeat([]string{"---:"}, len(head)-1)...))
}

func printRow(w io.Writer, row []string) { fmt.Fprintf(w, "| %s |\n", strings.Join(row, " | ")) }
