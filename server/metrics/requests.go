package metrics

import (
	"bufio"
	"cmp"
	"net"
	"net/http"
	"strconv"
)

// noRoute is the route of a request that no pattern matched, so that a mux itself
// answered.
const noRoute = "none"

// Count counts the requests that the handler answers, each when its answer begins: a
// WebSocket's may go on for hours. The route is [http.Request.Pattern], where the
// innermost mux leaves it. A handler that panics has answered nothing, and counts as
// 500.
func (m *Metrics) Count(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		answer := &answer{ResponseWriter: w, request: r, metrics: m}
		defer answer.begin(http.StatusInternalServerError)
		next.ServeHTTP(answer, r)
		answer.begin(http.StatusOK) // which net/http sends where a handler says nothing
	})
}

// answer counts itself when it begins.
type answer struct {
	http.ResponseWriter
	request *http.Request
	metrics *Metrics
	begun   bool
}

func (a *answer) begin(status int) {
	if a.begun {
		return
	}
	a.begun = true
	route := cmp.Or(a.request.Pattern, noRoute)
	a.metrics.requests.WithLabelValues(route, strconv.Itoa(status)).Inc()
}

// WriteHeader notes the status (http.ResponseWriter).
func (a *answer) WriteHeader(status int) {
	if status >= http.StatusOK { // others come before the answer
		a.begin(status)
	}
	a.ResponseWriter.WriteHeader(status)
}

// Write begins the answer with 200, if nobody began it (io.Writer).
func (a *answer) Write(p []byte) (int, error) {
	a.begin(http.StatusOK)
	return a.ResponseWriter.Write(p)
}

// Hijack notes that the protocol changes (http.Hijacker).
func (a *answer) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	conn, buffers, err := http.NewResponseController(a.ResponseWriter).Hijack()
	if err == nil {
		a.begin(http.StatusSwitchingProtocols)
	}
	return conn, buffers, err
}

// Unwrap is for [http.ResponseController].
func (a *answer) Unwrap() http.ResponseWriter { return a.ResponseWriter }
