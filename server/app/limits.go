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

// drainTimes are the times of the two phases in which the program drains, and of the closes in the
// second phase.
type drainTimes struct {
	// Spread is the time over which the closes of the second phase are spread.
	Spread time.Duration

	// Delay is the time for which everything still works, except that /readyz answers 503.
	Delay time.Duration

	// Time is the time after Delay within which the program ends, whatever it is doing.
	Time time.Duration
}

// Limits lists the limits with their flags, defaults and reasons.
func (d *drainTimes) Limits() []limit.Limit {
	return []limit.Limit{
		limit.Time(&d.Spread, "drain-spread", 0,
			"the `time` over which the program spreads the closes of WebSockets after -drain-delay, so that the clients don't all come back at once; at most a third of -drain-time. "+
				"By default it closes them all at once, because another server takes a class of 500 within a second"),
		limit.Time(&d.Delay, "drain-delay", 0,
			"the `time` after SIGTERM for which everything still works, except that /readyz answers 503. It should be longer than the interval of a load balancer, which then finds another server first"),
		limit.Time(&d.Time, "drain-time", 10*time.Second,
			"the `time` after -drain-delay in which the program ends, whatever it is doing. It disconnects the connections that are still open two seconds before its end, or a fifth of this time before if that is shorter. It should be well below the time after which the system kills the program"),
	}
}

// all returns the time after the signal in which the program must end.
func (d drainTimes) all() time.Duration { return d.Delay + d.Time }

// connections returns the time after Delay that connections have to close.
func (d drainTimes) connections() time.Duration { return d.Time - min(d.Time/5, 2*time.Second) }

// rest returns the time that each part has that ends after the connections: the operators'
// connections, the loading of lessons, and the log. A part needs some milliseconds, unless it is
// stuck. All three times together are less than what connections leaves of Time.
func (d drainTimes) rest() time.Duration { return min(500*time.Millisecond, d.Time/20) }
