package forwarded

import (
	"bufio"
	"context"
	"net"
	"net/http"
	"net/netip"
)

// origin is what a proxy knows about a request.
type origin struct {
	remote netip.AddrPort // of the client
	scheme string         // "http", "https", or "": unknown
	host   string
}

// Handler returns a handler that passes on each request as the client sent it to the first
// trusted proxy. The server must call [Context] for each connection.
func (p Proxies) Handler(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		next.ServeHTTP(unwrapped{w}, p.restore(r))
	})
}

// restore returns the request with the address, the scheme and the host of the client's request.
func (p Proxies) restore(r *http.Request) *http.Request {
	o := origin{host: r.Host}
	o.remote, _ = netip.ParseAddrPort(r.RemoteAddr) // an error leaves an address that nobody trusts
	proxied := connOf(r)
	if proxied != nil && proxied.secure || r.TLS != nil {
		o.scheme = "https"
	}
	if proxied != nil || p.Trusts(o.remote.Addr()) {
		p.readFields(r.Header, &o)
	}
	if r.URL.Scheme == o.scheme && r.Host == o.host && (!o.remote.IsValid() || r.RemoteAddr == o.remote.String()) {
		return r
	}
	restored, url := *r, *r.URL
	restored.URL = &url
	url.Scheme, restored.Host = o.scheme, o.host
	if o.remote.IsValid() {
		restored.RemoteAddr = o.remote.String()
	}
	return &restored
}

type connKey struct{}

// Context adds a connection that began with a header of the PROXY protocol to the context of its
// requests ([http.Server.ConnContext]).
func Context(ctx context.Context, conn net.Conn) context.Context {
	for {
		if c, ok := conn.(*Conn); ok {
			return context.WithValue(ctx, connKey{}, c)
		}
		wrapper, ok := conn.(interface{ NetConn() net.Conn })
		if !ok {
			return ctx
		}
		conn = wrapper.NetConn()
	}
}

// connOf returns the connection of a request, or nil if it began without a header.
func connOf(r *http.Request) *Conn {
	c, _ := r.Context().Value(connKey{}).(*Conn)
	return c
}

// unwrapped is a response writer whose Hijack returns the TCP connection without its [Conn], so
// that a WebSocket can use the features of the TCP connection.
type unwrapped struct{ http.ResponseWriter }

// Hijack takes over the connection (http.Hijacker).
func (u unwrapped) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	conn, buffers, err := http.NewResponseController(u.ResponseWriter).Hijack()
	if c, ok := conn.(*Conn); ok {
		conn = c.TCPConn
	}
	return conn, buffers, err
}

// Unwrap is for [http.ResponseController].
func (u unwrapped) Unwrap() http.ResponseWriter { return u.ResponseWriter }
