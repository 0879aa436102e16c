package app

import (
	"net/http"
	"slices"
	"strings"

	"twocups/server/asset"
)

// The header fields that keep safe whoever gets an answer, the same on all of them.
// The site puts its pages' own policies in the place of policy.
const (
	// policy is of answers that are no pages: nothing in them runs, loads or is framed.
	policy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

	// permissions takes from the pages, and from what runs in their frames, what no
	// lesson needs of a device.
	permissions = "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), " +
		"magnetometer=(), microphone=(), midi=(), payment=(), usb=()"

	// onlyTLS has a browser come back over TLS alone, for thirty days: long enough for a
	// course, and short enough for a school that gives TLS up again.
	onlyTLS = "max-age=2592000"
)

// forFrames are the paths of what belongs in frames on other sites, so any site may
// load it: the embeds, the programs in them, what they load, and what they ask the
// sockets over HTTP. In a sandboxed frame, to a browser, all of this comes from another
// site.
var forFrames = slices.Concat([]string{"/embed/", "/run/", asset.Prefix}, socketPaths(), programPaths())

// secure adds the fields to every answer of the handler. There is no
// Cross-Origin-Opener-Policy among them: a link in a sandboxed frame, such as the one
// from an embed to its lesson's page, opens a window that is sandboxed as well, and
// in such a window a browser shows no page that has one (HTML §7.4.5).
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

// bodiless refuses requests with a body: no page takes one, and what isn't read
// can't be too big. The connection is closed, since the body is still to come on it.
func bodiless(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.ContentLength != 0 && !mayHaveBody(r) { // -1: nobody knows how long
			w.Header().Set("Connection", "close")
			http.Error(w, "a request with a body (want none here, or a shorter one)", http.StatusRequestEntityTooLarge)
			return
		}
		next.ServeHTTP(w, r)
	})
}
