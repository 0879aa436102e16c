package app

import (
	"time"

	"twocups/server/app/content"
	"twocups/server/app/forwarded"
	"twocups/server/app/limitlistener"
	"twocups/server/app/logging"
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
	drain     drainTimes
	content   content.Config
	sockets   socket.Config // of the lessons
	raw       socket.Config // of the connections that raw clients open
	consoles  console.Config
	socketIO  socketio.Config
	programs  instance.Config
	inside    requestLimits // of the requests that raw clients send
	pages     endpointConfig
	operators endpointConfig // if its address is "", the program has no endpoint for operators
	figures   bool           // whether the pages' address serves the figures
}

// endpointConfig has the address, the certificate and the limits of an endpoint, and the times of
// its end.
type endpointConfig struct {
	addr             string
	certificate, key string // files; "": no TLS
	proxies          forwarded.Proxies
	connections      limitlistener.Config
	requests         requestLimits
	drainDelay       time.Duration // before the end, while everything still works
	endTime          time.Duration // that connections have to end
}

// newConfig makes the configuration from the options. If a limit of connections is too high for the
// number of descriptors that the program may have open, or for its memory, newConfig lowers the
// limit and logs this.
func newConfig(o options, descriptors int, log *logging.Log) config {
	if lowered := o.fitDescriptors(descriptors); lowered != "" {
		log.Warn("the system allows too few open files", "allowed", descriptors, "limits", lowered,
			"remedy", "Allow more, with \"ulimit -n\" in a shell or \"LimitNOFILE=\" in a unit of systemd, or set these flags as low.")
	}
	if lowered := o.fitMemory(); lowered != "" {
		log.Warn("the memory is too small for so many TCP connections", "limits", lowered, "remedy", "Give the program more with -memory, or set these flags as low.")
	}
	c := config{
		memory:   o.memory.Budget(),
		drain:    o.drain,
		content:  content.Config{Lessons: o.lessons, Static: o.static, Networks: networksOf(o.addr)},
		sockets:  o.sockets,
		consoles: o.consoles,
		socketIO: o.socketIO,
		programs: o.programs,
		inside:   o.requests,
		pages: endpointConfig{
			addr: o.addr, certificate: o.certificate, key: o.key, proxies: forwarded.NewProxies(o.proxies),
			connections: o.connections, requests: o.requests, drainDelay: o.drain.Delay, endTime: o.drain.connections(),
		},
		figures: o.metrics == metrics.Path,
	}
	if !c.figures {
		c.operators = endpointConfig{addr: o.metrics, connections: operatorConnections, requests: o.requests, endTime: o.drain.rest()}
	}
	c.sockets.Origins, c.sockets.Memory, c.sockets.ShutdownSpread = o.origins, c.memory, o.drain.Spread
	c.sockets.Log, c.sockets.Refusals = log.Strangers, log.Strangers
	c.programs.Log, c.socketIO.Engine.Log = log.Strangers, log.Strangers
	c.consoles.Socket = c.sockets
	c.programs.Memory = c.memory
	c.raw = rawConfig(c.sockets, o.raw)
	c.socketIO.MaxMembers = o.programs.MaxMembers
	c.socketIO.Engine.Memory = c.memory
	c.socketIO.Bundle = content.OfficialClient(o.static)
	return c
}

// rawTimeout is the ping interval and the timeouts of the connections that raw clients open. It
// is longer than any learner stays.
const rawTimeout = 24 * time.Hour

// rawConfig returns the limits of the connections that raw clients open. Each connection counts
// for the address of its learner. A raw client may be silent for as long as its learner stays,
// even within a message: the server pings the learner's own connection, and the raw client's
// connection ends with the learner's connection. The server logs neither raw connections nor their
// refusals: a learner may open hundreds in a minute and writes their Origin and Host, and the log
// already has a line for the learner's connection.
func rawConfig(sockets socket.Config, limits rawLimits) socket.Config {
	raw := sockets
	raw.MaxConnections = limits.MaxConnections
	raw.MaxPerAddress = max(1, limits.MaxConnections/2)
	raw.PingEvery, raw.PongWait, raw.MessageTimeout = rawTimeout, rawTimeout, rawTimeout
	raw.Log, raw.Refusals, raw.ShutdownSpread = nil, nil, 0
	return raw
}
