package app

import (
	"bytes"
	"io"
	"log"
	"log/slog"
	"sync/atomic"
)

// newLog returns the log, and a writer for the lines that the program prints for
// people. They go to w as they are, or, where everything is JSON, into the log.
func newLog(format string, w io.Writer) (*slog.Logger, io.Writer) {
	if format == "json" {
		log := slog.New(slog.NewJSONHandler(w, nil))
		return log, lines{log}
	}
	return slog.New(slog.NewTextHandler(w, nil)), w
}

// lines is a writer that logs each line.
type lines struct{ log *slog.Logger }

// Write logs the lines (io.Writer). They come whole.
func (l lines) Write(p []byte) (int, error) {
	for line := range bytes.Lines(p) {
		l.log.Info(string(bytes.TrimRight(line, "\n")))
	}
	return len(p), nil
}

// httpLog is where net/http writes what it has to complain of. What is about
// the program goes into the log. What is about a client is only counted: such a line
// may quote what the client sent, and any client can cause as many as it likes.
type httpLog struct {
	log     *slog.Logger
	clients atomic.Int64
}

// aboutProgram are the beginnings of the httpLog that are logged.
var aboutProgram = [][]byte{
	[]byte("http: Accept error"), []byte("http: panic serving"), []byte("http2: panic serving"),
	[]byte("http: superfluous"), []byte("http: response."), []byte("http: WriteHeader"), []byte("http: invalid Content-Length"),
}

func (c *httpLog) logger() *log.Logger { return log.New(c, "", 0) }

// Write takes one complaint (io.Writer).
func (c *httpLog) Write(p []byte) (int, error) {
	for _, beginning := range aboutProgram {
		if bytes.HasPrefix(p, beginning) {
			c.log.Warn(string(bytes.TrimSpace(p)))
			return len(p), nil
		}
	}
	c.clients.Add(1)
	return len(p), nil
}
