package socketio

import "time"

// rate counts what a client may send: so much a second, and as much at once as it has
// left of the burst.
type rate struct {
	perSecond, burst float64
	left             float64
	at               time.Time // when left was true
}

func newRate(perSecond, burst int) rate {
	return rate{perSecond: float64(perSecond), burst: float64(burst), left: float64(burst), at: time.Now()}
}

// take takes one of what is left, and reports whether there was one.
func (r *rate) take() bool {
	now := time.Now()
	r.left = min(r.burst, r.left+now.Sub(r.at).Seconds()*r.perSecond)
	r.at = now
	if r.left < 1 {
		return false
	}
	r.left--
	return true
}
