package app

import "time"

// The bounds of flags: beyond them a limit is none any more, or nothing works.
const (
	mostConnections = 10_000_000 // more than one machine has been seen to hold
	mostQueued      = 65_536     // more than any client could catch up with
	mostMessage     = 1 << 30    // bytes; a message is read into memory whole
	leastTime       = time.Millisecond
	mostTime        = 24 * time.Hour
)

// groupsOf returns the flags, in the order in which the help lists them. What they
// say goes into the options, whose present values are their defaults.
func groupsOf(o *options) []group {
	return []group{contentFlags(o), operationFlags(o), connectionFlags(o), crowdFlags(o), programFlags(o)}
}

func contentFlags(o *options) group {
	g := newGroup("What is served, and where")
	g.text(&o.addr, "addr", "the `address` to listen on, host:port; without a host, on every interface; port 0 takes a free one")
	g.text(&o.lessons, "lessons", "serve the lessons of this `folder` instead of the built-in ones, and read them again when they change")
	g.text(&o.static, "static", "serve scripts and styles from this `folder` instead of the built-in ones")
	g.Var(origins{&o.origins}, "origin", wrapped("let pages of this `origin`, such as https://school.example, open the WebSockets; several with commas between them, or the flag again. "+
		"Pages of this server and lessons in sandboxed frames always may; others would use the server for something else"))
	g.BoolVar(&o.version, "version", false, wrapped("print the version, the commit and the Go release that the program was built from, and end"))
	return g
}

func operationFlags(o *options) group {
	g := newGroup("Running it for many")
	g.text(&o.certificate, "tls-cert", "serve HTTPS and wss with the certificate of this PEM `file`, followed by those that vouch for it; when it is renewed, it is read again")
	g.text(&o.key, "tls-key", "the PEM `file` with the certificate's private key")
	g.text(&o.metrics, "metrics", "show figures for Prometheus at this `address`, host:port, path /metrics; none by default, because they are not for learners. "+
		"With "+metricsPath+" instead of an address they stand beside the pages, for everyone to read")
	g.Var(choice{&o.log, []string{"text", "json"}}, "log", wrapped("how log lines are written: `text` or json, which is for programs that collect them"))
	g.span(&o.drainDelay, 0, mostTime, "drain-delay", "how long, after SIGTERM, everything still works except that /readyz says 503, so that a load balancer looks elsewhere first: a `time` longer than its interval")
	g.span(&o.drainTime, leastTime, mostTime, "drain-time", "how long after that connections may take to close before they are cut: a `time` well below the one after which the system kills the program")
	return g
}

func connectionFlags(o *options) group {
	g := newGroup("Limits of one WebSocket")
	c := &o.sockets
	g.count(&c.MaxMessage, 1, mostMessage, "max-message", "`bytes` that a message may have: a bigger one closes with 1009. Lessons send 4 KiB at most, and lesson 11 files in pieces of 32 KiB")
	g.count(&c.FrameRate, 1, mostConnections, "frame-rate", "`frames` a second that a client may send on the whole, pings and empty fragments included; who sends more is closed with 1008. A learner gets there only by a loop that runs away")
	g.count(&c.FrameBurst, 1, mostConnections, "frame-burst", "`frames` that a client may send at once, before -frame-rate counts: who was silent for a while may catch up")
	g.count(&c.QueueBytes, 1, mostMessage, "queue-bytes", "`bytes` that the messages may have that wait for a client, so that few big ones are bounded as well as many small ones; one may wait in any case")
	g.count(&c.QueueLength, 1, mostQueued, "queue-length", "`messages` that may wait for a client that reads slowly: when others send it more, it is closed with 1008. "+
		"It must hold a burst of a room, eight members with eight messages each")
	g.span(&c.HandshakeTimeout, leastTime, mostTime, "handshake-timeout", "the `time` that the answer to an opening handshake, a few hundred bytes, may take to be written")
	g.span(&c.WriteTimeout, leastTime, mostTime, "write-timeout", "the `time` that a write may take before the client counts as gone: a phone finds another cell within ten seconds")
	g.span(&c.PingEvery, leastTime, mostTime, "ping-every", "the `time` between two pings: proxies cut a connection that is idle for 30 s to 60 s")
	g.span(&c.PongWait, leastTime, mostTime, "pong-wait", "the `time` that a client may send nothing, not even a pong, before it is closed with 1008: two pings and a bit")
	g.span(&c.MessageTimeout, leastTime, mostTime, "message-timeout", "the `time` that a message may take from its first bytes to its last, whatever comes between: one that takes longer is closed with 1008. A minute is enough for the greatest on a very slow phone")
	g.span(&c.CloseWait, leastTime, mostTime, "close-wait", "the `time` that a client may take to answer a close frame")
	return g
}

