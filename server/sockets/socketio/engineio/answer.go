package engineio

import (
	"cmp"
	"io"
	"net/http"
	"strconv"
	"strings"

	"twocups/lessons/play/jsontext"
)

// requestError is the error in an HTTP answer to a request that can't be served.
type requestError struct {
	code   int    // the code of the official server
	words  string // the message of the official server
	status int
}

var (
	unknownTransport = requestError{0, "Transport unknown", http.StatusBadRequest}
	unknownSID       = requestError{1, "Session ID unknown", http.StatusBadRequest}
	badMethod        = requestError{2, "Bad handshake method", http.StatusBadRequest}
	badRequest       = requestError{3, "Bad request", http.StatusBadRequest}
	forbidden        = requestError{4, "Forbidden", http.StatusForbidden}
	wrongVersion     = requestError{5, "Unsupported protocol version", http.StatusBadRequest}
	tooBig           = requestError{3, "Bad request", http.StatusRequestEntityTooLarge}
	tooMany          = requestError{3, "Bad request", http.StatusTooManyRequests}
	unavailable      = requestError{4, "Forbidden", http.StatusServiceUnavailable}
)

// answerError answers with the error and the detail, as JSON in the official server's form. Any
// page may read the answer, so that even a page that may not connect can show the reason.
func answerError(w http.ResponseWriter, r *http.Request, c requestError, detail string) {
	allowOrigin(w, r)
	body := `{"code":` + strconv.Itoa(c.code) + `,"message":` + jsontext.Quote(c.words+": "+detail) + `}`
	answer(w, "application/json", c.status, body)
}

func answer(w http.ResponseWriter, contentType string, status int, body string) {
	answerHead(w, contentType, status, len(body))
	io.WriteString(w, body) // an error means that the client is gone
}

// answerHead begins an answer whose body has the given length.
func answerHead(w http.ResponseWriter, contentType string, status, length int) {
	h := w.Header()
	h.Set("Content-Type", contentType)
	h.Set("Content-Length", strconv.Itoa(length))
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
}

// allowOrigin lets the page that sent the request read the answer (Fetch §3.2). The server uses
// no cookies, so the answer holds no secret of another page.
func allowOrigin(w http.ResponseWriter, r *http.Request) {
	if origin := r.Header.Get("Origin"); origin != "" {
		w.Header().Set("Access-Control-Allow-Origin", origin)
		w.Header().Set("Vary", "Origin")
	}
}

// preflightTime is the number of seconds for which a browser remembers the answer of preflight.
const preflightTime = "600"

// allowCredentials lets a page that sends its credentials read the answer, as a client with the
// option withCredentials does. The origin "null" may not: any page can make itself null.
func allowCredentials(w http.ResponseWriter, r *http.Request) {
	if origin := r.Header.Get("Origin"); origin != "" && origin != "null" {
		w.Header().Set("Access-Control-Allow-Credentials", "true")
	}
}

// preflight answers the request in which a browser asks whether a page may send certain header
// fields (Fetch §4.8). A page that sends its credentials needs the names of the fields: for it, *
// is no wildcard.
func preflight(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Access-Control-Allow-Methods", "GET, POST")
	h.Set("Access-Control-Allow-Headers", cmp.Or(strings.Join(r.Header.Values("Access-Control-Request-Headers"), ","), "*"))
	h.Set("Access-Control-Max-Age", preflightTime)
	h.Add("Vary", "Access-Control-Request-Headers")
	w.WriteHeader(http.StatusNoContent)
}
