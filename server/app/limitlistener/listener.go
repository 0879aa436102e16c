// Package limitlistener limits the number of open TCP connections, as LimitListener of
// golang.org/x/net/netutil does. The HTTP servers of package app accept connections from it.
//
// In contrast to LimitListener, a [Listener] counts a connection only until the connection
// becomes a WebSocket, because WebSockets have limits of their own. It also limits the number of
// connections of one address.
//
// Many requests can share a connection: those of one browser in HTTP/2, and those of many clients
// behind a proxy. [Listener.Handler] therefore counts requests, too.
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
	// MaxConnections is the number of connections that may be open. For a further connection, the
	// listener ends the one that has been idle for longest. Without an idle connection, the
	// further connection waits.
	MaxConnections int

	// MaxPerAddress is the number of connections that one address may have open. The listener
	// disconnects further connections at once.
	MaxPerAddress int

	// MaxStreams is the number of long requests that may share a connection in HTTP/2.
	MaxStreams int

	// Log gets a line for each connection that is disconnected and for each request that is
	// refused, and a line when new connections have to wait. Strangers can cause any number of
	// lines, so the log should have a rate. Nil: no lines.
	Log *slog.Logger
}

// Limits lists the limits of the Config with their flags, defaults and reasons.
func (c *Config) Limits() []limit.Limit {
	return []limit.Limit{
		limit.Count(&c.MaxConnections, "max-http", 8192, limit.MaxCount,
			"how many TCP `connections` that are no WebSockets may be open. For one more, the server ends the connection that has been idle for longest; if none is idle, the new one waits. Connections end by themselves, idle ones after -http-idle. "+
				"A request in HTTP/2 that lasts, such as a stream of events, counts like a connection. Connections never take more than a quarter of the file descriptors, nor more than an eighth of -memory, at 16 KB each"),
		limit.Count(&c.MaxPerAddress, "max-http-per-address", 4096, limit.MaxCount,
			"how many of the `connections` of -max-http one address, or one IPv6 /64, may have open. An address over this limit is disconnected at once, so that it delays nobody else. "+
				"This limit is a guard against floods: 500 students behind one address open 3,000 connections. Behind a proxy, which has one address, set -trusted-proxy: then each client has this limit, and the proxy has none"),
		limit.Count(&c.MaxStreams, "max-streams", 16, limit.MaxCount,
			"how many `requests` that last, such as streams of events and Socket.IO's long-polling, may share one connection in HTTP/2; one more is answered with 503. All tabs of a browser share one connection, and a tab has one or two such requests"),
	}
}

// Listener is a listener with limits. The HTTP server that accepts from a Listener must call its
// method ConnState.
type Listener struct {
	net.Listener
	config Config

	// Exempt reports whether the connections of a peer count for no address, and only in all.
	// Trusted proxies are exempt, because Handler counts their clients. Nil: no peer is exempt.
	Exempt func(peer net.Addr) bool

	mu           sync.Mutex
	changed      sync.Cond // a connection has ended, or the listener is closed
	open         int
	from         map[netip.Prefix]int // the number of open connections of each address
	idle         idleConns
	disconnected int // connections so far that were over the limit of their address
	refused      int // requests so far that were over a limit
	closed       bool
}

// New returns a listener that accepts from another listener. Close closes both listeners.
func New(listener net.Listener, config Config) *Listener {
	limit.SetDefaults(config.Limits())
	config.Log = cmp.Or(config.Log, slog.New(slog.DiscardHandler))
	l := &Listener{Listener: listener, config: config, from: make(map[netip.Prefix]int), idle: newIdleConns()}
	l.changed.L = &l.mu
	return l
}

// Accept accepts a connection, and returns it once a further connection may be open
// (net.Listener). Meanwhile, the system keeps other new connections waiting. Accept ends an idle
// connection, and the timeouts of the HTTP server end other connections. An address over its own
// limit is disconnected at once, so that it delays nobody else.
func (l *Listener) Accept() (net.Conn, error) {
	for {
		conn, err := l.Listener.Accept()
		if err != nil {
			return nil, err
		}
		if l.admit(l.addressOf(conn)) {
			return conn, nil
		}
		l.config.Log.Warn("a TCP connection was refused", "reason", "address", "remote", conn.RemoteAddr().String(), "most", l.config.MaxPerAddress)
		conn.Close()
	}
}

// admit waits until a further connection may be open, and counts it. It returns false if the
// address of the connection is at its limit, or once the listener is closed.
func (l *Listener) admit(address netip.Prefix) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.isAtLimit(address) && l.open >= l.config.MaxConnections && !l.closed && !l.idle.any() {
		l.config.Log.Warn("TCP connections wait until others end", "reason", "full", "most", l.config.MaxConnections)
	}
	for !l.isAtLimit(address) && l.open >= l.config.MaxConnections && !l.closed {
		l.idle.endOldest()
		l.changed.Wait()
	}
	if l.closed {
		return false
	}
	if !l.add(1, address) {
		l.disconnected++
		return false
	}
	return true
}

// addressOf returns the address for which a connection counts. It returns the zero prefix if the
// connection's peer is exempt.
func (l *Listener) addressOf(conn net.Conn) netip.Prefix {
	if l.Exempt != nil && l.Exempt(conn.RemoteAddr()) {
		return netip.Prefix{}
	}
	return socket.AddressOf(conn.RemoteAddr().String())
}

// isAtLimit reports whether an address has as many connections as it may. The caller holds the
// mutex.
func (l *Listener) isAtLimit(address netip.Prefix) bool {
	return address.IsValid() && l.from[address] >= l.config.MaxPerAddress
}

// add counts connections in all, and one connection for an address. It returns false if the
// address is at its limit. The caller holds the mutex.
func (l *Listener) add(inAll int, address netip.Prefix) bool {
	if l.isAtLimit(address) {
		return false
	}
	l.open += inAll
	if address.IsValid() {
		l.from[address]++
	}
	return true
}

// remove ends what add began.
func (l *Listener) remove(inAll int, address netip.Prefix) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.open -= inAll
	if address.IsValid() {
		if l.from[address]--; l.from[address] == 0 {
			delete(l.from, address)
		}
	}
	l.changed.Signal()
}

// ConnState stops counting a connection that has ended or has become a WebSocket, and notes which
// connections are idle ([http.Server.ConnState]).
func (l *Listener) ConnState(conn net.Conn, state http.ConnState) {
	l.mu.Lock()
	l.idle.set(conn, state == http.StateIdle)
	if state == http.StateIdle {
		l.changed.Signal() // Accept may wait for one
	}
	l.mu.Unlock()
	if state == http.StateClosed || state == http.StateHijacked {
		l.remove(1, l.addressOf(conn))
	}
}

// Close ends Accept and closes the underlying listener (net.Listener).
func (l *Listener) Close() error {
	l.mu.Lock()
	l.closed = true
	l.changed.Broadcast()
	l.mu.Unlock()
	return l.Listener.Close()
}

// Open returns the number of connections that are open and are no WebSockets, and of the requests
// that count like connections.
func (l *Listener) Open() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.open
}

// Refused returns the number of requests so far that were over a limit.
func (l *Listener) Refused() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.refused
}

// Disconnected returns the number of connections so far that were over the limit of their
// address.
func (l *Listener) Disconnected() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.disconnected
}
