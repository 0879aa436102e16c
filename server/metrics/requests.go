package metrics

import (
	"bufio"
	"cmp"
	"net"
	"net/http"
	"strconv"
)

// noRoute is the route of a request that matches no pattern. The mux itself answers this
// request.
const noRoute = "none"

// Count returns a handler that counts the requests to next. The handler counts a request when the
// answer begins, because a WebSocket may last for hours. The route is the [http.Request.Pattern] that
// the innermost mux has set. A request whose handler panics before it answers counts as 500.
func (m *Metrics) Count(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		answer := &answer{ResponseWriter: w, request: r, metrics: m}
		defer answer.begin(http.StatusInternalServerError)
		next.ServeHTTP(answer, r)
		answer.begin(http.StatusOK) // net/http sends 200 if a handler sends nothing
	})
}

// answer is a response that counts its request when it begins.
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

// WriteHeader begins the answer, unless the status code is informational (http.ResponseWriter).
func (a *answer) WriteHeader(status int) {
	if status >= http.StatusOK { // informational responses come before the answer
		a.begin(status)
	}
	a.ResponseWriter.WriteHeader(status)
}

// Write begins the answer with 200 if it has not begun (io.Writer).
func (a *answer) Write(p []byte) (int, error) {
	a.begin(http.StatusOK)
	return a.ResponseWriter.Write(p)
}

// Hijack counts the request as one that changes the protocol (http.Hijacker).
func (a *answer) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	conn, buffers, err := http.NewResponseController(a.ResponseWriter).Hijack()
	if err == nil {
		a.begin(http.StatusSwitchingProtocols)
	}
	return conn, buffers, err
}

// Unwrap returns the wrapped writer, for [http.ResponseController].
func (a *answer) Unwrap() http.ResponseWriter { return a.ResponseWriter }
