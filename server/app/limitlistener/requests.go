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

// Handler returns a handler that counts requests which share a connection. The function lasts
// reports whether a request may wait long for its answer or for the end of its answer. In HTTP/2,
// such a request counts like a connection of its own. A request that a proxy forwards counts for
// its client, because the proxy's connection counts for no address. RemoteAddr of the request must
// be the client's address then. A request over a limit is logged and answered with 503.
func (l *Listener) Handler(next http.Handler, lasts func(*http.Request) bool) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		conn, _ := r.Context().Value(sharedKey{}).(*shared)
		if conn == nil {
			conn = &shared{}
		}
		address := socket.AddressOf(r.RemoteAddr)
		switch {
		case r.ProtoMajor > 1 && lasts(r):
			defer conn.streams.Add(-1)
			if conn.streams.Add(1) > int64(l.config.MaxStreams) {
				l.refuse(w, r, "streams")
				return
			}
			if reason := l.addStream(address); reason != "" {
				l.refuse(w, r, reason)
				return
			}
			defer l.remove(1, address)
		case address != conn.address:
			if !l.addForwarded(address) {
				l.refuse(w, r, "address")
				return
			}
			defer l.remove(0, address)
		}
		next.ServeHTTP(w, r)
	})
}

// addStream counts a request like a connection. If there are too many, addStream returns the
// reason: "full" or "address".
func (l *Listener) addStream(address netip.Prefix) (reason string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	switch {
	case l.open >= l.config.MaxConnections:
		return "full"
	case !l.add(1, address):
		return "address"
	}
	return ""
}

// addForwarded counts a request for its client, unless the client has too many.
func (l *Listener) addForwarded(address netip.Prefix) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.add(0, address)
}

// retryAfter is the number of seconds after which a refused client may try again.
const retryAfter = "10"

func (l *Listener) refuse(w http.ResponseWriter, r *http.Request, reason string) {
	l.mu.Lock()
	l.refused++
	l.mu.Unlock()
	socket.LogRefusal(l.config.Log, "a request was refused", reason, r)
	w.Header().Set("Retry-After", retryAfter)
	answer := "You have too many requests open at the same time. Try again in a moment."
	if reason == "full" {
		answer = "The server has too many requests open at the same time. Try again in a moment."
	}
	socket.Answer(w, http.StatusServiceUnavailable, answer)
}
