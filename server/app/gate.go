package app

import (
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"sync"

	"twocups/server/socket"
)

// gateLimits bound the connections that are no WebSockets, which have limits of their own.
type gateLimits struct {
	most       int // open at the same time
	perAddress int // of them, from one address
}

// plentyOfDescriptors is more than any limit of ours.
const plentyOfDescriptors = 1 << 30

// within returns the limits on a system that lets so many files and connections be
// open: a quarter of them, however slow the clients are that want pages.
func (l gateLimits) within(descriptors int) gateLimits {
	l.most = min(l.most, max(1, descriptors/4))
	return l
}

// within lowers the numbers of WebSockets to what such a system can hold: half for
// those of the lessons, and a quarter for the consoles. It returns what it did in
// words, or "".
func (o *options) within(descriptors int) (lowered string) {
	for _, number := range []struct {
		flag string
		of   *int
		most int
	}{
		{"-max-connections", &o.sockets.MaxConnections, max(1, descriptors/2)},
		{"-max-consoles", &o.consoles.MaxConsoles, max(1, descriptors/4)},
	} {
		if *number.of > number.most {
			lowered += fmt.Sprintf("%s is %d instead of %d; ", number.flag, number.most, *number.of)
			*number.of = number.most
		}
	}
	return strings.TrimSuffix(lowered, "; ")
}

// gate is the listener of the HTTP server. It counts the connections that wait to
// say what they want, are being answered, or are kept for the next request, until they
// end or become WebSockets. While there are too many, it accepts no more: the system
// keeps those who knock waiting, and the server's timeouts make room. But who has
// too many alone is cut, so that nobody else waits for them.
type gate struct {
	net.Listener
	limits gateLimits

	mu     sync.Mutex
	room   sync.Cond // there may be room, or the gate is closed
	open   int
	from   map[netip.Prefix]int
	cut    int // in all
	closed bool
}

func newGate(listener net.Listener, limits gateLimits) *gate {
	g := &gate{Listener: listener, limits: limits, from: make(map[netip.Prefix]int)}
	g.room.L = &g.mu
	return g
}

// Accept waits for room, and for a connection that may come in (net.Listener).
func (g *gate) Accept() (net.Conn, error) {
	for {
		if !g.awaitRoom() {
			return nil, net.ErrClosed
		}
		conn, err := g.Listener.Accept()
		if err != nil {
			return nil, err
		}
		if g.enter(socket.AddressOf(conn.RemoteAddr().String())) {
			return conn, nil
		}
		conn.Close()
	}
}

// awaitRoom reports whether there is room; there is none when the gate is closed.
func (g *gate) awaitRoom() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	for g.open >= g.limits.most && !g.closed {
		g.room.Wait()
	}
	return !g.closed
}

func (g *gate) enter(address netip.Prefix) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.from[address] >= g.limits.perAddress {
		g.cut++
		return false
	}
	g.open++
	g.from[address]++
	return true
}

// follow sees connections leave ([http.Server.ConnState]).
func (g *gate) follow(conn net.Conn, state http.ConnState) {
	if state != http.StateClosed && state != http.StateHijacked {
		return
	}
	address := socket.AddressOf(conn.RemoteAddr().String())
	g.mu.Lock()
	defer g.mu.Unlock()
	g.open--
	g.from[address]--
	if g.from[address] == 0 {
		delete(g.from, address)
	}
	g.room.Signal()
}

// Close ends the accepting (net.Listener).
func (g *gate) Close() error {
	g.mu.Lock()
	g.closed = true
	g.room.Broadcast()
	g.mu.Unlock()
	return g.Listener.Close()
}

// counts returns how many connections are open, and how many were cut in all.
func (g *gate) counts() (open, cut int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.open, g.cut
}
