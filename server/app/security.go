package app

import (
	"log/slog"
	"net/http"
	"slices"
	"strings"

	"github.com/gorilla/websocket"

	"twocups/server/asset"
	"twocups/server/socket"
)

// The header fields of every answer that protect clients. Pages have policies of their own
// instead of policy.
const (
	// policy is the Content-Security-Policy of answers that are no pages. With this policy, an
	// answer runs no script and loads no file, and no page shows the answer in an iframe.
	policy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

	// permissions denies pages and their iframes the parts of a device that no lesson needs.
	permissions = "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), " +
		"magnetometer=(), microphone=(), midi=(), payment=(), usb=()"

	// onlyTLS makes a browser use only TLS for the next thirty days. This time is long enough
	// for a course, and short enough for a school that stops using TLS.
	onlyTLS = "max-age=2592000"
)

// crossOriginPaths are the paths whose answers any site may load. Iframes on other sites load
// embeds, programs and their files. They also send HTTP requests to some sockets. To a browser,
// everything in a sandboxed iframe belongs to another site.
var crossOriginPaths = slices.Concat([]string{"/embed/", "/run/", asset.Prefix}, socketPaths(), programPaths())

// secure adds these header fields to every answer of the handler. It doesn't add
// Cross-Origin-Opener-Policy. A link in a sandboxed iframe, such as the link from an embed to its
// lesson's page, opens a sandboxed window. In this window, a browser shows no page with
// Cross-Origin-Opener-Policy (HTML §7.4.5).
func secure(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("Cross-Origin-Resource-Policy", resourcePolicy(r.URL.Path))
		h.Set("Permissions-Policy", permissions)
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("X-Content-Type-Options", "nosniff")
		if r.TLS != nil {
			h.Set("Strict-Transport-Security", onlyTLS)
		}
		next.ServeHTTP(w, r)
	})
}

func resourcePolicy(path string) string {
	for _, prefix := range crossOriginPaths {
		if strings.HasPrefix(path, prefix) {
			return "cross-origin"
		}
	}
	return "same-origin"
}

// refuseBodies refuses requests with a body, except those that mayHaveBody allows, and logs each
// refusal. So no other handler has to limit a body. An opening handshake with a body is refused on
// every path, because the server would read the body as frames. In HTTP/1.1 the server closes the
// connection, because the rest of the body may still arrive.
func refuseBodies(next http.Handler, log *slog.Logger) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.ContentLength != 0 && (websocket.IsWebSocketUpgrade(r) || !mayHaveBody(r)) { // -1: the length is unknown
			socket.LogRefusal(log, "a request was refused", "body", r)
			if r.ProtoMajor == 1 { // HTTP/2 ends the stream of the request alone (RFC 9113 §8.2.2)
				w.Header().Set("Connection", "close")
			}
			http.Error(w, "a request with a body (want none here, or a shorter one)", http.StatusRequestEntityTooLarge)
			return
		}
		next.ServeHTTP(w, r)
	})
}
