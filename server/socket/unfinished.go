package socket

import (
	"fmt"
	"time"

	"twocups/lessons/play/rfc6455"
)

// unfinished bounds how long a message may take to come. A client that sends a byte now and
// then, or a pong between two fragments, is not silent, so PongWait does not end its
// connection. But the server has to hold the bytes of its unfinished message.
type unfinished struct {
	timeout time.Duration
	message uint64    // the number of the message that isn't whole, by the scanner's count
	since   time.Time // when its first bytes came
}

// slowedDown gives the message as much more time as the server paused its reading.
func (u *unfinished) slowedDown(pause time.Duration) { u.since = u.since.Add(pause) }

// timedOut notes when the unfinished message began, if there is one. It reports whether this
// message has taken longer than the timeout.
func (u *unfinished) timedOut(s *scanner, now time.Time) bool {
	if !s.amidMessage() {
		return false
	}
	if s.messages != u.message {
		u.message, u.since = s.messages, now
	}
	return now.Sub(u.since) > u.timeout
}

// tooSlow returns the close frame for a message that took too long.
func (u *unfinished) tooSlow() closeFrame {
	return closeFrame{
		code:   rfc6455.TryAgainLater,
		reason: fmt.Sprintf("too slow: a message must be whole within %v", u.timeout),
		remark: fmt.Sprintf("too slow: a message began and was not whole %v later", u.timeout),
		fails:  true,
	}
}
