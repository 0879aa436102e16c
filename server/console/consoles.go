package console

import (
	"cmp"
	"context"
	"crypto/rand"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"

	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
	"twocups/server/socket"
)

// DefaultTickEvery is the default of [Config].TickEvery: a learner who has lost the
// network is told within a quarter of a minute, and an open page costs a few bytes.
const DefaultTickEvery = 5 * time.Second

// queueBytes bounds the notices that wait for a page in bytes as well: 256 as they mostly
// are. As much again may be on its way to a page that doesn't read.
const queueBytes = 128 << 10

// What a page may say to its console: it shows the wire or hides it, and each time it
// is told anew what is kept.
const (
	maxSaid   = 64 // bytes
	saidRate  = 5  // frames a second, the pongs to the server's pings included
	saidBurst = 50
)

// Config holds the limits of [Consoles]. A zero field takes its default.
type Config struct {
	// MaxConsoles is how many consoles may be open; one more is closed with 1013.
	// Default: 5,000, one for each two connections that a server takes.
	MaxConsoles int

	// MaxPerAddress is how many of them one address may have, as those of
	// [socket.Config]; one more is closed with 1013. Default: 2,500, half of all, so that
	// one address can't take every console from the others.
	MaxPerAddress int

	// MaxWatched is how many open connections a console watches; one more is closed
	// with 1013. Default: 64, sixteen ws blocks with all their clients.
	MaxWatched int

	// QueueLength is how many notices may wait for the page to read them. Default:
	// 256, which is what a burst of 128 echoes makes. A notice takes at most about 6
	// KB, one with frames of the wire 60 KB; mostly it is far less.
	QueueLength int

	// QueueBytesOfAll is how many bytes the notices may have that wait for all pages
	// together, so that many pages which don't read fill no memory. The fewer of them are
	// left, the fewer may wait for each page; one notice may in any case. Default: 64 MiB,
	// 13 KB for each of 5,000 pages.
	QueueBytesOfAll int

	// TickEvery is the time between two ticks, notices that say nothing. A page that
	// hears none for three of them knows that nothing comes through. Default:
	// [DefaultTickEvery].
	TickEvery time.Duration

	// Socket holds the other limits of the streams: its times. The fields above stand
	// for the fields of the same meaning in it.
	Socket socket.Config
}

// Consoles are the open consoles of a server. They are the [socket.Consoles] of the
// sockets whose connections they watch.
type Consoles struct {
	sockets    *socket.Sockets
	maxWatched int
	tickEvery  time.Duration

	mu    sync.RWMutex
	named map[string]*console
}

// New returns consoles with the limits of the Config.
func New(config Config) *Consoles {
	streams := config.Socket
	streams.MaxConnections = cmp.Or(config.MaxConsoles, 5_000)
	streams.MaxPerAddress = cmp.Or(config.MaxPerAddress, 2_500)
	streams.QueueLength = cmp.Or(config.QueueLength, 256)
	streams.QueueBytes = queueBytes
	streams.TryBytes = cmp.Or(config.QueueBytesOfAll, 64<<20)
	streams.MaxMessage, streams.FrameRate, streams.FrameBurst = maxSaid, saidRate, saidBurst
	return &Consoles{
		sockets:    socket.New(streams),
		maxWatched: cmp.Or(config.MaxWatched, 64),
		tickEvery:  cmp.Or(config.TickEvery, DefaultTickEvery),
		named:      make(map[string]*console),
	}
}

// Path is where a page opens its console.
const Path = play.ConsolePath

// Handler serves the streams.
func (cs *Consoles) Handler() http.Handler { return cs.sockets.Handler(cs.open) }

// Shutdown closes the streams, after what is queued for them, as
// [socket.Sockets.Shutdown] does. Close the sockets that report to them first.
func (cs *Consoles) Shutdown(ctx context.Context) error { return cs.sockets.Shutdown(ctx) }

// Attach has the console that the tag names watch one more connection. Without such
// a console there is no watcher and no error.
func (cs *Consoles) Attach(tag play.Tag) (socket.Watcher, error) {
	cs.mu.RLock()
	c := cs.named[tag.Console]
	cs.mu.RUnlock()
	if c == nil {
		return nil, nil
	}
	tag.Console = ""
	w := c.attach(tag, cs.maxWatched)
	if w == nil {
		return nil, fmt.Errorf("this page has %d connections open, and its console watches no more", cs.maxWatched)
	}
	return w, nil
}

// open opens a console for a page's connection, and tells the page its name.
func (cs *Consoles) open(conn *socket.Conn) socket.Behaviour {
	c := &console{name: newName(), conn: conn, began: time.Now(), every: cs.tickEvery}
	cs.mu.Lock()
	cs.named[c.name] = c
	cs.mu.Unlock()
	c.send(play.Notice{Console: c.name})
	c.mu.Lock()
	defer c.mu.Unlock()
	c.ticks = time.AfterFunc(c.every, c.tick)
	return stream{cs, c}
}

// stream is the [socket.Behaviour] of a console's connection.
type stream struct {
	consoles *Consoles
	console  *console
}

// Message does what the page says. There are two things that it can say.
func (s stream) Message(m socket.Message) {
	said := string(m.Payload)
	if m.Opcode != rfc6455.Text || said != play.WireOn && said != play.WireOff {
		s.console.conn.Close(rfc6455.PolicyViolation, "a console takes no messages but "+play.WireOn+" and "+play.WireOff)
		return
	}
	s.console.showWire(said == play.WireOn)
}

// Left forgets the console, and then ends what it still does: that may wait for its
// connections, and the other consoles must not.
func (s stream) Left() {
	s.consoles.forget(s.console)
	s.console.showWire(false)
	s.console.leave()
}

// forget takes a console out of those that are open.
func (cs *Consoles) forget(c *console) {
	cs.mu.Lock()
	defer cs.mu.Unlock()
	delete(cs.named, c.name)
}

// newName returns 128 random bits or more, as lower-case letters and digits, which
// a tag may carry.
func newName() string { return strings.ToLower(rand.Text()) }
