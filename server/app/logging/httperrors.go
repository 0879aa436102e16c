package logging

import (
	"bytes"
	"log"
	"log/slog"
	"sync/atomic"
)

// HTTPErrors receives the errors that net/http logs. It logs errors of the program, and only
// counts errors of clients: a line about a client may quote the client's bytes, and a client can
// cause any number of lines.
type HTTPErrors struct {
	log     *slog.Logger
	clients atomic.Int64
}

// NewHTTPErrors returns an HTTPErrors that writes the program's errors to the log.
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

// Write logs or counts one line (io.Writer).
func (e *HTTPErrors) Write(p []byte) (int, error) {
	for _, beginning := range programErrors {
		if bytes.HasPrefix(p, beginning) {
			e.log.Warn(string(bytes.TrimSpace(p)))
			return len(p), nil
		}
	}
	e.clients.Add(1)
	return len(p), nil
}
