package instance

import (
	"cmp"
	"log/slog"
	"time"

	"twocups/server/limit"
	"twocups/server/limit/memory"
)

// Config holds the limits of [Instances]. A zero limit takes its default, which
// [Config.Limits] lists.
type Config struct {
	// MaxInstances is the number of instances that a program may have. The clients of one
	// address, or of one IPv6 /64, may begin half of them, and never fewer than a class needs.
	// A client that asks for one more is closed with 1013, unless another instance can end
	// for it.
	MaxInstances int

	// MaxMembers is the number of members that an instance may have. One more is closed with
	// 1013, unless a member that has not registered can make room.
	MaxMembers int

	// Idle is the time for which an instance without members waits for a client to join.
	Idle time.Duration

	// Life is the time after which an instance ends, with or without members.
	Life time.Duration

	// Rate is the number of messages a second that a member may send on average, and Burst
	// is the number of messages that it may send at once. The next message of a member that
	// sends more has to wait. A member whose messages have had to wait for two seconds without
	// a break is closed with 1008.
	Rate, Burst int

	// InstanceRate and InstanceBurst are the same for all members of an instance together.
	// Their messages wait, but nobody is closed for it.
	InstanceRate, InstanceBurst int

	// Memory is the budget of what instances hold. Nil: no bound.
	Memory *memory.Budget

	// Log gets a line for each fault of a program and for each client that is refused. Nil: no lines.
	Log *slog.Logger
}

// Limits lists the limits of the Config with their flags, defaults and reasons.
func (c *Config) Limits() []limit.Limit {
	return []limit.Limit{
		limit.Count(&c.MaxInstances, "max-instances", 2_000, limit.MaxCount,
			"how many `instances` each program, such as the chat, may have; one address, or one IPv6 /64, may have half of them, or 500 if that is more. A client that asks for one more is closed with 1013, unless an instance that nobody uses can make room. "+
				"When all are in use, the address that has most gives up its newest. The default is two for each student of a class of 500, twice. An instance takes 6 KB of memory, and with everything that it may hold a chat takes 80 KB, a shared text 200 KB, and the files program 550 KB: -memory bounds their sum"),
		limit.Count(&c.MaxMembers, "max-members", 64, limit.MaxQueue,
			"how many `members` an instance may have, and how many sessions of Socket.IO may hear each other; one more is closed with 1013, unless a member that has not said who it is for five seconds can make room. "+
				"Each message of a member goes to all others, so the work grows with the square of this limit. The default is a class in one chat"),
		limit.Count(&c.Rate, "member-rate", 20, limit.MaxCount,
			"how many `messages` a second a member may send on average. The messages of a member that sends more wait, and if they have waited for two seconds without a break, the member is closed with 1008, so that one member can't crowd out the others. People type and click more slowly than the default. "+
				"The files program has a higher rate, and a bound in bytes"),
		limit.Count(&c.Burst, "member-burst", 60, limit.MaxCount,
			"how many `messages` a member may send at once before -member-rate applies"),
		limit.Count(&c.InstanceRate, "instance-rate", 200, limit.MaxCount,
			"how many `messages` a second all members of an instance together may send on average; further messages wait, and each member has its turn. So the members of one instance can't slow down the others. "+
				"64 members who each send three messages a second stay within the default"),
		limit.Count(&c.InstanceBurst, "instance-burst", 256, limit.MaxCount,
			"how many `messages` all members of an instance may send at once before -instance-rate applies. The default lets each member of a class send four"),
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
