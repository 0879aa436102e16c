package app

import (
	"fmt"
	"log/slog"
	"strings"
	"time"

	"twocups/server/app/content"
	"twocups/server/app/limitlistener"
	"twocups/server/console"
	"twocups/server/instance"
	"twocups/server/limit/memory"
	"twocups/server/metrics"
	"twocups/server/socket"
	"twocups/server/sockets/socketio"
)

// config has the Config of each package that serves requests.
type config struct {
	memory    *memory.Budget // what clients make the server hold
	content   content.Config
	sockets   socket.Config // of the lessons
	raw       socket.Config // of the connections that raw clients open
	consoles  console.Config
	socketIO  socketio.Config
	programs  instance.Config
	pages     endpointConfig
	operators endpointConfig // if its address is "", the program has no endpoint for operators
	figures   bool           // whether the pages' address serves the figures
}

// endpointConfig has the address, the certificate, the limits and the drain times of an endpoint.
type endpointConfig struct {
	addr             string
	certificate, key string // files; "": no TLS
	connections      limitlistener.Config
	drain            drainTimes
}

// newConfig makes the configuration from the options. If the limit of WebSockets or of consoles is
// too high for the number of descriptors that the program may have open, newConfig lowers the limit
// and logs this. Other connections to the pages' address never take more than a quarter of the
// descriptors.
func newConfig(o options, descriptors int, log *slog.Logger) config {
	if lowered := o.lowerLimits(descriptors); lowered != "" {
		log.Warn("the system allows too few open files", "limits", lowered)
	}
	c := config{
		memory:   o.memory.Budget(),
		content:  content.Config{Lessons: o.lessons, Static: o.static, Networks: networksOf(o.addr)},
		sockets:  o.sockets,
		consoles: o.consoles,
		socketIO: o.socketIO,
		programs: o.programs,
		pages:    endpointConfig{addr: o.addr, certificate: o.certificate, key: o.key, connections: o.connections, drain: o.drain},
		figures:  o.metrics == metrics.Path,
	}
	if !c.figures {
		c.operators = endpointConfig{addr: o.metrics, connections: o.connections, drain: drainTimes{Time: o.drain.Time}}
	}
	c.sockets.Origins = o.origins
	c.consoles.Socket = c.sockets
	c.sockets.Log, c.programs.Log, c.socketIO.Engine.Log = log, log, log
	c.raw = rawConfig(c.sockets, o.raw)
	c.socketIO.MaxMembers = o.programs.MaxMembers
	c.socketIO.Engine.Memory = c.memory
	c.socketIO.Bundle = content.OfficialClient(o.static)
	c.pages.connections.MaxConnections = min(o.connections.MaxConnections, max(1, descriptors/4))
	return c
}

// unlimitedDescriptors is the number of descriptors on a system that has, or reports, no limit.
const unlimitedDescriptors = 1 << 30

// lowerLimits lowers the number of WebSockets to half of the descriptors, and the number of
// consoles to a quarter. It describes the lowered limits in words, or returns "".
func (o *options) lowerLimits(descriptors int) (lowered string) {
	for _, limit := range []struct {
		flag  string
		value *int
		most  int
	}{
		{"-max-connections", &o.sockets.MaxConnections, max(1, descriptors/2)},
		{"-max-consoles", &o.consoles.MaxConsoles, max(1, descriptors/4)},
	} {
		if *limit.value > limit.most {
			lowered += fmt.Sprintf("%s is %d instead of %d; ", limit.flag, limit.most, *limit.value)
			*limit.value = limit.most
		}
	}
	return strings.TrimSuffix(lowered, "; ")
}

// rawTimeout is the ping interval and the timeouts of the connections that raw clients open. It
// is longer than any learner stays.
const rawTimeout = 24 * time.Hour

// rawConfig returns the limits of the connections that raw clients open. Each connection counts
// for the address of its learner. A raw client may be silent for as long as its learner stays,
// even within a message: the server pings the learner's own connection, and the raw client's
// connection ends with the learner's connection. The server doesn't log raw connections: a
// learner may open hundreds in a minute, and the log already has a line for the learner's
// connection.
func rawConfig(sockets socket.Config, limits rawLimits) socket.Config {
	raw := sockets
	raw.MaxConnections = limits.MaxConnections
	raw.MaxPerAddress = max(1, limits.MaxConnections/2)
	raw.PingEvery, raw.PongWait, raw.MessageTimeout = rawTimeout, rawTimeout, rawTimeout
	raw.Log = nil
	return raw
}
