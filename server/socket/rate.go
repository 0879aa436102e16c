package socket

import (
	"fmt"
	"time"

	"twocups/lessons/play/rfc6455"
)

// rate bounds how many frames a client sends. It is a bucket of tokens: each frame
// takes one, time puts them back.
type rate struct {
	perSecond int
	burst     int // how many tokens the bucket holds
	left      float64
	filled    time.Time
}

func newRate(perSecond, burst int, now time.Time) rate {
	return rate{perSecond: perSecond, burst: burst, left: float64(burst), filled: now}
}

// refill puts back the tokens of the time that has passed.
func (r *rate) refill(now time.Time) {
	r.left = min(r.left+now.Sub(r.filled).Seconds()*float64(r.perSecond), float64(r.burst))
	r.filled = now
}

// take takes a token, and reports whether there was one.
func (r *rate) take() bool {
	if r.left < 1 {
		return false
	}
	r.left--
	return true
}

// exceeded is how a connection ends that sent too much too fast.
func (r *rate) exceeded() *closeFrame {
	return &closeFrame{
		code:   rfc6455.PolicyViolation,
		reason: fmt.Sprintf("too fast: the server takes %d frames a second, and %d in a burst", r.perSecond, r.burst),
		remark: fmt.Sprintf("too fast: more than %d frames a second, after a burst of %d", r.perSecond, r.burst),
		fails:  true,
		readOn: true,
	}
}
