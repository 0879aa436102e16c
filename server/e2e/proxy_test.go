package e2e

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"sync"
	"testing"
)

// proxy is a reverse proxy between the browser and the program, which can do what the proxies
// and filters of a network do. At first it forwards everything.
type proxy struct {
	address string // http://host:port

	mu       sync.Mutex
	answer   func(w http.ResponseWriter, r *http.Request) bool // answers a request, or returns false
	upgraded map[string][]net.Conn                             // connections of the WebSocket requests, by path
	holding  bool
	changed  *sync.Cond // holding has changed
}

// connKey is the key of a request's connection in its context.
type connKey struct{}

// newProxy starts a proxy in front of the program at an address.
func newProxy(t testing.TB, target string) *proxy {
	t.Helper()
	p := &proxy{upgraded: map[string][]net.Conn{}}
	p.changed = sync.NewCond(&p.mu)
	to, err := url.Parse(target)
	if err != nil {
		t.Fatal(err)
	}
	forward := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) {
		r.SetURL(to)
		r.Out.Host = r.In.Host // the origin of the page is the proxy
	}}
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if p.tryAnswer(w, r) {
			return
		}
		if r.Header.Get("Upgrade") != "" {
			p.recordUpgrade(r)
		}
		forward.ServeHTTP(w, r)
	}))
	server.Listener = holdableListener{server.Listener, p}
	server.Config.ConnContext = func(ctx context.Context, conn net.Conn) context.Context {
		return context.WithValue(ctx, connKey{}, conn)
	}
	server.Start()
	t.Cleanup(func() {
		p.holdTraffic(false)
		p.cutWebSockets("")
		server.Close()
	})
	p.address = server.URL
	return p
}

// answerWith makes the proxy call a function for every request, which answers the request or
// returns false. With nil the proxy forwards everything again.
func (p *proxy) answerWith(answer func(w http.ResponseWriter, r *http.Request) bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.answer = answer
}

// tryAnswer reports whether the proxy has answered a request itself.
func (p *proxy) tryAnswer(w http.ResponseWriter, r *http.Request) bool {
	p.mu.Lock()
	answer := p.answer
	p.mu.Unlock()
	return answer != nil && answer(w, r)
}

// recordUpgrade records the connection of a WebSocket request.
func (p *proxy) recordUpgrade(r *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.upgraded[r.URL.Path] = append(p.upgraded[r.URL.Path], r.Context().Value(connKey{}).(net.Conn))
}

// cutWebSockets ends the WebSockets of a path without a close frame, or all of them if the
// path is "".
func (p *proxy) cutWebSockets(path string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for name, conns := range p.upgraded {
		for _, conn := range conns {
			if path == "" || path == name {
				conn.Close()
			}
		}
	}
}

// holdTraffic holds back all bytes in both directions, or forwards them again. It closes no
// connection: neither end learns that the network is gone.
func (p *proxy) holdTraffic(hold bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.holding = hold
	p.changed.Broadcast()
}

// waitForTraffic waits while the proxy holds bytes back.
func (p *proxy) waitForTraffic() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for p.holding {
		p.changed.Wait()
	}
}

// holdableListener is a listener whose connections wait while the proxy holds bytes back.
type holdableListener struct {
	net.Listener
	proxy *proxy
}

// Accept waits for the next connection.
func (l holdableListener) Accept() (net.Conn, error) {
	conn, err := l.Listener.Accept()
	return holdableConn{conn, l.proxy}, err
}

type holdableConn struct {
	net.Conn
	proxy *proxy
}

// Read reads bytes, and returns them once the proxy does not hold bytes back.
func (c holdableConn) Read(b []byte) (int, error) {
	n, err := c.Conn.Read(b)
	c.proxy.waitForTraffic()
	return n, err
}

// Write waits until the proxy does not hold bytes back, and writes.
func (c holdableConn) Write(b []byte) (int, error) {
	c.proxy.waitForTraffic()
	return c.Conn.Write(b)
}
