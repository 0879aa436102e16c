// Command readability prints how long each lesson is and how hard it is to read: its
// words, its Flesch–Kincaid grade, the minutes that its front matter gives, and those
// that its words, its code and what there is to do in it take. It judges nothing: a grade above 8 or minutes far apart are
// a reason to read the lesson again.
package main

import (
	"fmt"
	"io"
	"os"
	"text/tabwriter"

	"twocups/lessons"
	"twocups/server/course"
)

func main() {
	if err := report(os.Stdout, course.Load(lessons.FS())); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// report writes a line for each lesson.
func report(w io.Writer, c *course.Course) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, "words\tgrade\tminutes\tcounted\t  lesson")
	for _, l := range c.Lessons {
		m := measured(l)
		fmt.Fprintf(table, "%d\t%.1f\t%d\t%.0f\t  %s\n", m.words, m.grade(), l.Minutes, m.minutes, l.File)
	}
	if err := table.Flush(); err != nil {
		return fmt.Errorf("writing the report: %w", err)
	}
	return nil
}
