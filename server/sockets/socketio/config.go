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

// Path is the path of the server. The server also has all paths below it.
const Path = play.SocketIOPath

// Config holds what a [Server] needs, and its limits. A zero limit takes its default:
// [Config.Limits] lists those of Socket.IO alone, and the others are those of the Sockets.
type Config struct {
	// Sockets serve the WebSockets of sessions. Their origins and limits also apply to
	// sessions that poll. Required.
	Sockets *socket.Sockets

	// MaxMembers is the number of sessions that an instance may have. Required: with zero, an
	// instance admits no session.
	MaxMembers int

	// Consoles gets the events of sessions with a tag. Nil: they make no events.
	Consoles socket.Consoles

	// Bundle serves the script of the official client. Nil means that the script was not
	// built: then the server answers with 404 and says so.
	Bundle http.Handler

	// MaxSessions is the number of sessions that may be open. A further client gets 503, or its
	// WebSocket is closed with 1013.
	MaxSessions int

	// MaxPerAddress is the number of sessions that one address may have open. Default: the
	// MaxPerAddress of Sockets.
	MaxPerAddress int

	// MaxPayload is the greatest body of a POST, in bytes. Default: the MaxMessage of
	// Sockets.
	MaxPayload int

	// PacketRate is the number of packets a second that a client may send on average, over
	// either transport. PacketBurst is the number of packets that it may send at once. A session that
	// sends more is closed. Default: the FrameRate and the FrameBurst of Sockets.
	PacketRate, PacketBurst int

	// QueueLength is the number of packets that may wait for a client, and QueueBytes is the
	// number of their bytes. An empty queue accepts any packet.
	QueueLength, QueueBytes int

	// PingInterval is the time between a pong and the next ping. A GET waits for at most
	// PingInterval or PingTimeout, whichever is longer. Default: the PingEvery of Sockets.
	PingInterval time.Duration

	// PingTimeout is the time that a client has to answer a ping. Default: the PongWait of
	// Sockets less their PingEvery.
	PingTimeout time.Duration

	// ConnectTimeout is the time that a client has to connect to its first namespace.
	ConnectTimeout time.Duration

	// UpgradeTimeout is the time that a change from polling to a WebSocket may take.
	UpgradeTimeout time.Duration

	// WriteTimeout bounds the writing of an answer. Default: the WriteTimeout of Sockets.
	WriteTimeout time.Duration

	// CloseWait is the time for which a closed session waits for a GET, whose answer tells the
	// client that the session is closed. Default: the CloseWait of Sockets.
	CloseWait time.Duration

	// Log gets one line when a session that polls begins, one when it ends, and one for each session
	// that is refused ([socket.LogRefusal]). The lines hold nothing that learners type. For sessions
	// with a WebSocket the Log of Sockets gets the first two. Nil: no lines.
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

// The limits of one member of a namespace.
const (
	maxRooms   = 16 // rooms that the member may be in
	maxAwaited = 64 // acknowledgements that the server may await from the member
)
