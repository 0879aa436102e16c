package engineio

import "time"

// endedSessions remembers for a while why sessions are over, for the answers to late requests.
// It has no lock.
type endedSessions struct {
	reasons map[string]string // by sid
	order   []endedSession    // the oldest first
}

type endedSession struct {
	sid   string
	until time.Time
}

// maxEnded is the greatest number of sessions that are remembered. Each takes about 200 bytes.
const maxEnded = 1024

// add remembers a session until the time.
func (e *endedSessions) add(sid, reason string, now, until time.Time) {
	e.forget(now)
	if len(e.order) == maxEnded {
		e.forgetFirst()
	}
	if e.reasons == nil {
		e.reasons = make(map[string]string)
	}
	e.reasons[sid] = reason
	e.order = append(e.order, endedSession{sid, until})
}

// reason returns the reason why a session is over, or "".
func (e *endedSessions) reason(sid string, now time.Time) string {
	e.forget(now)
	return e.reasons[sid]
}

// forget forgets the sessions whose time is over.
func (e *endedSessions) forget(now time.Time) {
	for len(e.order) > 0 && !now.Before(e.order[0].until) {
		e.forgetFirst()
	}
}

func (e *endedSessions) forgetFirst() {
	delete(e.reasons, e.order[0].sid)
	e.order = e.order[1:]
}
