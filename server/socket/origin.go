package socket

import (
	"cmp"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// origin is the origin of a page (RFC 6454 §4). Each origin has one spelling: the host is in lower
// case, without brackets and without the dot that may end a name, an IP address has its usual
// form, and the port is there if the scheme has a default port.
type origin struct{ scheme, host, port string }

// String returns the origin as a browser writes it, without the default port of its scheme (RFC
// 6454 §6.2).
func (o origin) String() string {
	host := o.host
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	if o.port != usualPorts[o.scheme] {
		host += ":" + o.port
	}
	return o.scheme + "://" + host
}

// usualPorts are the default ports, which an origin leaves out.
var usualPorts = map[string]string{"http": "80", "https": "443"}

// ParseOrigin reads an origin, scheme://host or scheme://host:port. It returns the origin as
// a browser writes it: in lower case, and without the default port of its scheme. The error is
// worded for the person who wrote the text.
func ParseOrigin(text string) (string, error) {
	o, err := parseOrigin(text)
	if err != nil {
		return "", err
	}
	return o.String(), nil
}

func parseOrigin(text string) (origin, error) {
	u, err := url.Parse(text)
	if err != nil {
		return origin{}, fmt.Errorf("origin %q: %w", text, errors.Unwrap(err)) // without url.Parse's own copy of the text
	}
	host, port, known := splitHost(u.Host)
	fault := ""
	switch {
	case u.Scheme == "" || u.Host == "" || u.Hostname() == "" || host == "":
		fault = "want scheme://host or scheme://host:port"
	case u.User != nil || u.Path != "" || u.RawQuery != "" || u.ForceQuery || u.Fragment != "" || strings.HasSuffix(text, "#"):
		fault = "want nothing but scheme://host or scheme://host:port, and no slash at the end"
	case strings.ContainsFunc(u.Host, func(r rune) bool { return r > '~' || r == '*' }):
		fault = "want the host as the browser sends it: without *, and with letters outside ASCII as xn--..."
	case !known || strings.HasSuffix(u.Host, ":"):
		fault = "want a port between 1 and 65535"
	}
	if fault != "" {
		return origin{}, fmt.Errorf("origin %q: %s", text, fault)
	}
	return origin{u.Scheme, host, cmp.Or(port, usualPorts[u.Scheme])}, nil // url.Parse has put the scheme in lower case
}

// splitHost splits a host with or without a port, as in the field Host. It returns the host
// and the port in the spelling of an [origin], and "" for a port that is missing. It returns
// false if the port is no port.
func splitHost(text string) (host, port string, ok bool) {
	host = text
	if colon := strings.LastIndexByte(text, ':'); colon > strings.LastIndexByte(text, ']') {
		host, port = text[:colon], text[colon+1:]
	}
	if port != "" { // the empty port is the default (RFC 3986 §6.2.3)
		number, err := strconv.ParseUint(port, 10, 16)
		if err != nil || number == 0 {
			return host, port, false
		}
		port = strconv.FormatUint(number, 10)
	}
	host = strings.TrimSuffix(strings.ToLower(host), ".")
	host = strings.TrimSuffix(strings.TrimPrefix(host, "["), "]")
	if address, err := netip.ParseAddr(host); err == nil {
		host = address.String()
	}
	return host, port, true
}

// schemeOf returns the scheme that the browser used for a request, or "" if nothing tells it.
// URL.Scheme has the scheme that a trusted proxy has named.
func schemeOf(r *http.Request) string {
	if r.URL.Scheme != "" || r.TLS == nil {
		return r.URL.Scheme
	}
	return "https"
}

// ownOrigins returns the origins that the server's own pages may have, as far as the request
// tells. If nothing tells the scheme, the pages may have either scheme, each with the port of
// Host or with its default port: a proxy may have written its own default port.
func ownOrigins(r *http.Request) (own []origin) {
	host, port, ok := splitHost(r.Host)
	if !ok {
		return nil
	}
	if scheme := schemeOf(r); scheme != "" {
		return []origin{{scheme, host, cmp.Or(port, usualPorts[scheme])}}
	}
	for scheme, usual := range usualPorts {
		own = append(own, origin{scheme, host, cmp.Or(port, usual)})
		if port == usualPorts["http"] || port == usualPorts["https"] {
			own = append(own, origin{scheme, host, usual})
		}
	}
	return own
}

// OriginFault returns "" if the origin of an HTTP request is allowed. A page that may open a
// WebSocket may also send requests over HTTP. Otherwise OriginFault counts and logs the request as
// refused, and returns the reason as a sentence.
func (s *Sockets) OriginFault(r *http.Request) string {
	no := s.checkOrigin(r)
	if no == nil {
		return ""
	}
	s.recordRefusal(r, no)
	return no.cause
}

// checkOrigin checks that the request may come from its origin. It admits clients that
// are no browser and send no origin, the pages of this server, pages in sandboxed iframes,
// whose origin is null, and the pages of the configured origins. The sockets use no cookies
// and give no rights, so a page with a null origin gains nothing. A page of another origin
// can embed a lesson instead.
func (s *Sockets) checkOrigin(r *http.Request) *refusal {
	for _, text := range r.Header.Values("Origin") {
		if text == "" || text == "null" {
			continue
		}
		o, err := parseOrigin(text)
		switch {
		case err == nil && slices.Contains(s.config.Origins, o.String()):
		case err == nil && slices.Contains(ownOrigins(r), o):
			if schemeOf(r) == "" {
				s.unknownScheme.Do(func() {
					s.config.Log.Info("the server does not know whether browsers use http or https, so pages of both are its own",
						"remote", r.RemoteAddr, "host", quotable(r.Host), "origin", quotable(text),
						"remedy", "Without a proxy, ignore this line. Behind a proxy, name the proxy's address with -trusted-proxy, and let the proxy send the scheme: "+sendScheme)
				})
			}
		default:
			return foreignOrigin(r, text, o)
		}
	}
	return nil
}

// peerOf returns the IP address at the other end of a connection, for a sentence.
func peerOf(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}
