package app

import (
	"time"

	"twocups/server/limit"
)

// rawLimits are the limits of the connections that raw clients open inside the server.
type rawLimits struct {
	// MaxConnections is the number of connections that may be open. The connections of the
	// learners who control raw clients don't count. The server closes a further connection
	// with 1013.
	MaxConnections int
}

// Limits lists the limits with their flags, defaults and reasons.
func (l *rawLimits) Limits() []limit.Limit {
	return []limit.Limit{
		limit.Count(&l.MaxConnections, "max-raw", 2_000, limit.MaxCount,
			"how many `connections` the raw clients of lesson 5 may have open inside the server, besides those of the learners who control them, and half as many for one address; one more is closed with 1013. "+
				"Each takes 30 KB, and one learner opens at most twenty a second"),
	}
}

// requestLimits are the limits of the requests over HTTP.
type requestLimits struct {
	// IdleTime is the time for which a connection may be idle between two requests.
	IdleTime time.Duration

	// MaxHeader is the number of bytes that the header of a request may have.
	MaxHeader int
}

// Limits lists the limits with their flags, defaults and reasons.
func (l *requestLimits) Limits() []limit.Limit {
	return []limit.Limit{
		limit.Time(&l.IdleTime, "http-idle", 75*time.Second,
			"the `time` for which an HTTP connection may be idle between two requests. It must be longer than the same time of the proxy or load balancer in front, which is 60s for most. "+
				"Otherwise the proxy sends a request on a connection that is closing, and answers with 502"),
		limit.Size(&l.MaxHeader, "max-header", 32<<10, limit.MaxBytes,
			"how many `bytes` the header of a request may have; a request with a longer one is answered with 431. A page's own requests have less than one kilobyte, but a browser also sends the cookies of all other programs on the same host, such as localhost"),
	}
}

// drainTimes are the times of the two phases in which the program drains.
type drainTimes struct {
	// Delay is the time for which everything still works, except that /readyz answers 503.
	Delay time.Duration

	// Time is the time after Delay in which connections may end. Then the program disconnects
	// them.
	Time time.Duration
}

// Limits lists the limits with their flags, defaults and reasons.
func (d *drainTimes) Limits() []limit.Limit {
	return []limit.Limit{
		limit.Time(&d.Delay, "drain-delay", 0,
			"the `time` after SIGTERM for which everything still works, except that /readyz answers 503. It should be longer than the interval of a load balancer, which then finds another server first"),
		limit.Time(&d.Time, "drain-time", 10*time.Second,
			"the `time` after -drain-delay that connections have to close before they are disconnected. It should be well below the time after which the system kills the program"),
	}
}
