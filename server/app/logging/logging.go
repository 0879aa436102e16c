// Package logging makes the log of the program. Package app, the HTTP servers and the packages with
// sockets write to it, and none of them ever waits for the reader of the log.
//
// The lines pass through a queue to standard output. If nothing reads standard output, or if writing
// fails, the log drops lines and counts them, and the program goes on. Strangers can cause any
// number of lines, so the lines of [Log.Strangers] have a rate.
//
// Strangers can choose some of the values in the log, such as a Host or the name of a file. The log
// cuts long values and escapes control characters, so that no value changes the look of a terminal
// or makes a line of its own.
package logging

import (
	"bytes"
	"io"
	"log/slog"
	"time"

	"twocups/server/limit"
)

// The formats of the log.
const (
	Text = "text"
	JSON = "json" // for programs that collect logs
)

// Config holds the format and the limits of a [Log]. A zero limit takes its default, which
// [Config.Limits] lists.
type Config struct {
	// Format is Text or JSON.
	Format string

	// QueueBytes is the number of bytes of the lines that may wait for the reader of the log.
	// Further lines are dropped and counted. One line may always wait.
	QueueBytes int

	// StrangerRate is the number of lines of one kind that strangers may cause a second, on
	// average. StrangerBurst is the number of such lines at once. Further lines are left out and
	// counted.
	StrangerRate, StrangerBurst int
}

// Limits lists the limits of the Config with their flags, defaults and reasons.
func (c *Config) Limits() []limit.Limit {
	return []limit.Limit{
		limit.Size(&c.QueueBytes, "log-queue", 1<<20, limit.MaxBytes,
			"how many `bytes` of the log may wait while nothing reads standard output; further lines are dropped and counted, so that the server goes on. The default holds about 9,000 lines, those of a class for some minutes"),
		limit.Count(&c.StrangerRate, "log-rate", 100, limit.MaxCount,
			"how many `lines` of one kind a second strangers may cause on average, such as those about connections, and those about refusals for one reason; further lines are left out and counted. A class causes about ten"),
		limit.Count(&c.StrangerBurst, "log-burst", 2_000, limit.MaxCount,
			"how many `lines` of one kind strangers may cause at once before -log-rate applies. The default is the connections that a class of 500 opens when its lesson begins"),
	}
}

// Log is the log of a program. Its Logger is for lines that the program and its operator cause.
type Log struct {
	*slog.Logger

	// Strangers is for lines that strangers cause: connections, refusals and faults that a request
	// provokes. Lines of one kind share a rate: those with the same message and the same value of
	// the attribute "reason". Messages and reasons must be constants of the program.
	Strangers *slog.Logger

	// Lines is for whole lines that people read, such as the address to open. In the format JSON
	// they become lines of the log.
	Lines io.Writer

	config Config
	queue  *queue
	rates  *rates
}

// New returns a log that writes to w. The caller closes the log in the end.
func New(config Config, w io.Writer) *Log {
	limit.SetDefaults(config.Limits())
	l := &Log{config: config, queue: newQueue(w, config.QueueBytes, func(lines int) []byte { return dropNote(config.Format, lines) })}
	handler := newHandler(config.Format, l.queue)
	l.Logger = slog.New(handler)
	l.rates = newRates(l.Logger, config.StrangerRate, config.StrangerBurst)
	l.Strangers = slog.New(limitedHandler{handler, l.rates})
	l.Lines = printableWriter{l.queue}
	if config.Format == JSON {
		l.Lines = lineWriter{l.Logger}
	}
	return l
}

// Config returns the Config of the log. The limits that were zero in the Config of [New] have their
// defaults.
func (l *Log) Config() Config { return l.config }

// Close writes the lines that wait, and ends the log. If nothing reads the log, Close gives up
// after the time wait. Then a goroutine still waits for the reader, until the program ends.
func (l *Log) Close(wait time.Duration) {
	l.rates.close()
	l.queue.close(wait)
}

// Dropped returns the number of lines so far that were dropped because nothing read the log, or
// because it could not be written.
func (l *Log) Dropped() int { return l.queue.droppedLines() }

// LeftOut returns the number of lines so far that were left out because strangers caused too many.
func (l *Log) LeftOut() int { return l.rates.leftOutLines() }

func newHandler(format string, w io.Writer) slog.Handler {
	if format == JSON {
		return slog.NewJSONHandler(w, &slog.HandlerOptions{ReplaceAttr: printableAttr})
	}
	return slog.NewTextHandler(w, &slog.HandlerOptions{ReplaceAttr: quotableAttr})
}

// dropNote returns the line about dropped lines.
func dropNote(format string, lines int) []byte {
	var b bytes.Buffer
	slog.New(newHandler(format, &b)).Warn("lines of the log were dropped, because it could not be written in time", "lines", lines)
	return b.Bytes()
}
