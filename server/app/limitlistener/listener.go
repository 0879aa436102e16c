// Package limitlistener limits the number of open TCP connections, as LimitListener of
// golang.org/x/net/netutil does. The HTTP servers of package app accept connections from it.
//
// In contrast to LimitListener, a [Listener] counts a connection only until the connection
// becomes a WebSocket, because WebSockets have limits of their own. It also limits the number of
// connections of one address.
package limitlistener

import (
	"cmp"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"sync"

	"twocups/server/limit"
	"twocups/server/socket"
)

// Config holds the limits of a [Listener]. A zero limit takes its default, which
// [Config.Limits] lists.
type Config struct {
	// MaxConnections is the number of connections that may be open. Further connections wait
	// until the listener accepts them.
	MaxConnections int

	// MaxPerAddress is the number of connections that one address may have open. The listener
	// disconnects further connections at once.
	MaxPerAddress int

	// Log gets a line for each connection that is disconnected, and when no connection is
	// accepted because the limit is reached. Strangers can cause any number of lines, so the log
	// should have a rate. Nil: no lines.
	Log *slog.Logger
}

// Limits lists the limits of the Config with their flags, defaults and reasons.
func (c *Config) Limits() []limit.Limit {
	return []limit.Limit{
		limit.Count(&c.MaxConnections, "max-http", 8192, limit.MaxCount,
			"how many TCP `connections` that are no WebSockets may be open; more connections wait until the server accepts them. Such connections end by themselves, silent ones within twenty seconds. "+
				"They never take more than a quarter of the file descriptors that are not reserved"),
		limit.Count(&c.MaxPerAddress, "max-http-per-address", 4096, limit.MaxCount,
			"how many of the `connections` of -max-http one address, or one IPv6 /64, may have open. An address over this limit is disconnected at once, so that it delays nobody else. "+
				"This limit is a guard against floods: 500 students behind one address open 3,000 connections. Behind a proxy, which has one address, set it to the value of -max-http"),
	}
}

// Listener is a listener with limits. The HTTP server that accepts from a Listener must call its
// method ConnState.
type Listener struct {
	net.Listener
	config Config

	mu           sync.Mutex
	changed      sync.Cond // a connection has ended, or the listener is closed
	open         int
	from         map[netip.Prefix]int // the number of open connections of each address
	disconnected int                  // connections so far that were over the limit of their address
	closed       bool
}

// New returns a listener that accepts from another listener. Close closes both listeners.
func New(listener net.Listener, config Config) *Listener {
	limit.SetDefaults(config.Limits())
	config.Log = cmp.Or(config.Log, slog.New(slog.DiscardHandler))
	l := &Listener{Listener: listener, config: config, from: make(map[netip.Prefix]int)}
	l.changed.L = &l.mu
	return l
}

// Accept waits until a further connection may be open, and then accepts a connection
// (net.Listener). Meanwhile, the system keeps new connections waiting, and the timeouts of the
// HTTP server end open connections. An address over its own limit is disconnected at once, so
// that it delays nobody else.
func (l *Listener) Accept() (net.Conn, error) {
	for {
		if !l.awaitCapacity() {
			return nil, net.ErrClosed
		}
		conn, err := l.Listener.Accept()
		if err != nil {
			return nil, err
		}
		if l.add(socket.AddressOf(conn.RemoteAddr().String())) {
			return conn, nil
		}
		l.config.Log.Warn("a TCP connection was refused", "reason", "address", "remote", conn.RemoteAddr().String(), "most", l.config.MaxPerAddress)
		conn.Close()
	}
}

// awaitCapacity waits until a further connection may be open. It returns false once the
// listener is closed.
func (l *Listener) awaitCapacity() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.open >= l.config.MaxConnections && !l.closed {
		l.config.Log.Warn("TCP connections wait until others end", "reason", "full", "most", l.config.MaxConnections)
	}
	for l.open >= l.config.MaxConnections && !l.closed {
		l.changed.Wait()
	}
	return !l.closed
}

// add counts a connection, unless its address is over the limit.
func (l *Listener) add(address netip.Prefix) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.from[address] >= l.config.MaxPerAddress {
		l.disconnected++
		return false
	}
	l.open++
	l.from[address]++
	return true
}

// ConnState stops counting a connection that has ended or has become a WebSocket
// ([http.Server.ConnState]).
func (l *Listener) ConnState(conn net.Conn, state http.ConnState) {
	if state != http.StateClosed && state != http.StateHijacked {
		return
	}
	address := socket.AddressOf(conn.RemoteAddr().String())
	l.mu.Lock()
	defer l.mu.Unlock()
	l.open--
	l.from[address]--
	if l.from[address] == 0 {
		delete(l.from, address)
	}
	l.changed.Signal()
}

// Close ends Accept and closes the underlying listener (net.Listener).
func (l *Listener) Close() error {
	l.mu.Lock()
	l.closed = true
	l.changed.Broadcast()
	l.mu.Unlock()
	return l.Listener.Close()
}

// Open returns the number of connections that are open and are no WebSockets.
func (l *Listener) Open() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.open
}

// Disconnected returns the number of connections so far that were over the limit of their
// address.
func (l *Listener) Disconnected() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.disconnected
}
