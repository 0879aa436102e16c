package socket

import (
	"context"
	"fmt"
	"maps"
	"net/netip"
	"slices"
	"sync"

	"github.com/gorilla/websocket"

	"twocups/lessons/play/rfc6455"
	"twocups/server/limit/memory"
)

// Sockets are the connections of a server. They share the limits of one [Config].
type Sockets struct {
	config   Config
	upgrader websocket.Upgrader

	figures       *figures
	recent        recentRefusals
	unknownScheme sync.Once // logs once that nothing tells the scheme of the browsers

	mu         sync.Mutex
	entered    int // places that are taken, also by connections in their opening handshake
	unfunded   int // those of these places whose connections got no account
	perAddress map[netip.Prefix]*address
	conns      map[*Conn]struct{} // the connections that are open
	goingAway  bool               // Shutdown has begun
	timeOver   bool               // Shutdown's time is over
	all        sync.WaitGroup     // one for each place that is taken
}

// New returns sockets with the limits of the Config.
func New(config Config) *Sockets {
	config = config.withDefaults()
	s := &Sockets{
		config:     config,
		figures:    newFigures(),
		perAddress: make(map[netip.Prefix]*address),
		conns:      make(map[*Conn]struct{}),
	}
	s.upgrader = s.newUpgrader()
	return s
}

// Config returns the Config of the sockets. The limits that were zero in the Config of [New]
// have their defaults.
func (s *Sockets) Config() Config { return s.config }

// admission says whether a request for a connection gets a place.
type admission int

const (
	admitted    admission = iota // it holds a place
	serverFull                   // it holds a place, and is to be closed with 1013: the server is full
	addressFull                  // it holds a place, and is to be closed with 1013: its address has as many as it may
	memoryShort                  // it holds a place, and is to be closed with 1013: there is no memory for it
	rejected                     // it holds no place, and gets an HTTP answer
)

// enter asks for a place for a connection from the remote address, and opens its account. If the
// connection gets a place, leave gives the place back. If it is rejected, the label says why.
func (s *Sockets) enter(remote string, c *Conn) (place admission, label string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.goingAway {
		return rejected, refusedShutdown
	}
	prefix := AddressOf(remote)
	from := s.perAddress[prefix]
	if from == nil {
		from = newAddress(&s.config)
	}
	switch {
	case s.entered >= s.config.MaxConnections+s.config.RefusalsAtOnce():
		return rejected, refusedFull
	case from.entered >= s.config.MaxPerAddress+maxRefusalsAtOnce:
		return rejected, refusedAddress
	}
	account, funded := s.config.Memory.Open(prefix, connectionCost, c.giveUp)
	if !funded {
		if s.unfunded >= s.config.RefusalsAtOnce() {
			return rejected, refusedMemory
		}
		account = new(memory.Account)
		s.unfunded++
	}
	c.memory, c.funded, c.address = account, funded, from
	s.entered++
	from.entered++
	s.perAddress[prefix] = from
	s.all.Add(1)
	switch {
	case !funded:
		return memoryShort, ""
	case s.entered > s.config.MaxConnections:
		return serverFull, ""
	case from.entered > s.config.MaxPerAddress:
		return addressFull, ""
	}
	return admitted, ""
}

// isFull reports whether the server would refuse a connection now. A page asks this
// with a plain request after the server has refused its connection. Connections that are still
// being refused count too.
func (s *Sockets) isFull() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.goingAway || s.entered >= s.config.MaxConnections || s.config.Memory.IsFull(connectionCost)
}

// leave gives a connection's place back, and closes its account.
func (s *Sockets) leave(remote string, c *Conn) {
	c.memory.Close()
	s.mu.Lock()
	s.entered--
	if !c.funded {
		s.unfunded--
	}
	if c.address.entered--; c.address.entered == 0 {
		delete(s.perAddress, AddressOf(remote))
	}
	s.mu.Unlock()
	s.all.Done()
}

// add registers the connection for Shutdown. If Shutdown has begun during the handshake, add
// closes the connection as Shutdown does.
func (s *Sockets) add(c *Conn) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.conns[c] = struct{}{}
	if s.goingAway {
		c.goAway()
	}
	if s.timeOver {
		c.abort()
	}
}

func (s *Sockets) remove(c *Conn) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.conns, c)
}

// Shutdown closes every connection with 1001, after the messages that are queued for it, and
// accepts no new ones. It spreads the close frames over ShutdownSpread. Shutdown returns when the
// last connection has ended and its behaviour has returned. If the context ends first, Shutdown
// aborts the connections that are left, and returns the context's error.
func (s *Sockets) Shutdown(ctx context.Context) error {
	open := s.refuseAll()
	closing, allEnded := context.WithCancel(ctx)
	ended := make(chan struct{})
	go func() {
		s.all.Wait()
		allEnded()
		close(ended)
	}()
	Spread(closing, s.config.ShutdownSpread, len(open), func(i int) { open[i].goAway() })
	select {
	case <-ended:
		return nil
	case <-ctx.Done():
	}
	left := s.abortAll()
	<-ended
	return fmt.Errorf("closing connections, %d did not end in time: %w", left, ctx.Err())
}

// refuseAll makes the sockets accept no new connections, and returns the open ones.
func (s *Sockets) refuseAll() []*Conn {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.goingAway = true
	return slices.Collect(maps.Keys(s.conns))
}

func (s *Sockets) abortAll() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.timeOver = true
	for c := range s.conns {
		c.abort()
	}
	return len(s.conns)
}

func (c *Conn) goAway() { c.Close(rfc6455.GoingAway, "the server is going away") }
