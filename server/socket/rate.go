package socket

import (
	"fmt"
	"time"

	"golang.org/x/time/rate"

	"twocups/lessons/play/rfc6455"
)

// frameRate bounds how many frames a client may send. A client that sends more is slowed down:
// the server pauses its reading, again and again, so that TCP makes the client wait. A client
// that floods on is closed.
//
// The clients of one address also share a rate. It only slows them down: a client can't know what
// the others send.
type frameRate struct {
	limiter *rate.Limiter
	address *address
	most    time.Duration // how long the pauses of a flood may be together
	slowed  time.Duration // how long they were; a time without pauses counts against them
	until   time.Time     // the end of the latest pause

	// byAddress says that the rate of the address allows fewer frames than the client's own.
	byAddress bool
}

const (
	// floodBursts bounds a flood: the client is slowed down for as long as this number of bursts
	// takes at Config.FrameRate, half a minute by default. So a client that was silent for long may
	// send three times Config.FrameBurst at once, and has time to spare.
	floodBursts = 3

	// leastFlood is the least time for which a flood is slowed down, for a FrameBurst that is much
	// smaller than FrameRate.
	leastFlood = time.Second

	// floodPause is the length of a pause. It is long enough that a client that floods wakes the
	// server only ten times a second, and too short to be noticed by a client that has caught up.
	floodPause = 100 * time.Millisecond
)

func newFrameRate(c *Config, from *address) frameRate {
	return frameRate{
		limiter: rate.NewLimiter(rate.Limit(c.FrameRate), c.FrameBurst),
		address: from,
		most:    max(leastFlood, framesTake(floodBursts*float64(c.FrameBurst), c)),
	}
}

// tokens returns the number of frames that the client may send now.
func (f *frameRate) tokens(now time.Time) int {
	own, all := int(f.limiter.TokensAt(now)), max(0, int(f.address.frames.TokensAt(now)))
	f.byAddress = all < own
	return min(own, all)
}

// spend counts frames that came, at most as many as tokens returned.
func (f *frameRate) spend(frames int, now time.Time) {
	f.limiter.AllowN(now, frames)
	f.address.frames.ReserveN(now, frames) // the tokens may fall below zero, if other clients sent frames meanwhile
}

// framesTake returns the time that a number of frames takes at the rate of the Config.
func framesTake(frames float64, c *Config) time.Duration {
	return time.Duration(frames / float64(c.FrameRate) * float64(time.Second))
}

// pause returns how long the server is to read no further, because the client may send no frame
// now. It returns zero if the client floods on after it was slowed down for long.
func (f *frameRate) pause(c *Config, now time.Time) time.Duration {
	f.slowed = max(0, f.slowed-max(0, now.Sub(f.until)))
	if f.slowed >= f.most {
		return 0
	}
	frames := min(max(1, float64(c.FrameRate)*floodPause.Seconds()), float64(c.FrameBurst))
	pause := max(time.Millisecond, framesTake(frames-f.limiter.TokensAt(now), c))
	f.slowed += pause
	f.until = now.Add(pause)
	return pause
}

// slowDown answers what came, and then pauses. It reports false if the connection is to be
// closed, or is closing.
func (s *scannedConn) slowDown() (goOn bool, err error) {
	c := s.conn
	if c.isClosing() {
		return false, nil
	}
	pause := floodPause
	if !s.rate.byAddress {
		first := s.rate.slowed == 0
		if pause = s.rate.pause(c.config, time.Now()); pause == 0 {
			return false, nil
		}
		if first {
			c.events.remark(fmt.Sprintf("too fast: more than %d frames a second, after a burst of %d: the server reads no faster", c.config.FrameRate, c.config.FrameBurst))
		}
	}
	if err := s.send(); err != nil {
		return false, err
	}
	c.pause(pause)
	s.unfinished.slowedDown(pause)
	c.extendDeadline(time.Now()) // the pause does not count as silence
	return !c.isClosing(), nil
}

// pause waits for the time, or until the connection starts to close.
func (c *Conn) pause(d time.Duration) {
	c.out.mu.Lock()
	if c.frame != nil {
		c.out.mu.Unlock()
		return
	}
	if c.paused == nil {
		c.paused = make(chan struct{})
	}
	c.out.mu.Unlock()
	over := time.NewTimer(d)
	defer over.Stop()
	select {
	case <-over.C:
	case <-c.paused:
	}
}

// tooFast returns the close frame for a client that sends more frames than it may.
func tooFast(c *Config) *closeFrame {
	return &closeFrame{
		code:   rfc6455.PolicyViolation,
		reason: fmt.Sprintf("too fast: the server takes %d frames a second, and %d in a burst", c.FrameRate, c.FrameBurst),
		remark: fmt.Sprintf("too fast: still more than %d frames a second, though the server slowed the client down", c.FrameRate),
		fails:  true,
		readOn: true,
		flood:  true,
	}
}
