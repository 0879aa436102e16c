package forwarded

import (
	"log/slog"
	"net/http"
	"net/netip"
	"sync"
)

// ReportUnnamed returns a handler that passes on each request. When a page opens its first WebSocket
// through a trusted proxy that doesn't name the client, the handler logs this once, with the line to
// change. Without that line of the log, nothing would show that all learners count as one address.
func (p Proxies) ReportUnnamed(next http.Handler, log *slog.Logger) http.Handler {
	var once sync.Once
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Origin") != "" && r.Header.Get("Sec-WebSocket-Key") != "" && p.clientUnnamed(r) {
			once.Do(func() {
				log.Warn("a trusted proxy does not say who its clients are, so all of them count as one address", "proxy", addressOf(r).Addr(), "remedy", remedy(r.Header))
			})
		}
		next.ServeHTTP(w, r)
	})
}

// clientUnnamed reports whether the peer is a trusted proxy, and neither a field nor the PROXY
// protocol names its client.
func (p Proxies) clientUnnamed(r *http.Request) bool {
	if c := connOf(r); c != nil && c.client != nil {
		return false
	}
	peer := addressOf(r)
	return p.Trusts(peer.Addr()) && addressOf(p.restore(r)) == peer
}

// addressOf returns the address of the peer, or the zero address if it is unreadable.
func addressOf(r *http.Request) netip.AddrPort {
	address, _ := netip.ParseAddrPort(r.RemoteAddr)
	return address
}

// remedy returns what the operator should change at the proxy, in sentences.
func remedy(header http.Header) string {
	if header.Get("Forwarded") != "" && header.Get("X-Forwarded-For") != "" {
		return "Forwarded and X-Forwarded-For name different clients. The proxy must remove the field that it doesn't write itself: in nginx \"proxy_set_header Forwarded '';\", in Apache \"RequestHeader unset Forwarded\", in HAProxy \"http-request del-header Forwarded\"."
	}
	return "The proxy must name the client: in nginx \"proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;\", in HAProxy \"option forwardfor\". Apache does so by itself, unless ProxyAddHeaders is off."
}