func crowdFlags(o *options) group {
	g := newGroup("Limits of the server")
	g.count(&o.sockets.MaxConnections, 1, mostConnections, "max-connections", "WebSocket `connections` that may be open; one more is closed with 1013. An idle one takes some kilobytes of memory and a file descriptor")
	g.count(&o.sockets.MaxPerAddress, 1, mostConnections, "max-per-address", "WebSocket `connections` that one address may have, an IPv6 /64 being one; one more is closed with 1013. A guard against floods: 500 students behind one address have 2,000. Behind a proxy, which has one address, it should be as much as -max-connections")
	g.count(&o.maxRaw, 1, mostConnections, "max-raw", "`connections` that the raw clients of lesson 5 may have open inside the server, beside those of the learners who lead them, and half as many in the name of one address; one more is closed with 1013. Each takes 30 KB, and one learner opens twenty a second at most")
	g.count(&o.consoles.MaxConsoles, 1, mostConnections, "max-consoles", "server `consoles` that may be open, one for each page on which somebody has pressed Connect; one more is closed with 1013")
	g.count(&o.consoles.MaxPerAddress, 1, mostConnections, "max-consoles-per-address", "`consoles` that one address may have, an IPv6 /64 being one; one more is closed with 1013. Half of all by default, so that nobody can take them all. Behind a proxy, which has one address, it should be as much as -max-consoles")
	g.count(&o.consoles.MaxWatched, 1, mostQueued, "max-watched", "`connections` of one page that its console watches; one more is closed with 1013. Sixteen blocks with four clients make 64")
	g.count(&o.consoles.QueueLength, 1, mostQueued, "console-queue", "`notices` that may wait for a page that reads slowly; others are left out, and counted. An echo makes two")
	g.count(&o.consoles.QueueBytesOfAll, 1, mostMessage, "console-bytes", "`bytes` that the notices may have that wait for all pages together; one for each page may wait in any case. So pages that don't read fill no memory, however many there are")
	g.count(&o.socketIO.MaxSessions, 1, mostConnections, "max-sessions", "`sessions` of Socket.IO that there may be, over long-polling and WebSockets together; one more is answered with 503, or closed with 1013. -max-per-address bounds those of one address, too")
	g.count(&o.http.most, 1, mostConnections, "max-http", "TCP `connections` that may be open and are no WebSockets; more wait to be accepted. They end by themselves, "+
		"silent ones within twenty seconds. Three quarters of the file descriptors stay for the rest in any case")
	g.count(&o.http.perAddress, 1, mostConnections, "max-http-per-address", "how many of these `connections` one address may have, an IPv6 /64 being one; one more is cut. A guard against floods: "+
		"500 students behind one address open 3,000")
	return g
}

func programFlags(o *options) group {
	g := newGroup("Limits of the programs that learners share")
	p := &o.programs
	g.count(&p.MaxInstances, 1, mostConnections, "max-instances", "`instances` of each program that there may be, such as chats; one more is closed with 1013, unless an empty one can make room. Each takes 550 KB of memory at most, one of files; a chat takes 70")
	g.count(&p.MaxMembers, 1, mostQueued, "max-members", "`members` of an instance, and sessions of Socket.IO that hear each other; one more is closed with 1013. What one of them says goes to all the others, so the work grows with the square")
	g.count(&p.Rate, 1, mostConnections, "member-rate", "`messages` a second that a member may send on the whole; who sends more is closed with 1008, before the others drown in them. Pieces of files have more, and a bound in bytes")
	g.count(&p.Burst, 1, mostConnections, "member-burst", "`messages` that a member may send at once, before -member-rate counts")
	g.span(&p.Idle, leastTime, mostTime, "instance-idle", "the `time` that an instance without members waits for one to come back: a page is loaded anew, a phone finds its network again")
	g.span(&p.Life, leastTime, mostTime, "instance-life", "the `time` after which an instance ends, whoever is there, with 1001")
	return g
}
