package engineio

import (
	"cmp"
	"log/slog"
	"net/url"
	"time"

	protocol "twocups/lessons/play/socketio"
	"twocups/server/limit"
	"twocups/server/limit/memory"
	"twocups/server/socket"
)

// Config holds what a [Server] needs, and its limits. A zero limit takes its default:
// [Config.Limits] lists those of Engine.IO alone, and the others are those of the Sockets.
type Config struct {
	// Accept reads the query of a request that begins a session. If Accept returns an error, the
	// request is answered with 400. Required.
	Accept func(query url.Values) (Join, error)

	// Sockets serve the WebSockets of sessions. Their origins and limits also apply to
	// sessions that poll. Required.
	Sockets *socket.Sockets

	// Consoles gets the bytes of WebSockets with a tag. Nil: nobody gets them.
	Consoles socket.Consoles

	// Memory has what all sessions hold. Nil: no bound.
	Memory *memory.Budget

	// MaxSessions is the number of sessions that may be open. A further client gets 503, or its
	// WebSocket is closed with 1013.
	MaxSessions int

	// MaxPerAddress is the number of sessions that one address may have open. Default: half of
	// MaxSessions, but at least what a class needs, and at most the MaxPerAddress of Sockets.
	MaxPerAddress int

	// IdleTime is the time after which a session that has sent neither a packet nor a second
	// request must end if a newcomer needs its place.
	IdleTime time.Duration

	// MaxPayload is the greatest body of a POST, in bytes. Default: the MaxMessage of
	// Sockets.
	MaxPayload int

	// PacketRate is the number of packets a second that a client may send on average, over
	// either transport. PacketBurst is the number of packets that it may send at once. A client
	// that sends more isn't read for a moment. Default: the FrameRate and the FrameBurst of
	// Sockets.
	PacketRate, PacketBurst int

	// RequestRate is the number of requests a second that a session may have on average, over
	// HTTP, and RequestBurst is the number at once. The answers to further requests come later.
	RequestRate, RequestBurst int

	// FloodTime is the time for which a client may send more than its rate. Then it is closed
	// with 1008.
	FloodTime time.Duration

	// NoopInterval is the least time between two noops of a session that changes its transport.
	NoopInterval time.Duration

	// QueueLength is the number of packets that may wait for a client, and QueueBytes is the
	// number of their bytes. An empty queue accepts any packet.
	QueueLength, QueueBytes int

	// PingInterval is the time between a pong and the next ping. A GET waits for at most
	// PingInterval or PingTimeout, whichever is longer. Default: the PingEvery of Sockets.
	PingInterval time.Duration

	// PingTimeout is the time that a client has to answer a ping. Default: the PongWait of
	// Sockets less their PingEvery.
	PingTimeout time.Duration

	// UpgradeTimeout is the time that a change from polling to a WebSocket may take.
	UpgradeTimeout time.Duration

	// PostTimeout is the time that the body of a POST may take. Default: the MessageTimeout of
	// Sockets.
	PostTimeout time.Duration

	// WriteTimeout bounds the writing of an answer. Default: the WriteTimeout of Sockets.
	WriteTimeout time.Duration

	// CloseWait is the time for which a closed session waits for a GET that takes its queued
	// packets, and for which a request is told why its session is over. Default: the CloseWait
	// of Sockets.
	CloseWait time.Duration

	// Log gets one line when a session that polls begins, one when it ends, and one for each session
	// that is refused ([socket.LogRefusal]). The lines hold nothing that learners type. For sessions
	// with a WebSocket the Log of Sockets gets the first two. Nil: no lines.
	Log *slog.Logger
}

// Join makes the client of a session that begins. If Join returns an error, the session is
// refused with 503 or 1013. A [Refusal] has a label for the figures.
type Join func(*Session) (Client, error)

// Client serves the messages of one session. The server makes one call of Receive at a time.
type Client interface {
	// Receive serves a packet of the type message. The error says that the client has broken the
	// protocol: then the server closes the session.
	Receive(protocol.EnginePacket) error

	// Remark writes a line to the console of the client's page.
	Remark(text string)

	// Leave is called when the session begins to end, before the last packets are sent. The
	// reason is "" if the client closed the session. Leave may be called again, and then does
	// nothing.
	Leave(reason string)

	// Release is called at the session's end, after Leave.
	Release()
}

// Limits lists the limits of Engine.IO alone with their flags, defaults and reasons.
func (c *Config) Limits() []limit.Limit {
	return []limit.Limit{
		limit.Count(&c.MaxSessions, "max-sessions", 5_000, limit.MaxCount,
			"how many `sessions` of Socket.IO may be open, over long-polling and WebSockets together; one more is answered with 503, or closed with 1013. "+
				"One address, or one IPv6 /64, gets at most half of them, but at least 2000, as a class of 500 needs, and never more than -max-per-address"),
		limit.Time(&c.IdleTime, limit.NoFlag, 5*time.Second, "a client sends its first packet within a round trip; one that has sent nothing for five seconds is no use to anybody"),
		limit.Count(&c.RequestRate, limit.NoFlag, 100, limit.MaxCount, "requests a second: more than a client sends that gathers its packets, and few enough for the server"),
		limit.Count(&c.RequestBurst, limit.NoFlag, 200, limit.MaxCount, "requests at once: two seconds of RequestRate"),
		limit.Time(&c.FloodTime, limit.NoFlag, 30*time.Second, "as long as the sockets slow a flood of frames down: a client that catches up after a silence is done by then"),
		limit.Time(&c.NoopInterval, limit.NoFlag, 100*time.Millisecond, "as often as with the official server"),
		limit.Count(&c.QueueLength, limit.NoFlag, 8192, limit.MaxQueue, "packets: a broadcast to each member, many times over"),
		limit.Count(&c.QueueBytes, limit.NoFlag, 512<<10, limit.MaxBytes, "bytes: eight of the biggest messages"),
		limit.Time(&c.UpgradeTimeout, limit.NoFlag, 10*time.Second, "as long as with the official server"),
	}
}

// classSessions is the number of sessions that a class of 500 needs: each student has up to four.
const classSessions = 2000

// withDefaults gives each limit that is zero its default.
func (c Config) withDefaults() Config {
	limit.SetDefaults(c.Limits())
	sockets := c.Sockets.Config()
	c.MaxPerAddress = cmp.Or(c.MaxPerAddress, min(sockets.MaxPerAddress, max(c.MaxSessions/2, min(c.MaxSessions, classSessions))))
	c.MaxPayload = cmp.Or(c.MaxPayload, sockets.MaxMessage)
	c.PacketRate = cmp.Or(c.PacketRate, sockets.FrameRate)
	c.PacketBurst = cmp.Or(c.PacketBurst, sockets.FrameBurst)
	c.PingInterval = cmp.Or(c.PingInterval, sockets.PingEvery)
	c.PingTimeout = cmp.Or(c.PingTimeout, sockets.PongWait-sockets.PingEvery)
	c.PostTimeout = cmp.Or(c.PostTimeout, sockets.MessageTimeout)
	c.WriteTimeout = cmp.Or(c.WriteTimeout, sockets.WriteTimeout)
	c.CloseWait = cmp.Or(c.CloseWait, sockets.CloseWait)
	c.Log = cmp.Or(c.Log, slog.New(slog.DiscardHandler))
	return c
}

// longestPoll returns the longest time that a GET may wait: for the next ping, or for the end of
// PingTimeout.
func (c *Config) longestPoll() time.Duration { return max(c.PingInterval, c.PingTimeout) }
