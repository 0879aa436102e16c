package instance

import (
	"cmp"
	"log/slog"
	"time"
)

// Config holds the limits of [Instances]. A zero field takes its default.
type Config struct {
	// MaxInstances is how many instances of a program there may be. A client that names
	// one more is closed with 1013, unless one without members can make room. Default:
	// 1,000, two for each student of a class of 500.
	MaxInstances int

	// MaxMembers is how many members an instance may have; one more is closed with 1013.
	// Default: 64, a class in one chat. What one of them says goes to all.
	MaxMembers int

	// Idle is how long an instance without members waits. Default: 5 min, in which a
	// page is loaded anew and a phone finds its network again.
	Idle time.Duration

	// Life is how long an instance lasts, whoever is there. Default: 4 h, a morning at
	// school.
	Life time.Duration

	// Rate is how many messages a second a member may send on the whole, and Burst how
	// many at once. Who sends more is closed with 1008. Default: 20 and 60, more than
	// hands can do.
	Rate, Burst int

	// Log takes what went wrong in a program of ours. Default: nowhere.
	Log *slog.Logger
}

// Defaults returns the limits that a zero Config stands for.
func Defaults() Config { return Config{}.withDefaults() }

func (c Config) withDefaults() Config {
	c.MaxInstances = cmp.Or(c.MaxInstances, 1_000)
	c.MaxMembers = cmp.Or(c.MaxMembers, 64)
	c.Idle = cmp.Or(c.Idle, 5*time.Minute)
	c.Life = cmp.Or(c.Life, 4*time.Hour)
	c.Rate = cmp.Or(c.Rate, 20)
	c.Burst = cmp.Or(c.Burst, 60)
	c.Log = cmp.Or(c.Log, slog.New(slog.DiscardHandler))
	return c
}
