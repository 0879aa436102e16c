package rawframe

import "time"

// How many connections a raw client opens in a second on the whole, and how many at
// once: more than a learner can read of, and few enough that opening and failing, which
// costs the server as much as dozens of messages, is no flood.
const (
	openRate  = 20
	openBurst = 20
)

// pace keeps a raw client to these.
type pace struct {
	full time.Time // from when on a whole burst is free again
}

// wait waits until one more may be opened. Meanwhile no more frames are read of the
// learner who asks for them, so that they slow down themselves and nobody else.
func (p *pace) wait() {
	const each = time.Second / openRate
	if now := time.Now(); p.full.Before(now) {
		p.full = now
	}
	time.Sleep(time.Until(p.full) - (openBurst-1)*each)
	p.full = p.full.Add(each)
}
