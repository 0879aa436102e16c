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

// ParseOrigin reads an origin, scheme://host or scheme://host:port, and returns it
// as a browser writes it: in lower case, and without the port that its scheme has
// anyway (RFC 6454 §6.2). An error is worded for the person who wrote the text.
func ParseOrigin(text string) (string, error) {
	u, err := url.Parse(text)
	if err != nil {
		return "", fmt.Errorf("origin %q: %w", text, errors.Unwrap(err)) // without the text once more
	}
	fault := ""
	switch {
	case u.Scheme == "" || u.Host == "" || u.Hostname() == "":
		fault = "want scheme://host or scheme://host:port"
	case u.User != nil || u.Path != "" || u.RawQuery != "" || u.ForceQuery || u.Fragment != "" || strings.HasSuffix(text, "#"):
		fault = "want nothing but scheme://host or scheme://host:port, and no slash at the end"
	case strings.ContainsFunc(u.Host, func(r rune) bool { return r > '~' || r == '*' }):
		fault = "want the host as the browser sends it: without *, and what is not ASCII as xn--..."
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

// usualPorts are those that an origin doesn't name.
var usualPorts = map[string]string{"http": "80", "https": "443"}

func validPort(u *url.URL) bool {
	if strings.HasSuffix(u.Host, ":") {
		return false
	}
	port, err := strconv.ParseUint(u.Port(), 10, 16)
	return u.Port() == "" || err == nil && port > 0
}

// Admits says whether the origin of a request is allowed: a page that may open a WebSocket
// may also send requests over HTTP.
func (s *Sockets) Admits(r *http.Request) bool { return originAllowed(r, s.config.Origins) }

// originAllowed admits what the teaching sockets are for: a client that is no
// browser and names no origin, a page of this server, a page in a sandboxed frame,
// whose origin is null, and the pages of the configured origins. The sockets carry
// no cookies and no authority, so a null origin gains nothing by it. Pages of other
// origins embed a lesson instead.
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
