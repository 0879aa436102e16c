package console

import (
	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
)

// maxRuns is how many programs of a page a console times the rows of: more than a lesson
// has.
const maxRuns = 8

// maxShownBytes is how many bytes of a binary message a row has. The programs that several
// share send pieces of files, of thousands of bytes, which nobody reads one by one. In a ws
// block the learner has written the bytes, so its console shows up to play.MaxPreview.
const maxShownBytes = 16

// run is the latest run of a program on the page, whose connections share an attempt.
type run struct {
	block   string
	attempt int
	began   play.Milliseconds // at its first event
}

// row makes an event ready for reading, for a page that wants rows. The times of a run
// count from its first event. The caller holds the mutex.
func (c *console) row(tag play.Tag, e play.Event) play.Row {
	e.At = max(0, e.At-c.runOf(tag, e.At).began)
	e.Client = tag.Name()
	e.Text = shortened(e)
	return e.Row()
}

// runOf returns the run of a connection. A run that is not known begins now, instead of
// the program's earlier one. The caller holds the mutex.
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

// shortened returns the text of an event for a row: the first bytes of a binary message.
func shortened(e play.Event) string {
	const length = 3*maxShownBytes - 1 // two digits a byte, and spaces between
	if e.Opcode != rfc6455.Binary || len(e.Text) <= length {
		return e.Text
	}
	return e.Text[:length] + " …"
}
