package socketio

import (
	"cmp"
	"net/http"
	"strings"
	"time"

	"twocups/lessons/play"
	"twocups/server/limit"
	"twocups/server/socket"
	"twocups/server/sockets/socketio/engineio"
)

// Path is the path of the server. The server also has all paths below it.
const Path = play.SocketIOPath

// PathWithoutSlash is the path of clients whose option addTrailingSlash is false.
var PathWithoutSlash = strings.TrimSuffix(Path, "/")

// Config holds what a [Server] needs, and its limits. A zero limit takes its default:
// [Config.Limits] lists those of Socket.IO and of Engine.IO.
type Config struct {
	// Engine configures the sessions. New sets its Accept and its Consoles.
	Engine engineio.Config

	// Path is the path of the server, with a slash at its end. The server also has the path
	// without this slash. Default: the constant Path.
	Path string

	// Namespaces are the namespaces that a client may connect to, by their names. Nil: those of
	// the lessons.
	Namespaces map[string]Namespace

	// MaxMembers is the number of sessions that an instance may have. Required: with zero, an
	// instance admits no session.
	MaxMembers int

	// Consoles gets the events of sessions with a tag. Nil: they make no events.
	Consoles socket.Consoles

	// Bundle serves the script of the official client. Nil means that the script was not
	// built: then the server answers with 404 and says so.
	Bundle http.Handler

	// ConnectTimeout is the time that a client has to connect to its first namespace.
	ConnectTimeout time.Duration

	// PacketTimeout is the time from the text of a packet to its last attachment. Default: the
	// MessageTimeout of the engine's Sockets.
	PacketTimeout time.Duration
}

// Limits lists the limits of Engine.IO and of Socket.IO with their flags, defaults and reasons.
func (c *Config) Limits() []limit.Limit {
	return append(c.Engine.Limits(),
		limit.Time(&c.ConnectTimeout, limit.NoFlag, 45*time.Second, "as long as with the official server"))
}

// withDefaults gives each limit that is zero its default.
func (c Config) withDefaults() Config {
	limit.SetDefaults(c.Limits())
	c.Path = cmp.Or(c.Path, Path)
	c.PacketTimeout = cmp.Or(c.PacketTimeout, c.Engine.Sockets.Config().MessageTimeout)
	if c.Namespaces == nil {
		c.Namespaces = lessonNamespaces
	}
	return c
}

// The limits of one member of a namespace.
const (
	maxRooms   = 16 // rooms that the member may be in
	maxAwaited = 64 // acknowledgements that the server may await from the member
)
