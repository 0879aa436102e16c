package socket

import (
	"cmp"
	"log/slog"
	"time"
)

// Config holds the limits of [Sockets]. A zero field takes its default.
type Config struct {
	// MaxMessage is how many bytes the payload of a message may have. The connection
	// that sends more is closed with 1009. Default: 64 KiB, sixteen times what a step
	// of a lesson can send.
	MaxMessage int

	// MaxConnections is how many connections may be open. One more is upgraded and
	// closed with 1013, since a page gets to see a close code but no HTTP answer.
	// Default: 10,000, which take about 150 MB while they are idle.
	MaxConnections int

	// QueueLength is how many messages may wait for a connection's writer. Default:
	// 64, a burst that a room of 8 makes when each sends 8 at once.
	QueueLength int

	// HandshakeTimeout bounds the writing of the handshake's answer. Reading the
	// request is bounded by the HTTP server. Default: 5 s.
	HandshakeTimeout time.Duration

	// WriteTimeout bounds each write, and at the end all that is still queued
	// together. Default: 10 s, in which a phone finds another cell.
	WriteTimeout time.Duration

	// PingEvery is the time between two pings. Default: 20 s, since proxies close a
	// connection that is idle for 30 s to 60 s.
	PingEvery time.Duration

	// PongWait is how long a client may send nothing, not even a pong. Default: 50 s,
	// so that two pings must stay unanswered.
	PongWait time.Duration

	// CloseWait is how long the server waits for the close frame that answers its own.
	// Default: 5 s.
	CloseWait time.Duration

	// Origins are the origins whose pages may connect, beside those of the server's own
	// host and those in sandboxed frames, each as [ParseOrigin] returns it. Default:
	// none.
	Origins []string

	// Consoles takes what happens to tagged connections. Default: nobody.
	Consoles Consoles

	// Log takes a line when a client comes and one when it goes, without the query and
	// without anything that the client sent. Default: nowhere.
	Log *slog.Logger
}

// refusalsAtOnce is how many connections beyond MaxConnections may be in the course
// of being closed with 1013. Further ones get a plain HTTP answer, so that a flood
// of refused clients is bounded too.
const refusalsAtOnce = 256

// retryAfter is for how many seconds a client is asked to stay away that gets that
// plain answer: a close frame takes less to be answered, a server to start anew.
const retryAfter = "10"

// bufferSize is that of a connection's read buffer and of the pooled write buffers:
// a lesson's messages are short, and longer ones are written unbuffered.
const bufferSize = 1024

// Defaults returns the limits that a zero Config stands for.
func Defaults() Config { return Config{}.withDefaults() }

func (c Config) withDefaults() Config {
	c.MaxMessage = cmp.Or(c.MaxMessage, 64<<10)
	c.MaxConnections = cmp.Or(c.MaxConnections, 10_000)
	c.QueueLength = cmp.Or(c.QueueLength, 64)
	c.HandshakeTimeout = cmp.Or(c.HandshakeTimeout, 5*time.Second)
	c.WriteTimeout = cmp.Or(c.WriteTimeout, 10*time.Second)
	c.PingEvery = cmp.Or(c.PingEvery, 20*time.Second)
	c.PongWait = cmp.Or(c.PongWait, 50*time.Second)
	c.CloseWait = cmp.Or(c.CloseWait, 5*time.Second)
	c.Log = cmp.Or(c.Log, slog.New(slog.DiscardHandler))
	return c
}
