package limitlistener

import (
	"context"
	"net"
	"net/http"
	"net/netip"
	"sync/atomic"

	"twocups/server/socket"
)

// shared is a connection that several requests may share.
type shared struct {
	address netip.Prefix // for which the connection counts; the zero prefix if it counts for none
	streams atomic.Int64 // long requests in HTTP/2
}

type sharedKey struct{}

// Context adds the connection to the context of its requests ([http.Server.ConnContext]).
func (l *Listener) Context(ctx context.Context, conn net.Conn) context.Context {
	return context.WithValue(ctx, sharedKey{}, &shared{address: l.addressOf(conn)})
}

// Handler returns a handler that counts requests which share a connection. A request that lasts
// counts in HTTP/2 like a connection of its own. A request that a proxy forwards counts for its
// client, whose address the request must have, because the proxy's connection counts for nobody. A
// request over a limit is answered with 503. The function lasts reports whether a request may
// wait long for its answer or for the end of its answer.
func (l *Listener) Handler(next http.Handler, lasts func(*http.Request) bool) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		conn, _ := r.Context().Value(sharedKey{}).(*shared)
		if conn == nil {
			conn = &shared{}
		}
		address := socket.AddressOf(r.RemoteAddr)
		stream := r.ProtoMajor > 1 && lasts(r)
		switch {
		case stream:
			defer conn.streams.Add(-1)
			if conn.streams.Add(1) > int64(l.config.MaxStreams) || !l.addStream(address) {
				l.refuse(w)
				return
			}
			defer l.remove(1, address)
		case address != conn.address:
			if !l.addForwarded(address) {
				l.refuse(w)
				return
			}
			defer l.remove(0, address)
		}
		next.ServeHTTP(w, r)
	})
}

// addStream counts a request like a connection, unless there are too many.
func (l *Listener) addStream(address netip.Prefix) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.open < l.config.MaxConnections && l.add(1, address)
}

// addForwarded counts a request for its client, unless the client has too many.
func (l *Listener) addForwarded(address netip.Prefix) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.add(0, address)
}

// retryAfter is the number of seconds after which a refused client may try again.
const retryAfter = "10"

func (l *Listener) refuse(w http.ResponseWriter) {
	l.mu.Lock()
	l.refused++
	l.mu.Unlock()
	w.Header().Set("Retry-After", retryAfter)
	socket.Answer(w, http.StatusServiceUnavailable, "You have too many requests open at the same time. Try again in a moment.")
}
