// Command readability prints how long each lesson is and how hard it is to read. Authors of the
// course run it before they publish a lesson.
//
// A line has the lesson's words, its Flesch–Kincaid grade, the minutes of its front matter, and
// the minutes that its words, its code and its exercises take. A grade above 8, or minutes far
// apart, are a reason to read the lesson again. The command itself judges nothing.
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
		m := measureLesson(l)
		fmt.Fprintf(table, "%d\t%.1f\t%d\t%.0f\t  %s\n", m.words, m.grade(), l.Minutes, m.minutes, l.File)
	}
	if err := table.Flush(); err != nil {
		return fmt.Errorf("writing the report: %w", err)
	}
	return nil
}
