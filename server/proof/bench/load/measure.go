package load

import (
	"errors"
	"time"
)

// Meter tells how long a server has been on the processors, all its threads together.
type Meter interface{ CPU() (time.Duration, error) }

// Span is how long a measurement takes: first nothing is counted, then all is.
type Span struct{ Warm, Measured time.Duration }

// Rate is what a measurement found.
type Rate struct {
	Messages int           // that came to this side
	Elapsed  time.Duration // on the wall
	CPU      time.Duration // of the server
}

// CPUPerMessage returns the server's time on the processors for a message.
func (r Rate) CPUPerMessage() time.Duration { return r.CPU / time.Duration(r.Messages) }

// PerSecond returns how many messages came in a second.
func (r Rate) PerSecond() float64 { return float64(r.Messages) / r.Elapsed.Seconds() }

// measure returns the rate of messages that came while do ran.
func measure(meter Meter, do func() (messages int, err error)) (Rate, error) {
	before, err := meter.CPU()
	if err != nil {
		return Rate{}, err
	}
	start := time.Now()
	messages, err := do()
	if err != nil {
		return Rate{}, err
	}
	elapsed := time.Since(start)
	after, err := meter.CPU()
	if err != nil {
		return Rate{}, err
	}
	if messages == 0 {
		return Rate{}, errors.New("measuring: no message came")
	}
	return Rate{Messages: messages, Elapsed: elapsed, CPU: after - before}, nil
}
