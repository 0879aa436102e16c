package console

import (
	"context"
	"crypto/rand"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"

	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
	"twocups/server/limit"
	"twocups/server/socket"
)

// Consoles are the open consoles of a server. They are the [socket.Consoles] of the
// sockets whose connections they watch.
type Consoles struct {
	sockets *socket.Sockets
	config  Config

	mu     sync.RWMutex
	byName map[string]*console
}

// New returns consoles with the limits of the Config.
func New(config Config) *Consoles {
	limit.SetDefaults(config.Limits())
	return &Consoles{
		sockets: socket.New(config.streams()),
		config:  config,
		byName:  make(map[string]*console),
	}
}

// Path is the path at which a page opens its console.
const Path = play.ConsolePath

// Handler serves the streams.
func (cs *Consoles) Handler() http.Handler { return cs.sockets.Handler(cs.open) }

// Shutdown closes each stream after the notices that are queued for it, as
// [socket.Sockets.Shutdown] does. Close the sockets that report to the consoles first.
func (cs *Consoles) Shutdown(ctx context.Context) error { return cs.sockets.Shutdown(ctx) }

// Attach makes the console with the tag's name watch one more connection. If no open
// console has this name, Attach returns no watcher and no error.
func (cs *Consoles) Attach(tag play.Tag) (socket.Watcher, error) {
	cs.mu.RLock()
	c := cs.byName[tag.Console]
	cs.mu.RUnlock()
	if c == nil {
		return nil, nil
	}
	tag.Console = ""
	w := c.attach(tag, cs.config.MaxWatched)
	if w == nil {
		return nil, fmt.Errorf("this page has %d connections open, and its console watches no more", cs.config.MaxWatched)
	}
	return w, nil
}

// open opens a console for a page's connection, and sends its name to the page.
func (cs *Consoles) open(conn *socket.Conn) socket.Behaviour {
	c := &console{name: newName(), conn: conn, began: time.Now(), tickEvery: cs.config.TickEvery}
	cs.mu.Lock()
	cs.byName[c.name] = c
	cs.mu.Unlock()
	c.send(play.Notice{Console: c.name})
	c.mu.Lock()
	defer c.mu.Unlock()
	c.ticks = time.AfterFunc(c.tickEvery, c.tick)
	return stream{cs, c}
}

// stream is the [socket.Behaviour] of a console's connection.
type stream struct {
	consoles *Consoles
	console  *console
}

// Message does what the page requests: play.WireOn or play.WireOff.
func (s stream) Message(m socket.Message) {
	request := string(m.Payload)
	if m.Opcode != rfc6455.Text || request != play.WireOn && request != play.WireOff {
		s.console.conn.Close(rfc6455.PolicyViolation, "a console takes no messages but "+play.WireOn+" and "+play.WireOff)
		return
	}
	s.console.followWires(request == play.WireOn)
}

// Left removes the console, and then ends its reports and ticks. The end of the reports may
// wait for the console's connections, so Left doesn't hold the lock that all consoles share
// any more.
func (s stream) Left() {
	s.consoles.remove(s.console)
	s.console.followWires(false)
	s.console.stopTicks()
}

// remove removes a console from the open consoles.
func (cs *Consoles) remove(c *console) {
	cs.mu.Lock()
	defer cs.mu.Unlock()
	delete(cs.byName, c.name)
}

// newName returns 128 random bits or more, as lower-case letters and digits, which
// a tag may carry.
func newName() string { return strings.ToLower(rand.Text()) }
