package socketio

import (
	"cmp"
	"log/slog"
	"net/http"
	"time"

	"twocups/lessons/play"
	"twocups/server/limit"
	"twocups/server/socket"
)

// Path is where the server is, with all below it.
const Path = play.SocketIOPath

// Config holds what a [Server] needs, and its limits. A zero limit takes its default:
// [Config.Limits] lists those of Socket.IO alone, and the others are those of the Sockets.
type Config struct {
	// Sockets serve the WebSockets of sessions. Their origins and their limits count for
	// sessions that poll, too. Needed.
	Sockets *socket.Sockets

	// MaxMembers is the number of sessions that an instance may have. Needed: an instance
	// without it admits nobody.
	MaxMembers int

	// Consoles learns what happens in sessions with a tag. Nil: nobody does.
	Consoles socket.Consoles

	// Bundle serves the script of the official client. Nil: the script was not built, and the
	// server's answer says so.
	Bundle http.Handler

	// MaxSessions is the number of sessions that may be open. One more is answered with 503,
	// or closed with 1013.
	MaxSessions int

	// MaxPerAddress is the number of sessions that one address may have open. Default: the
	// MaxPerAddress of Sockets.
	MaxPerAddress int

	// MaxPayload is the greatest body of a POST, in bytes. Default: the MaxMessage of
	// Sockets.
	MaxPayload int

	// PacketRate is the number of packets a second that a client may send on average, over
	// either transport, and PacketBurst the number that it may send at once. A session that
	// sends more is closed. Default: the FrameRate and the FrameBurst of Sockets.
	PacketRate, PacketBurst int

	// QueueLength is the number of packets that may wait for a client, and QueueBytes the
	// number of their bytes. The parts of one packet may always wait.
	QueueLength, QueueBytes int

	// PingInterval is the time between a pong and the next ping, and the longest time that a
	// GET waits. Default: the PingEvery of Sockets.
	PingInterval time.Duration

	// PingTimeout is the time that a client has to answer a ping. Default: what the PongWait
	// of Sockets leaves after a ping.
	PingTimeout time.Duration

	// ConnectTimeout is the time for which a session may be in no namespace.
	ConnectTimeout time.Duration

	// UpgradeTimeout is the time that a change from polling to a WebSocket may take.
	UpgradeTimeout time.Duration

	// WriteTimeout bounds the writing of an answer. Default: the WriteTimeout of Sockets.
	WriteTimeout time.Duration

	// CloseWait is the time for which a session that the server has closed waits for a GET
	// that learns of it. Default: the CloseWait of Sockets.
	CloseWait time.Duration

	// Log gets one line when a session that polls begins and one when it ends. The lines have
	// nothing that the client sent. Sessions with a WebSocket have the lines of Sockets. Nil: no
	// lines.
	Log *slog.Logger
}

// Limits lists the limits of Socket.IO alone with their flags, defaults and reasons.
func (c *Config) Limits() []limit.Limit {
	return []limit.Limit{
		limit.Count(&c.MaxSessions, "max-sessions", 5_000, limit.MaxCount,
			"how many `sessions` of Socket.IO may be open, over long-polling and WebSockets together; one more is answered with 503, or closed with 1013. -max-per-address also limits the sessions of one address"),
		limit.Count(&c.QueueLength, limit.NoFlag, 8192, limit.MaxQueue, "packets: twice as many as one POST can ask for"),
		limit.Count(&c.QueueBytes, limit.NoFlag, 512<<10, limit.MaxBytes, "bytes: eight of the biggest messages"),
		limit.Time(&c.ConnectTimeout, limit.NoFlag, 45*time.Second, "as long as with the official server"),
		limit.Time(&c.UpgradeTimeout, limit.NoFlag, 10*time.Second, "as long as with the official server"),
	}
}

// withDefaults gives each limit that is zero its default.
func (c Config) withDefaults() Config {
	limit.SetDefaults(c.Limits())
	sockets := c.Sockets.Config()
	c.MaxPerAddress = cmp.Or(c.MaxPerAddress, sockets.MaxPerAddress)
	c.MaxPayload = cmp.Or(c.MaxPayload, sockets.MaxMessage)
	c.PacketRate = cmp.Or(c.PacketRate, sockets.FrameRate)
	c.PacketBurst = cmp.Or(c.PacketBurst, sockets.FrameBurst)
	c.PingInterval = cmp.Or(c.PingInterval, sockets.PingEvery)
	c.PingTimeout = cmp.Or(c.PingTimeout, sockets.PongWait-sockets.PingEvery)
	c.WriteTimeout = cmp.Or(c.WriteTimeout, sockets.WriteTimeout)
	c.CloseWait = cmp.Or(c.CloseWait, sockets.CloseWait)
	c.Log = cmp.Or(c.Log, slog.New(slog.DiscardHandler))
	return c
}

// The limits of one client in a namespace.
const (
	maxRooms   = 16 // rooms that the client is in
	maxAwaited = 64 // acknowledgements that the server waits for
)
