package console

import (
	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
)

// maxRuns is the largest number of programs for which a console keeps the time of the
// latest run: more than a lesson has.
const maxRuns = 8

// maxShownBytes is the largest number of bytes of a binary message in a row. Programs that
// several clients share send pieces of files, and nobody reads their thousands of bytes one
// by one. In a ws block the learner has written the bytes, so the block's console shows up
// to play.MaxPreview of them.
const maxShownBytes = 16

// run is the latest run of a program on the page. The connections of a run share an
// attempt.
type run struct {
	block   string
	attempt int
	began   play.Milliseconds // at its first event
}

// row returns an event as a row, for a page that asks for rows. The times of a run count
// from its first event. The caller holds the mutex.
func (c *console) row(tag play.Tag, e play.Event) play.Row {
	e.At = max(0, e.At-c.runOf(tag, e.At).began)
	e.Client = tag.Name()
	e.Text = shortened(e)
	return e.Row()
}

// runOf returns the run of a connection. A run that is not known begins now, and replaces
// the program's earlier run. The caller holds the mutex.
func (c *console) runOf(tag play.Tag, now play.Milliseconds) run {
	begun := run{block: tag.Block, attempt: tag.Attempt, began: now}
	for i := range c.runs {
		r := &c.runs[i]
		if r.block != tag.Block {
			continue
		}
		if r.attempt < tag.Attempt {
			*r = begun
		}
		return *r // also for a late event of an earlier run, which the page doesn't show
	}
	if len(c.runs) == maxRuns {
		c.runs = c.runs[1:]
	}
	c.runs = append(c.runs, begun)
	return begun
}

// shortened returns the text of an event for a row. For a binary message, the text is that
// of the first bytes.
func shortened(e play.Event) string {
	const length = 3*maxShownBytes - 1 // two digits a byte, and spaces between
	if e.Opcode != rfc6455.Binary || len(e.Text) <= length {
		return e.Text
	}
	return e.Text[:length] + " …"
}
