package instance

import (
	"cmp"
	"log/slog"
	"time"

	"twocups/server/limit"
)

// Config holds the limits of [Instances]. A zero limit takes its default, which
// [Config.Limits] lists.
type Config struct {
	// MaxInstances is the number of instances that a program may have. A client that asks
	// for one more is closed with 1013, unless an instance without members can end for it.
	MaxInstances int

	// MaxMembers is the number of members that an instance may have. One more is closed with
	// 1013.
	MaxMembers int

	// Idle is the time for which an instance without members waits for a client to join.
	Idle time.Duration

	// Life is the time after which an instance ends, with or without members.
	Life time.Duration

	// Rate is the number of messages a second that a member may send on average, and Burst
	// is the number of messages that it may send at once. A member that sends more is closed
	// with 1008.
	Rate, Burst int

	// Log gets a line for each fault of a program and for each client that is refused. Nil: no lines.
	Log *slog.Logger
}

// Limits lists the limits of the Config with their flags, defaults and reasons.
func (c *Config) Limits() []limit.Limit {
	return []limit.Limit{
		limit.Count(&c.MaxInstances, "max-instances", 1_000, limit.MaxCount,
			"how many `instances` each program, such as the chat, may have; a client that asks for one more is closed with 1013, unless an empty instance can make room. "+
				"The default is two for each student of a class of 500. An instance of the files program takes at most 550 KB of memory, a chat 70 KB"),
		limit.Count(&c.MaxMembers, "max-members", 64, limit.MaxQueue,
			"how many `members` an instance may have, and how many sessions of Socket.IO may hear each other; one more is closed with 1013. "+
				"Each message of a member goes to all others, so the work grows with the square of this limit. The default is a class in one chat"),
		limit.Count(&c.Rate, "member-rate", 20, limit.MaxCount,
			"how many `messages` a second a member may send on average; a member that sends more is closed with 1008, so that one member can't crowd out the others. People type and click more slowly than the default. "+
				"The files program has a higher rate, and a bound in bytes"),
		limit.Count(&c.Burst, "member-burst", 60, limit.MaxCount,
			"how many `messages` a member may send at once before -member-rate applies"),
		limit.Time(&c.Idle, "instance-idle", 5*time.Minute,
			"the `time` for which an instance without members waits for one to come back, for example while a page reloads or a phone finds its network again"),
		limit.Time(&c.Life, "instance-life", 4*time.Hour,
			"the `time` after which an instance ends, also when members are there: they are closed with 1001. The default is a morning at school"),
	}
}

// Defaults returns the limits of a zero Config.
func Defaults() Config { return Config{}.withDefaults() }

func (c Config) withDefaults() Config {
	limit.SetDefaults(c.Limits())
	c.Log = cmp.Or(c.Log, slog.New(slog.DiscardHandler))
	return c
}
