package socket

import (
	"cmp"
	"log/slog"
	"time"

	"twocups/server/limit"
	"twocups/server/limit/memory"
)

// Config holds the limits of [Sockets]. A zero limit takes its default, which [Config.Limits] lists.
type Config struct {
	// MaxMessage is the greatest payload of a message, in bytes. A connection that sends a
	// greater one is closed with 1009.
	MaxMessage int

	// MaxConnections is the number of connections that may be open. One more is upgraded
	// and closed with 1013, since a page can read a close code but no HTTP answer.
	MaxConnections int

	// MaxPerAddress is the number of connections that one address may have open. An IPv6 /64
	// is one address. One more connection is closed with 1013.
	MaxPerAddress int

	// FrameRate is the number of frames a second that a client may send on average, control
	// frames and fragments included. FrameBurst is the number of frames that it may send at
	// once. A client that sends more is slowed down: the server reads at FrameRate. A client that
	// goes on for as long as three times FrameBurst takes is closed with 1008.
	FrameRate, FrameBurst int

	// FrameRatePerAddress is the number of frames a second that all clients of one address may
	// send together on average. They may send twice as many at once. The server slows down the
	// clients of an address that sends more, and closes none of them for it.
	FrameRatePerAddress int

	// QueueLength is the number of messages that may wait for a client that reads slowly,
	// and QueueBytes is the number of their bytes. One message may always wait.
	QueueLength, QueueBytes int

	// HandshakeTimeout bounds the writing of the answer to an opening handshake. The HTTP
	// server bounds the reading of the request.
	HandshakeTimeout time.Duration

	// WriteTimeout bounds each write to the network: a connection whose write takes longer is
	// aborted. When the server closes a connection, WriteTimeout also bounds the writing of all
	// queued messages together.
	WriteTimeout time.Duration

	// PingEvery is the time between two pings.
	PingEvery time.Duration

	// PongWait is the time for which a client may send nothing, not even a pong. It must be
	// longer than PingEvery.
	PongWait time.Duration

	// MessageTimeout is the time from the first bytes of a message to its last. A connection
	// whose message takes longer is closed with 1013.
	MessageTimeout time.Duration

	// CloseWait is the time that a client has to answer a close frame.
	CloseWait time.Duration

	// Origins are the origins whose pages may connect, each as [ParseOrigin] returns it. The
	// server's own pages and pages in sandboxed iframes always may.
	Origins []string

	// Memory is the budget from which connections take what they make the server hold. Nil: no
	// bound.
	Memory *memory.Budget

	// ShutdownSpread is the time over which Shutdown spreads its close frames, so that the
	// clients don't all come back at once. Zero closes all connections at once.
	ShutdownSpread time.Duration

	// Consoles gets the events of connections with a tag. Nil: they make no events.
	Consoles Consoles

	// Log gets one line when a client connects and one when it disconnects. The lines hold
	// the path, but neither the query nor the client's messages. Nil: no lines.
	Log *slog.Logger

	// Refusals gets a line for each connection that is refused ([LogRefusal]). Strangers can cause
	// any number of lines, so the log should have a rate. Nil: no lines.
	Refusals *slog.Logger
}

