package engineio

import "time"

// pace bounds the rate of what a client sends: packets or requests. It is a bucket that fills
// with each packet and empties with the rate. It has no lock.
type pace struct {
	rate, burst float64
	maxPause    time.Duration // the longest time for which a client isn't read at a time
	floodTime   time.Duration

	level float64
	at    time.Time // when the level was right
	since time.Time // when the client began to send too fast; zero: it doesn't
}

// newPace returns the pace of a client. The longest pause is short, so that a pong that follows a
// big POST still comes in time. A client that sends more than its pause makes up for needs no
// second pause, so that one big POST is no flood.
func newPace(rate, burst int, c *Config) pace {
	return pace{rate: float64(rate), burst: float64(burst), maxPause: min(time.Second, c.PingTimeout/4), floodTime: c.FloodTime}
}

// add counts what the client has sent. It returns the time for which the server should not read
// from the client, and whether the client has sent too fast for FloodTime.
func (p *pace) add(n int, now time.Time) (pause time.Duration, floods bool) {
	p.level = max(0, p.level-p.rate*now.Sub(p.at).Seconds()) + float64(n)
	p.level = min(p.level, p.burst+p.rate*p.maxPause.Seconds())
	p.at = now
	switch {
	case p.level <= p.burst/2:
		p.since = time.Time{}
		return 0, false
	case p.level <= p.burst:
		return 0, false
	case p.since.IsZero():
		p.since = now
	}
	over := (p.level - p.burst) / p.rate
	return time.Duration(over * float64(time.Second)), now.Sub(p.since) > p.floodTime
}
