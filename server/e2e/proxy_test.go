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

// proxy stands between the browser and the program, as a network's proxy or
// filter does. At first it passes everything on.
type proxy struct {
	address string

	mu        sync.Mutex
	instead   func(w http.ResponseWriter, r *http.Request) bool // answers itself, or says that it did not
	upgraded  map[string][]net.Conn                             // by path: what asked for a WebSocket
	silent    bool
	listening *sync.Cond // silent has changed
}

// lineKey is where a request's context holds its connection.
type lineKey struct{}

func newProxy(t testing.TB, target string) *proxy {
	t.Helper()
	p := &proxy{upgraded: map[string][]net.Conn{}}
	p.listening = sync.NewCond(&p.mu)
	to, err := url.Parse(target)
	if err != nil {
		t.Fatal(err)
	}
	forward := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) {
		r.SetURL(to)
		r.Out.Host = r.In.Host // the page's origin is the proxy
	}}
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if p.answer(w, r) {
			return
		}
		if r.Header.Get("Upgrade") != "" {
			p.note(r)
		}
		forward.ServeHTTP(w, r)
	}))
	server.Listener = quietable{server.Listener, p}
	server.Config.ConnContext = func(ctx context.Context, conn net.Conn) context.Context {
		return context.WithValue(ctx, lineKey{}, conn)
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

// answer has the proxy answer by itself, if it is to.
func (p *proxy) answer(w http.ResponseWriter, r *http.Request) bool {
	p.mu.Lock()
	instead := p.instead
	p.mu.Unlock()
	return instead != nil && instead(w, r)
}

// answers has the proxy answer requests by itself from now on, those that the
// function answers; nil passes everything on again.
func (p *proxy) answerWith(instead func(w http.ResponseWriter, r *http.Request) bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.instead = instead
}

func (p *proxy) note(r *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.upgraded[r.URL.Path] = append(p.upgraded[r.URL.Path], r.Context().Value(lineKey{}).(net.Conn))
}

// cut cuts the WebSockets to a path without a close frame; "" cuts all.
func (p *proxy) cutWebSockets(path string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for name, lines := range p.upgraded {
		for _, line := range lines {
			if path == "" || path == name {
				line.Close()
			}
		}
	}
}

// silence holds back whatever goes through the proxy, either way, without
// closing anything: the network is gone and nobody says so.
func (p *proxy) holdTraffic(silent bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.silent = silent
	p.listening.Broadcast()
}

// pause waits while the proxy is silent.
func (p *proxy) pause() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for p.silent {
		p.listening.Wait()
	}
}

// quietable is a listener whose connections the proxy can silence.
type quietable struct {
	net.Listener
	proxy *proxy
}

// Accept waits for the next connection.
func (q quietable) Accept() (net.Conn, error) {
	conn, err := q.Listener.Accept()
	return quietConn{conn, q.proxy}, err
}

type quietConn struct {
	net.Conn
	proxy *proxy
}

// Read reads, and hands out nothing while the proxy is silent.
func (c quietConn) Read(b []byte) (int, error) {
	n, err := c.Conn.Read(b)
	c.proxy.pause()
	return n, err
}

// Write writes, once the proxy is not silent.
func (c quietConn) Write(b []byte) (int, error) {
	c.proxy.pause()
	return c.Conn.Write(b)
}
