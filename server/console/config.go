package console

import (
	"time"

	"twocups/server/limit"
	"twocups/server/socket"
)

// Config holds the limits of [Consoles]. A zero limit takes its default, which
// [Config.Limits] lists.
type Config struct {
	// MaxConsoles is the number of consoles that may be open. One more is closed with 1013.
	MaxConsoles int

	// MaxPerAddress is the number of consoles that one address may have open. An IPv6 /64 is
	// one address. One more console is closed with 1013.
	MaxPerAddress int

	// MaxWatched is the number of open connections that a console watches. One more
	// connection is closed with 1013.
	MaxWatched int

	// QueueLength is the number of notices that may wait for a page to read them. Further
	// notices are left out.
	QueueLength int

	// TickEvery is the time between two ticks, which are empty notices. A page that misses three
	// ticks knows that nothing comes through.
	TickEvery time.Duration

	// Socket holds the times of the streams, the origins of their pages, and the memory budget. Its
	// other fields are not used: the consoles have limits of their own.
	Socket socket.Config
}

// DefaultTickEvery is the default of [Config].TickEvery. The page's script has the
// same value.
const DefaultTickEvery = 5 * time.Second

// Limits lists the limits of the Config with their flags, defaults and reasons.
func (c *Config) Limits() []limit.Limit {
	return []limit.Limit{
		limit.Count(&c.MaxConsoles, "max-consoles", 5_000, limit.MaxCount,
			"how many server `consoles` may be open, one for each page on which somebody has pressed Connect; one more is closed with 1013. The default is one for each two WebSockets of the default of -max-connections"),
		limit.Count(&c.MaxPerAddress, "max-consoles-per-address", 2_500, limit.MaxCount,
			"how many `consoles` one address, or one IPv6 /64, may have open; one more is closed with 1013. The default is half of all, so that one address can't take them all. "+
				"Behind a proxy, which has one address, set -trusted-proxy: then each client has this limit"),
		limit.Count(&c.MaxWatched, "max-watched", 64, limit.MaxQueue,
			"how many `connections` of one page its console watches; one more is closed with 1013. The default is sixteen ws blocks with four clients each"),
		limit.Count(&c.QueueLength, "console-queue", 256, limit.MaxQueue,
			"how many `notices` may wait for a page that reads slowly; further notices are left out and counted. One echo makes two notices, so the default holds a burst of 128 echoes"),
		limit.Time(&c.TickEvery, limit.NoFlag, DefaultTickEvery,
			"a learner who has lost the network sees it within a quarter of a minute, and an open page costs a few bytes"),
	}
}

// queueBytes is the largest number of bytes of the notices that wait for one page: 256
// notices of the usual size. As many bytes may be on their way to a page that doesn't read.
const queueBytes = 128 << 10

// The limits of what a page sends to its console. A page can show the wire and hide it
// again. Each time the page shows the wire, the console sends everything that it has
// recorded.
const (
	maxRequest   = 64 // bytes of a message
	requestRate  = 5  // frames a second, the pongs to the server's pings included
	requestBurst = 50
)

// streams returns the limits of the WebSockets that bring the notices to the pages.
func (c Config) streams() socket.Config {
	streams := c.Socket
	streams.MaxConnections, streams.MaxPerAddress = c.MaxConsoles, c.MaxPerAddress
	streams.QueueLength, streams.QueueBytes = c.QueueLength, queueBytes
	streams.MaxMessage, streams.FrameRate, streams.FrameBurst = maxRequest, requestRate, requestBurst
	streams.Consoles, streams.Log = nil, nil
	return streams
}