// Limits lists the limits of the Config with their flags, defaults and reasons.
func (c *Config) Limits() []limit.Limit {
	return []limit.Limit{
		limit.Count(&c.MaxConnections, "max-connections", 10_000, limit.MaxCount,
			"how many WebSocket `connections` may be open; one more is closed with 1013. An idle connection takes about 10 KB of memory and one file descriptor"),
		limit.Count(&c.MaxPerAddress, "max-per-address", 5_000, limit.MaxCount,
			"how many WebSocket `connections` one address, or one IPv6 /64, may have open; one more is closed with 1013. "+
				"This limit is a guard against floods: 500 students behind one address have 2,000 connections. Behind a proxy, which has one address, set -trusted-proxy: then each client has this limit"),
		limit.Count(&c.MaxMessage, "max-message", 64<<10, limit.MaxBytes,
			"how many `bytes` a message may have; a connection that sends a bigger message is closed with 1009. Lessons send at most 4 KiB, and lesson 11 sends files in pieces of 32 KiB"),
		limit.Count(&c.FrameRate, "frame-rate", 2_000, limit.MaxCount,
			"how many `frames` a second a client may send on average, pings and empty fragments included; a client that sends more is read no faster, and is closed with 1008 if it floods on for as long as three times -frame-burst takes. A learner reaches this limit only with a loop that never ends"),
		limit.Count(&c.FrameBurst, "frame-burst", 20_000, limit.MaxCount,
			"how many `frames` a client may send at once before -frame-rate applies, so that a client that was silent for a while can catch up"),
		limit.Count(&c.FrameRatePerAddress, "frame-rate-per-address", 50_000, limit.MaxCount,
			"how many `frames` a second all clients of one address, or of one IPv6 /64, may send on average, and twice as many at once; the server reads the clients of an address that sends more no faster, and closes none of them for it. "+
				"So one address can't take the whole processor. 500 students behind one address send 5,000"),
		limit.Count(&c.QueueLength, "queue-length", 64, limit.MaxQueue,
			"how many `messages` may wait for a client that reads slowly; if one more arrives, the client is closed with 1013. The default holds a burst of a room: eight members that send eight messages each"),
		limit.Count(&c.QueueBytes, "queue-bytes", 256<<10, limit.MaxBytes,
			"how many `bytes` the messages that wait for a client may have, so that a few big messages are bounded as well as many small ones; one message may always wait. The default holds four of the biggest messages"),
		limit.Time(&c.HandshakeTimeout, "handshake-timeout", 5*time.Second,
			"the `time` that the server may take to write its answer to an opening handshake, which has a few hundred bytes"),
		limit.Time(&c.WriteTimeout, "write-timeout", 10*time.Second,
			"the `time` that a write may take before the client counts as gone. A phone that changes cells is back within ten seconds"),
		limit.Time(&c.PingEvery, "ping-every", 20*time.Second,
			"the `time` between two pings. Proxies close connections that are idle for 30 to 60 seconds"),
		limit.Time(&c.PongWait, "pong-wait", 50*time.Second,
			"the `time` for which a client may send nothing, not even a pong, before it is closed with 1013. By default a client may miss two pings"),
		limit.Time(&c.MessageTimeout, "message-timeout", time.Minute,
			"the `time` that a message may take from its first byte to its last; a connection whose message takes longer is closed with 1013. A network of 9 kbit/s carries the biggest message in a minute"),
		limit.Time(&c.CloseWait, "close-wait", 5*time.Second,
			"the `time` that a client has to answer a close frame"),
	}
}

// maxRefusalsAtOnce is the greatest number of connections beyond MaxConnections, or beyond
// MaxPerAddress, that the server may be closing with 1013. Further ones get a plain HTTP answer, so
// that a flood of refused clients is bounded too.
const maxRefusalsAtOnce = 256

// refusalsShare is the part of MaxConnections that the connections beyond it may be at most, as a
// divisor, because they take file descriptors too.
const refusalsShare = 8

// RefusalsAtOnce returns the number of connections beyond MaxConnections that may be open while the
// server closes them with 1013.
func (c Config) RefusalsAtOnce() int {
	return min(maxRefusalsAtOnce, max(1, c.MaxConnections/refusalsShare))
}

// MostWithin returns the greatest MaxConnections, at least 1, with which no more than this number of
// file descriptors is open, those of [Config.RefusalsAtOnce] included.
func MostWithin(descriptors int) int {
	return max(1, descriptors-maxRefusalsAtOnce, descriptors*refusalsShare/(refusalsShare+1))
}

// retryAfter is the number of seconds after which a client that was answered with 503 may try
// again. A closing handshake takes less time, and so does a restart of the server.
const retryAfter = "10"

// The buffers that gorilla gets for each connection, in bytes.
const (
	// readBuffer is small, because an open connection holds its buffer all the time. It must
	// hold a control frame. The scannedConn below gorilla reads in larger pieces.
	readBuffer = 128
	// writeBuffer is tiny, because the connection's outbox writes the frames.
	writeBuffer = 16
)

// Defaults returns the limits of a zero Config.
func Defaults() Config { return Config{}.withDefaults() }

func (c Config) withDefaults() Config {
	limit.SetDefaults(c.Limits())
	c.Log = cmp.Or(c.Log, slog.New(slog.DiscardHandler))
	c.Refusals = cmp.Or(c.Refusals, slog.New(slog.DiscardHandler))
	return c
}
