package socket

import (
	"cmp"
	"net/http"
	"strings"
)

// refusal says why an opening handshake is refused.
type refusal struct {
	label  string // for the figures
	status int
	reason string // for the log: it quotes nothing of the client
	answer string // to the handshake, in sentences
	cause  string // for the page that asks why its WebSocket didn't open, in a sentence
	remedy string // for the person who runs the server, in sentences; "": the fault is the client's
}

// brokenHandshake returns the refusal of a handshake that breaks a rule of RFC 6455 §4.2.1.
func brokenHandshake(status int, rule string) *refusal {
	sentence := "This is no opening handshake of a WebSocket (RFC 6455 section 4.2.1): " + rule + "."
	return &refusal{label: refusedHandshake, status: status, reason: rule, answer: sentence, cause: "The server refused the opening handshake. " + sentence}
}

// brokenTag returns the refusal of a handshake whose query holds a tag that can't be read.
func brokenTag(err error) *refusal {
	sentence := "The query does not tie this connection to a page: " + err.Error() + "."
	return &refusal{label: refusedHandshake, status: http.StatusBadRequest, reason: "the query does not tie the connection to a page", answer: sentence, cause: sentence}
}

// foreignOrigin returns the refusal of a page whose origin isn't allowed. A page of another site
// and a page of this server whose request lost its Host in a proxy look the same, so the remedy
// has a sentence for both. The parsed origin is the zero origin if the text is no origin.
func foreignOrigin(r *http.Request, text string, parsed origin) *refusal {
	no := &refusal{label: refusedOrigin, status: http.StatusForbidden, reason: "pages of this origin may not open a WebSocket",
		answer: "Pages of this origin may not open a WebSocket here. Put the lesson into a frame instead."}
	host, port, _ := splitHost(r.Host)
	scheme := schemeOf(r)
	asked := cmp.Or(scheme, "http or https") + "://" + quotable(r.Host)
	no.cause = "The server refuses the WebSockets of this page (HTTP status 403): the page is from " + quotable(text) + ", and the server was asked for as " + asked + "."
	switch {
	case parsed == origin{}:
		return no
	case host == parsed.host && scheme != "" && scheme != parsed.scheme && cmp.Or(port, usualPorts[parsed.scheme]) == parsed.port:
		no.remedy = schemeSource(r) + ", but the page uses " + parsed.scheme + ". A proxy must say what the browser uses: " + sendScheme
	case host == parsed.host:
		no.remedy = "The proxy in front of the server changes the port. The proxy must pass on the Host of the browser: in nginx \"proxy_set_header Host $http_host;\", in Apache \"ProxyPreserveHost On\"."
	case listsHost(r.Header.Values("X-Forwarded-Host"), parsed):
		no.remedy = "The Host of the browser came as X-Forwarded-Host. If " + peerOf(r) + " is the proxy in front of the server, start the server with \"-trusted-proxy " + peerOf(r) +
			"\", or let the proxy pass on Host itself: in Apache \"ProxyPreserveHost On\", in nginx \"proxy_set_header Host $http_host;\"."
	default:
		no.remedy = "If the page is this server's own, the proxy in front of the server must pass on the Host of the browser: in nginx \"proxy_set_header Host $http_host;\", in Apache \"ProxyPreserveHost On\". " +
			"If the page is another site's, allow it with \"-origin " + quotable(parsed.String()) + "\", or put the lesson into an iframe."
	}
	return no
}

// sendScheme has the line of each proxy that says which scheme the browser uses.
const sendScheme = "in nginx \"proxy_set_header X-Forwarded-Proto $scheme;\", in Apache \"RequestHeader set X-Forwarded-Proto expr=%{REQUEST_SCHEME}\", in HAProxy \"http-request set-header X-Forwarded-Proto https if { ssl_fc }\"."

// schemeSource says who told the server the scheme, as the beginning of a sentence.
func schemeSource(r *http.Request) string {
	if r.TLS != nil && schemeOf(r) == "https" {
		return "The server got the request over https"
	}
	return "The proxy says that the browser uses " + schemeOf(r)
}

// listsHost reports whether one of the lists has the host of the origin.
func listsHost(lists []string, o origin) bool {
	for text := range strings.SplitSeq(strings.Join(lists, ","), ",") {
		if host, _, ok := splitHost(trim(text)); ok && host == o.host {
			return true
		}
	}
	return false
}

// oldProtocol returns the refusal of a request in HTTP/1.0, in which no WebSocket can open. No
// browser speaks it.
func oldProtocol() *refusal {
	no := brokenHandshake(http.StatusHTTPVersionNotSupported, "it needs HTTP/1.1")
	no.remedy = "The proxy in front of the server speaks HTTP/1.0 to the server. It must speak HTTP/1.1: in nginx \"proxy_http_version 1.1;\"."
	return no
}

// lostUpgrade returns the refusal of a request that has the fields of an opening handshake, but
// asks for no WebSocket.
func lostUpgrade() *refusal {
	return &refusal{label: refusedHandshake, status: http.StatusUpgradeRequired,
		reason: "the opening handshake has lost its fields Upgrade and Connection",
		cause:  "The opening handshake came to the server without its fields Upgrade and Connection.",
		remedy: "The proxy in front of the server must pass them on: in nginx \"proxy_http_version 1.1;\", \"proxy_set_header Upgrade $http_upgrade;\" and \"proxy_set_header Connection $connection_upgrade;\" " +
			"with the map that /guides/operator shows, in Apache \"upgrade=websocket\" at the end of the line with ProxyPass.",
	}
}

// full returns the refusal of a server that takes no more connections now.
func full() *refusal {
	return &refusal{label: refusedFull, status: http.StatusServiceUnavailable, cause: "The server is full, or about to stop (HTTP status 503)."}
}

// maxQuoted is the number of bytes of a header field that a line of the log, or an answer, quotes.
// An origin has fewer.
const maxQuoted = 300

// quotable returns the value of a header field, cut to maxQuoted bytes.
func quotable(value string) string {
	if len(value) > maxQuoted {
		return strings.ToValidUTF8(value[:maxQuoted], "") + "…"
	}
	return value
}
