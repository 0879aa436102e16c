package app

import (
	"net/http"
	"slices"
	"strings"

	"twocups/server/asset"
)

// The header fields of every answer that protect clients. Pages have policies of their own
// instead of policy.
const (
	// policy is the Content-Security-Policy of answers that are no pages: nothing in them runs,
	// loads or is framed.
	policy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

	// permissions denies pages and their iframes the parts of a device that no lesson needs.
	permissions = "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), " +
		"magnetometer=(), microphone=(), midi=(), payment=(), usb=()"

	// onlyTLS lets a browser use only TLS for the next thirty days: long enough for a course,
	// and short enough for a school that gives up TLS.
	onlyTLS = "max-age=2592000"
)

// forFrames are the paths whose answers any site may load, because iframes on other sites need
// them: the embeds, the programs in them, the files that these load, and the sockets, some of which
// answer HTTP requests. To a browser, everything in a sandboxed iframe comes from another site.
var forFrames = slices.Concat([]string{"/embed/", "/run/", asset.Prefix}, socketPaths(), programPaths())

// secure adds the fields to every answer of the handler. Cross-Origin-Opener-Policy is not
// among them. A link in a sandboxed iframe, such as the link from an embed to its lesson's page,
// opens a sandboxed window, and there a browser shows no page with that field (HTML §7.4.5).
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
	for _, prefix := range forFrames {
		if strings.HasPrefix(path, prefix) {
			return "cross-origin"
		}
	}
	return "same-origin"
}

// refuseBodies refuses requests with a body: pages send none, and a body that isn't read can't
// be too big. It closes the connection, on which the body may still arrive.
func refuseBodies(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.ContentLength != 0 && !mayHaveBody(r) { // -1: the length is unknown
			w.Header().Set("Connection", "close")
			http.Error(w, "a request with a body (want none here, or a shorter one)", http.StatusRequestEntityTooLarge)
			return
		}
		next.ServeHTTP(w, r)
	})
}
