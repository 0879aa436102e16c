// Package logging makes the log of the program. Package app writes to it, and so do the
// HTTP servers, whose errors it filters.
package logging

import (
	"bytes"
	"io"
	"log/slog"
)

// The formats of the log.
const (
	Text = "text"
	JSON = "json" // for programs that collect logs
)

// New returns a log in one of the formats that is written to w. It also returns a writer for
// the lines that people read: they go to w as they are or, if the log is JSON, into the log.
func New(format string, w io.Writer) (*slog.Logger, io.Writer) {
	if format == JSON {
		log := slog.New(slog.NewJSONHandler(w, nil))
		return log, lineWriter{log}
	}
	return slog.New(slog.NewTextHandler(w, nil)), w
}

// lineWriter logs each line that is written to it.
type lineWriter struct{ log *slog.Logger }

// Write logs the lines, which must be whole (io.Writer).
func (l lineWriter) Write(p []byte) (int, error) {
	for line := range bytes.Lines(p) {
		l.log.Info(string(bytes.TrimRight(line, "\n")))
	}
	return len(p), nil
}
