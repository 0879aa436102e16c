// Command readability prints how long each lesson is and how hard it is to read. Authors of the
// course run it before they publish a lesson.
//
// Each line has the number of words of a lesson, its Flesch–Kincaid grade, the minutes in its front
// matter, and the minutes that a reader needs for its words, code and exercises. Read a lesson
// again if its grade is above 8, or if the two numbers of minutes differ much. The command itself
// judges nothing.
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
