package logging

import (
	"bytes"
	"errors"
	"io"
	"sync"
	"syscall"
	"time"
)

// queue is a writer that never waits and never fails: a goroutine passes the lines on to another
// writer. Lines that find the queue full are dropped and counted, and so are lines that the other
// writer can't write. When writing works again, a note about the dropped lines follows.
type queue struct {
	to   io.Writer
	most int // bytes that may wait, besides those that the goroutine is writing
	note func(lines int) []byte
	torn bool // the last write ended within a line; only the goroutine uses it

	mu      sync.Mutex
	changed sync.Cond // lines wait, or the queue is closed
	waiting []byte
	dropped int // lines in all
	noted   int // lines that notes have counted
	closed  bool
	ended   chan struct{} // closed when the goroutine has ended
}

func newQueue(to io.Writer, most int, note func(lines int) []byte) *queue {
	q := &queue{to: to, most: most, note: note, ended: make(chan struct{})}
	q.changed.L = &q.mu
	go q.run()
	return q
}

// Write queues whole lines, all or none (io.Writer).
func (q *queue) Write(lines []byte) (int, error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.closed || len(q.waiting) > 0 && len(q.waiting)+len(lines) > q.most {
		q.dropped += lineCount(lines)
		return len(lines), nil
	}
	q.waiting = append(q.waiting, lines...)
	q.changed.Signal()
	return len(lines), nil
}

// run writes the lines until the queue is closed and empty.
func (q *queue) run() {
	defer close(q.ended)
	for {
		lines, more := q.next()
		if !more {
			return
		}
		if q.write(lines) {
			q.writeNote()
		}
	}
}

// next waits for lines, and returns all that wait. It returns false when the queue is closed and
// empty.
func (q *queue) next() (lines []byte, more bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for len(q.waiting) == 0 && !q.closed {
		q.changed.Wait()
	}
	lines, q.waiting = q.waiting, nil
	return lines, len(lines) > 0
}

// busyPause is the time between two tries to write to a standard output that is non-blocking and
// full. Another program that shares the terminal may have made it non-blocking.
const busyPause = 10 * time.Millisecond

// write writes lines, and counts those that it can't write. It reports whether it has written all.
// A reader that has gone may come back, as that of a named pipe does, and a full disk may get room.
// So write tries each time, even if the last write failed.
func (q *queue) write(lines []byte) (whole bool) {
	rest := q.writeAll(lines)
	q.drop(lineCount(rest))
	return len(rest) == 0
}

// writeAll writes lines, and returns the bytes that it could not write. If the last write ended
// within a line, writeAll ends that line first.
func (q *queue) writeAll(lines []byte) (rest []byte) {
	if q.torn {
		lines = append([]byte{'\n'}, lines...)
	}
	for {
		n, err := q.to.Write(lines)
		if n > 0 {
			q.torn = lines[n-1] != '\n'
		}
		lines = lines[n:]
		switch {
		case err == nil:
			return nil
		case !errors.Is(err, syscall.EAGAIN):
			return bytes.TrimPrefix(lines, []byte{'\n'}) // the end of the line before is no line
		}
		time.Sleep(busyPause)
	}
}

func (q *queue) drop(lines int) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.dropped += lines
}

// writeNote writes a line about the lines that were dropped since the last one, if there are any.
func (q *queue) writeNote() {
	q.mu.Lock()
	lines := q.dropped - q.noted
	q.mu.Unlock()
	if lines == 0 {
		return
	}
	if rest := q.writeAll(q.note(lines)); len(rest) == 0 {
		q.mu.Lock()
		defer q.mu.Unlock()
		q.noted += lines
	}
}

// close makes the goroutine end when it has written the lines that wait. It waits for this end, but
// no longer than the given time.
func (q *queue) close(wait time.Duration) {
	q.mu.Lock()
	q.closed = true
	q.changed.Signal()
	q.mu.Unlock()
	late := time.NewTimer(wait)
	defer late.Stop()
	select {
	case <-q.ended:
	case <-late.C:
	}
}

func (q *queue) droppedLines() int {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.dropped
}

func lineCount(lines []byte) int { return bytes.Count(lines, []byte{'\n'}) }
