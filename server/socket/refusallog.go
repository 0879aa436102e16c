package socket

import (
	"log/slog"
	"net/http"
)

// LogRefusal logs a request that the server refuses. The sentence names what was refused, and the
// reason is one word; both are constants of the program, because the log may have a rate for each of
// them. The line has the address, the Host and the Origin of the request, and further attributes. It
// has neither the path nor the query, which learners type. The log must write the values so that they
// can't look like lines of its own.
func LogRefusal(log *slog.Logger, sentence, reason string, r *http.Request, more ...any) {
	log.Warn(sentence, append([]any{"reason", reason, "remote", r.RemoteAddr, "host", r.Host, "origin", r.Header.Get("Origin")}, more...)...)
}

// refused counts and logs a request for a connection that is refused. The label is one of the
// constants in figures.go.
func (s *Sockets) refused(r *http.Request, label string, more ...any) {
	s.figures.refuse(label)
	LogRefusal(s.config.Refusals, "a WebSocket was refused", label, r, more...)
}
