package socketio

import (
	"cmp"
	"log/slog"
	"net/http"
	"time"

	"twocups/lessons/play"
	"twocups/server/socket"
)

// Path is where the server is, with all below it.
const Path = play.SocketIOPath

// Config holds what a [Server] needs, and its limits. A zero limit takes its default.
type Config struct {
	// Sockets serve the WebSockets, under the limits of theirs. They also say which
	// origins are let in. Needed.
	Sockets *socket.Sockets

	// Consoles takes what happens in sessions with a tag. Default: nobody.
	Consoles socket.Consoles

	// Bundle serves the official client's script. Default: it was not built, and the
	// answer says so.
	Bundle http.Handler

	// MaxPayload is how many bytes a POST may have. Default: 64 KiB, the size of a
	// WebSocket's greatest message.
	MaxPayload int

	// PacketRate is how many packets a client may send in a second on the whole, over
	// either transport, and PacketBurst how many at once. The session that sends more is
	// closed. Default: 2,000 and 20,000, the frames of a WebSocket.
	PacketRate, PacketBurst int

	// MaxSessions is how many sessions there may be, and MaxPerAddress how many of them
	// from one address: a guard against floods, not a share. One more is answered
	// with 503, or closed with 1013. Default: 5,000 and 2,500.
	MaxSessions, MaxPerAddress int

	// MaxMembers is how many sessions an instance may have: a class, and as many that
	// are gone and not yet known to be. Default: 64.
	MaxMembers int

	// QueueLength is how many packets may wait for a client, and QueueBytes how many
	// bytes they may have; the parts of one packet may wait in any case. Default: 8192,
	// twice what a POST can ask for, and 512 KiB.
	QueueLength, QueueBytes int

	// PingInterval is the time between a pong and the next ping, and the longest that a GET
	// waits. Default: 25 s, the official server's, since proxies cut at 30 s.
	PingInterval time.Duration

	// PingTimeout is the time that the pong may take. Default: 20 s, the official
	// server's.
	PingTimeout time.Duration

	// ConnectTimeout is how long a session may be in no namespace. Default: 45 s, the
	// official server's.
	ConnectTimeout time.Duration

	// UpgradeTimeout is how long a change to a WebSocket may take. Default: 10 s, the
	// official server's.
	UpgradeTimeout time.Duration

	// WriteTimeout bounds the writing of an answer. Default: 10 s.
	WriteTimeout time.Duration

	// CloseWait is how long a session that the server closes is kept for a GET that
	// takes the news. Default: 5 s.
	CloseWait time.Duration

	// Log takes a line when a session that polls begins and ends, without anything that the
	// client sent. Those with a WebSocket have lines of their own. Default: nowhere.
	Log *slog.Logger
}

// The limits of one client in a namespace.
const (
	maxRooms   = 16 // that it is in
	maxAwaited = 64 // acknowledgements that are awaited of it
)

// Defaults returns the limits that a zero Config stands for.
func Defaults() Config { return Config{}.withDefaults() }

func (c Config) withDefaults() Config {
	c.MaxPayload = cmp.Or(c.MaxPayload, 64<<10)
	c.PacketRate = cmp.Or(c.PacketRate, 2_000)
	c.PacketBurst = cmp.Or(c.PacketBurst, 20_000)
	c.MaxSessions = cmp.Or(c.MaxSessions, 5_000)
	c.MaxPerAddress = cmp.Or(c.MaxPerAddress, 2_500)
	c.MaxMembers = cmp.Or(c.MaxMembers, 64)
	c.QueueLength = cmp.Or(c.QueueLength, 8192)
	c.QueueBytes = cmp.Or(c.QueueBytes, 512<<10)
	c.PingInterval = cmp.Or(c.PingInterval, 25*time.Second)
	c.PingTimeout = cmp.Or(c.PingTimeout, 20*time.Second)
	c.ConnectTimeout = cmp.Or(c.ConnectTimeout, 45*time.Second)
	c.UpgradeTimeout = cmp.Or(c.UpgradeTimeout, 10*time.Second)
	c.WriteTimeout = cmp.Or(c.WriteTimeout, 10*time.Second)
	c.CloseWait = cmp.Or(c.CloseWait, 5*time.Second)
	c.Log = cmp.Or(c.Log, slog.New(slog.DiscardHandler))
	return c
}
