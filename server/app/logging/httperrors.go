package logging

import (
	"bytes"
	"log"
	"log/slog"
	"sync/atomic"
)

// HTTPErrors receives the errors that net/http logs. It logs errors of the program, and only
// counts errors of clients: a line about a client may quote the client's bytes.
type HTTPErrors struct {
	log     *slog.Logger
	clients atomic.Int64
}

// NewHTTPErrors returns an HTTPErrors that writes the program's errors to the log. Clients can
// cause these errors too, so log should be [Log.Strangers].
func NewHTTPErrors(log *slog.Logger) *HTTPErrors { return &HTTPErrors{log: log} }

// programErrors are the prefixes of lines about errors of the program.
var programErrors = [][]byte{
	[]byte("http: Accept error"), []byte("http: panic serving"), []byte("http2: panic serving"),
	[]byte("http: superfluous"), []byte("http: response."), []byte("http: WriteHeader"), []byte("http: invalid Content-Length"),
}

// Logger returns the logger for [http.Server.ErrorLog].
func (e *HTTPErrors) Logger() *log.Logger { return log.New(e, "", 0) }

// Clients returns the number of errors of clients so far.
func (e *HTTPErrors) Clients() int { return int(e.clients.Load()) }

// Write logs or counts one error (io.Writer). The lines after the first are the stack of a panic.
func (e *HTTPErrors) Write(p []byte) (int, error) {
	for _, beginning := range programErrors {
		if bytes.HasPrefix(p, beginning) {
			fault, stack, _ := bytes.Cut(bytes.TrimSpace(p), []byte("\n"))
			attrs := []any{"reason", string(beginning), "fault", string(fault)}
			if len(stack) > 0 {
				attrs = append(attrs, StackKey, string(stack))
			}
			e.log.Warn("the HTTP server reports a fault", attrs...)
			return len(p), nil
		}
	}
	e.clients.Add(1)
	return len(p), nil
}
