package socketio

import (
	"io"
	"net/http"
	"strconv"

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
	h := w.Header()
	h.Set("Content-Type", contentType)
	h.Set("Content-Length", strconv.Itoa(len(body)))
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	io.WriteString(w, body) // an error means that the client is gone
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

// preflight answers the request in which a browser asks whether a page may send certain header
// fields (Fetch §4.8).
func preflight(w http.ResponseWriter) {
	h := w.Header()
	h.Set("Access-Control-Allow-Methods", "GET, POST")
	h.Set("Access-Control-Allow-Headers", "*")
	h.Set("Access-Control-Max-Age", preflightTime)
	w.WriteHeader(http.StatusNoContent)
}

// refusal is the reason why a session can't begin: why is for the figures, and words are for the
// client.
type refusal struct{ why, words string }

// bundle serves the official client's script.
func (s *Server) bundle(w http.ResponseWriter, r *http.Request) {
	if s.config.Bundle == nil {
		answer(w, "text/plain; charset=utf-8", http.StatusNotFound,
			"The official client is not part of this build: npm was missing, or had no network. "+
				"Run \"make build\" where npm works, or load socket.io-client 4.x from a place of your own. Everything else works without it.\n")
		return
	}
	w.Header().Set("Access-Control-Allow-Origin", "*")
	w.Header().Set("Cache-Control", "no-cache") // the browser asks each time, and gets 304
	s.config.Bundle.ServeHTTP(w, r)
}
