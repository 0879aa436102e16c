package socket

import (
	"fmt"
	"time"

	"twocups/lessons/play/rfc6455"
)

// unfinished bounds how long a message takes to come. A client that sends a byte now
// and then, or a pong between two fragments, is not silent; but what it has sent of
// its message is kept for it.
type unfinished struct {
	timeout time.Duration
	message uint64    // which message isn't whole, by the scanner's count
	since   time.Time // when its first bytes came
}

// late takes note of how far the scanner has come, and reports whether the message
// that it is in the middle of should be whole by now.
func (u *unfinished) late(s *scanner, now time.Time) bool {
	if !s.amidMessage() {
		return false
	}
	if s.messages != u.message {
		u.message, u.since = s.messages, now
	}
	return now.Sub(u.since) > u.timeout
}

// exceeded is how a connection ends whose message took too long.
func (u *unfinished) exceeded() closeFrame {
	return closeFrame{
		code:   rfc6455.PolicyViolation,
		reason: fmt.Sprintf("too slow: a message must be whole within %v", u.timeout),
		remark: fmt.Sprintf("too slow: a message began and was not whole %v later", u.timeout),
		fails:  true,
	}
}
