package socket

import (
	"net/http"
	"sync/atomic"

	"golang.org/x/time/rate"
)

// The rate of the lines about refused clients. Strangers can cause any number of refusals, and an
// operator needs only a few lines to see the cause.
const (
	refusalsPerSecond = 1
	refusalBurst      = 20
)

// refusalLog logs refused clients at a limited rate.
type refusalLog struct {
	limiter  *rate.Limiter
	unlogged atomic.Int64 // refusals since the last line
}

func newRefusalLog() *refusalLog {
	return &refusalLog{limiter: rate.NewLimiter(refusalsPerSecond, refusalBurst)}
}

// logRefusal logs that a client was refused. The line has the fields that a browser or a proxy
// writes, and nothing that a learner types. The remedy may be "".
func (s *Sockets) logRefusal(r *http.Request, reason, remedy string) {
	if !s.refusalLog.limiter.Allow() {
		s.refusalLog.unlogged.Add(1)
		return
	}
	attributes := []any{"reason", reason, "remote", r.RemoteAddr, "path", r.URL.Path,
		"origin", quotable(r.Header.Get("Origin")), "host", quotable(r.Host), "scheme", schemeOf(r)}
	if remedy != "" {
		attributes = append(attributes, "remedy", remedy)
	}
	if n := s.refusalLog.unlogged.Swap(0); n > 0 {
		attributes = append(attributes, "unlogged", n)
	}
	s.config.Log.Warn("client refused", attributes...)
}
