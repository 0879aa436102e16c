// Package logging makes the log of the program, and filters the errors of the HTTP servers.
// Package app and the HTTP servers write to the log.
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

// New returns a log that writes to w in one of the formats. It also returns a writer for lines
// that people read. The writer passes these lines to w or, if the format is JSON, to the log.
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
