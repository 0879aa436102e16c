package load

import (
	"errors"
	"time"
)

// Meter returns the CPU time that all threads of a server have used so far.
type Meter interface{ CPU() (time.Duration, error) }

// Span is the duration of a measurement. Messages during the warm-up don't count.
type Span struct{ Warm, Measured time.Duration }

// Rate is the result of a measurement.
type Rate struct {
	Messages int           // that came from the server
	Elapsed  time.Duration // wall-clock time
	CPU      time.Duration // time of the server
}

// CPUPerMessage returns the server's CPU time for a message.
func (r Rate) CPUPerMessage() time.Duration { return r.CPU / time.Duration(r.Messages) }

// PerSecond returns the number of messages a second.
func (r Rate) PerSecond() float64 { return float64(r.Messages) / r.Elapsed.Seconds() }

// measure calls do, and returns the rate of the messages that came meanwhile.
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
