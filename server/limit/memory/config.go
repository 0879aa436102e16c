package memory

import (
	"math"
	"os"
	"runtime/debug"

	"github.com/KimMachineGun/automemlimit/memlimit"

	"twocups/server/limit"
)

// Config holds the limit of the program's memory.
type Config struct {
	// Memory is the number of bytes that the program should use at most. Zero means a part of
	// what the system gives: see [Config.Bytes].
	Memory int
}

// Limits lists the limit with its flag, default and reason.
func (c *Config) Limits() []limit.Limit {
	return []limit.Limit{
		limit.Size(&c.Memory, "memory", 0, math.MaxInt,
			"how much memory the program should use, in `bytes`, such as 256m or 2g. With 0 it uses half of the memory limit of its cgroup or, without such a limit, a quarter of the machine's memory, and at most 4g. "+
				"Half of it is for all that clients make the server hold: a connection counts as 16 KB, and unread messages, half-sent messages, files and consoles count with their bytes. "+
				"When that half is nearly used up, the server closes the clients that read most slowly with 1013, and if even less is left, new clients as well. One address, or one IPv6 /64, may use a quarter of -memory"),
	}
}

const (
	// mostByDefault is the greatest default. More memory would let more clients read slowly, and
	// nothing else.
	mostByDefault = 4 << 30
	// Least is the smallest useful limit: the course alone needs a third of it.
	Least = 128 << 20
)

// Bytes returns the limit in bytes.
func (c Config) Bytes() int64 {
	if c.Memory > 0 {
		return int64(c.Memory)
	}
	if cgroup, err := memlimit.FromCgroup(); err == nil {
		return defaultOf(cgroup / 2)
	}
	if machine, err := memlimit.FromSystem(); err == nil {
		return defaultOf(machine / 4)
	}
	return mostByDefault
}

func defaultOf(bytes uint64) int64 { return int64(max(Least, min(bytes, mostByDefault))) }

// Budget returns the budget of the clients: half of the limit. The other half is for the course
// and for the garbage between two collections.
func (c Config) Budget() *Budget { return New(c.Bytes() / 2) }

// Apply makes the garbage collector keep to the limit, unless the environment variable
// GOMEMLIMIT sets another one.
func (c Config) Apply() {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(c.Bytes())
	}
}
