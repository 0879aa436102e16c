package socket

import (
	"context"
	"fmt"
	"sync"

	"github.com/gorilla/websocket"

	"twocups/lessons/play"
)

// Sockets are the connections of a server, under common limits.
type Sockets struct {
	config   Config
	upgrader websocket.Upgrader

	mu        sync.Mutex
	entered   int                // requests that hold a place, some still in their handshake
	conns     map[*Conn]struct{} // the connections among them
	goingAway bool               // Shutdown has begun
	cutOff    bool               // Shutdown's time is over
	all       sync.WaitGroup     // one for each that has entered
}

// New returns sockets with the limits of the Config.
func New(config Config) *Sockets {
	return &Sockets{
		config:   config.withDefaults(),
		upgrader: newUpgrader(config.withDefaults()),
		conns:    make(map[*Conn]struct{}),
	}
}

// admission says what becomes of a request for a connection.
type admission int

const (
	admitted  admission = iota // it holds a place
	refused                    // it holds a place among the refused, and is to be closed with 1013
	turnedOff                  // it holds none
)

// enter asks for a place. Unless it is turned off, leave gives it back.
func (s *Sockets) enter() admission {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.goingAway || s.entered >= s.config.MaxConnections+refusalsAtOnce {
		return turnedOff
	}
	s.entered++
	s.all.Add(1)
	if s.entered > s.config.MaxConnections {
		return refused
	}
	return admitted
}

// takesNone says whether a connection that came now would not be served. The page
// that asks was refused a moment ago, so the places of those who are refused don't
// count: some of them are free again by now.
func (s *Sockets) takesNone() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.goingAway || s.entered >= s.config.MaxConnections
}

func (s *Sockets) leave() {
	s.mu.Lock()
	s.entered--
	s.mu.Unlock()
	s.all.Done()
}

// add makes the connection known to Shutdown, which may have begun while the
// handshake went on.
func (s *Sockets) add(c *Conn) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.conns[c] = struct{}{}
	if s.goingAway {
		c.goAway()
	}
	if s.cutOff {
		c.cut()
	}
}

func (s *Sockets) remove(c *Conn) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.conns, c)
}

// Shutdown closes every connection with 1001, after what is queued for it, lets no
// new one in, and returns when the last has ended and its behaviour has returned.
// When the context ends first, the connections that are left are cut, and the error
// is the context's.
func (s *Sockets) Shutdown(ctx context.Context) error {
	s.mu.Lock()
	s.goingAway = true
	for c := range s.conns {
		c.goAway()
	}
	s.mu.Unlock()

	ended := make(chan struct{})
	go func() {
		s.all.Wait()
		close(ended)
	}()
	select {
	case <-ended:
		return nil
	case <-ctx.Done():
	}
	left := s.cutAll()
	<-ended
	return fmt.Errorf("closing connections, %d did not end in time: %w", left, ctx.Err())
}

func (s *Sockets) cutAll() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.cutOff = true
	for c := range s.conns {
		c.cut()
	}
	return len(s.conns)
}

func (c *Conn) goAway() { c.Close(play.GoingAway, "the server is going away") }
