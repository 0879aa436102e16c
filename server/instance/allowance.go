package instance

import (
	"time"

	"golang.org/x/time/rate"
)

// floodTime is the time for which a member may exceed its rate, without a break, before its
// connection is closed. A page that sends much at once, and then nothing, is only served later. A
// loop that never ends is closed soon.
const floodTime = 2 * time.Second

// allowance is the number of messages that a member may send now. Only the member's connection
// uses it.
type allowance struct {
	messages *rate.Limiter
	since    time.Time // the time from which every message has had to wait; zero: the last one has not
}

func newAllowance(perSecond, burst int) allowance {
	return allowance{messages: rate.NewLimiter(rate.Limit(perSecond), burst)}
}

// wait waits until the member may send a message. It returns false at once if the member has sent
// too fast for longer than floodTime.
func (a *allowance) wait() bool {
	now := time.Now()
	delay := a.messages.ReserveN(now, 1).DelayFrom(now)
	switch {
	case delay == 0:
		a.since = time.Time{}
	case a.since.IsZero():
		a.since = now
	case now.Sub(a.since) > floodTime:
		return false
	}
	time.Sleep(delay)
	return true
}
