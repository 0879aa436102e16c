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

	// MaxPerAddress is how many of them one address may have; of IPv6, a /64 counts as
	// one. One more is closed with 1013. It is a guard against floods, not a share:
	// 500 students behind one address have 2,000 connections. Default: 5,000.
	MaxPerAddress int

	// FrameRate is how many frames a client may send in a second on the whole, control
	// frames and fragments included, and FrameBurst how many at once. The connection
	// that sends more is closed with 1008. Default: 2,000 and 20,000, which a learner
	// reaches only by a loop that runs away.
	FrameRate, FrameBurst int

	// QueueLength is how many messages may wait for a client that reads slowly, and
	// QueueBytes how many bytes they may have; one message may wait in any case.
	// Default: 64, a burst that a room of 8 makes when each sends 8 at once, and 256
	// KiB, four messages of the greatest size.
	QueueLength, QueueBytes int

	// TryBytes is how many bytes the messages may have that [Conn.TrySend] has queued for
	// all connections together, until they are written. The fewer of them are left, the
	// fewer may wait for each; one message may in any case. Default: no bound.
	TryBytes int

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

	// MessageTimeout is how long a message may take to come, from its first bytes to its
	// last. The connection on which one takes longer is closed with 1008. Default: 1 min,
	// in which a network of 9 kbit/s carries the greatest message.
	MessageTimeout time.Duration

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

// The buffers that gorilla gets for each connection, in bytes.
const (
	// readBuffer is held for as long as the connection is open, so it is small: it must
	// hold a control frame. The scannedConn below it reads in larger pieces.
	readBuffer = 128
	// writeBuffer is hardly used: frames are written by the connection's outbox.
	writeBuffer = 16
)

// Defaults returns the limits that a zero Config stands for.
func Defaults() Config { return Config{}.withDefaults() }

func (c Config) withDefaults() Config {
	c.MaxMessage = cmp.Or(c.MaxMessage, 64<<10)
	c.MaxConnections = cmp.Or(c.MaxConnections, 10_000)
	c.MaxPerAddress = cmp.Or(c.MaxPerAddress, 5_000)
	c.FrameRate = cmp.Or(c.FrameRate, 2_000)
	c.FrameBurst = cmp.Or(c.FrameBurst, 20_000)
	c.QueueLength = cmp.Or(c.QueueLength, 64)
	c.QueueBytes = cmp.Or(c.QueueBytes, 256<<10)
	c.HandshakeTimeout = cmp.Or(c.HandshakeTimeout, 5*time.Second)
	c.WriteTimeout = cmp.Or(c.WriteTimeout, 10*time.Second)
	c.PingEvery = cmp.Or(c.PingEvery, 20*time.Second)
	c.PongWait = cmp.Or(c.PongWait, 50*time.Second)
	c.MessageTimeout = cmp.Or(c.MessageTimeout, time.Minute)
	c.CloseWait = cmp.Or(c.CloseWait, 5*time.Second)
	c.Log = cmp.Or(c.Log, slog.New(slog.DiscardHandler))
	return c
}
