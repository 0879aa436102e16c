package socket

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// ParseOrigin reads an origin, scheme://host or scheme://host:port. It returns the origin as
// a browser writes it: in lower case, and without the default port of its scheme (RFC 6454
// §6.2). The error is worded for the person who wrote the text.
func ParseOrigin(text string) (string, error) {
	u, err := url.Parse(text)
	if err != nil {
		return "", fmt.Errorf("origin %q: %w", text, errors.Unwrap(err)) // without url.Parse's own copy of the text
	}
	fault := ""
	switch {
	case u.Scheme == "" || u.Host == "" || u.Hostname() == "":
		fault = "want scheme://host or scheme://host:port"
	case u.User != nil || u.Path != "" || u.RawQuery != "" || u.ForceQuery || u.Fragment != "" || strings.HasSuffix(text, "#"):
		fault = "want nothing but scheme://host or scheme://host:port, and no slash at the end"
	case strings.ContainsFunc(u.Host, func(r rune) bool { return r > '~' || r == '*' }):
		fault = "want the host as the browser sends it: without *, and with letters outside ASCII as xn--..."
	case !validPort(u):
		fault = "want a port between 1 and 65535"
	}
	if fault != "" {
		return "", fmt.Errorf("origin %q: %s", text, fault)
	}
	host := strings.ToLower(u.Host)
	if usual, known := usualPorts[u.Scheme]; known {
		host = strings.TrimSuffix(host, ":"+usual)
	}
	return u.Scheme + "://" + host, nil // url.Parse has put the scheme in lower case
}

// usualPorts are the default ports, which an origin leaves out.
var usualPorts = map[string]string{"http": "80", "https": "443"}

func validPort(u *url.URL) bool {
	if strings.HasSuffix(u.Host, ":") {
		return false
	}
	port, err := strconv.ParseUint(u.Port(), 10, 16)
	return u.Port() == "" || err == nil && port > 0
}

// Admits reports whether the origin of an HTTP request is allowed. A page that may open a
// WebSocket may also send requests over HTTP.
func (s *Sockets) Admits(r *http.Request) bool { return originAllowed(r, s.config.Origins) }

// originAllowed reports whether the request may come from its origin. It allows clients that
// are no browser and send no origin, the pages of this server, pages in sandboxed iframes,
// whose origin is null, and the pages of the configured origins. The sockets use no cookies
// and give no rights, so a page with a null origin gains nothing. A page of another origin
// can embed a lesson instead.
func originAllowed(r *http.Request, configured []string) bool {
	text := r.Header.Get("Origin")
	if text == "" || text == "null" {
		return true
	}
	if u, err := url.Parse(text); err == nil && strings.EqualFold(u.Host, r.Host) {
		return true
	}
	origin, err := ParseOrigin(text)
	return err == nil && slices.Contains(configured, origin)
}
