package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"twocups/server/proof/bench/load"
	"twocups/server/proof/bench/process"
)

// scenario is something that is asked of servers.
type scenario struct {
	name    string
	figures []string // what it measures, the main figure first
	takes   func(server) bool
	rounds  int  // at most; 0: all of them
	opening bool // whether it is rehearsed
	measure func(ctx context.Context, s server, p *process.Process) ([]float64, error)
}

// The figures, with their units.
const (
	cpuFigure       = "CPU a message, µs"
	rateFigure      = "messages a second"
	deliveryFigure  = "CPU a delivery, µs"
	deliveredFigure = "deliveries a second"
	p50Figure       = "half within, µs"
	p99Figure       = "99 % within, µs"
	idleFigure      = "each of the second half, bytes"
	averageFigure   = "each of all, bytes"
)

const (
	small       = 32      // bytes: a line of a lesson
	large       = 1 << 10 // bytes
	fewer       = 64      // connections
	more        = 1000
	pipelined   = 64   // messages in one write
	burst       = 64   // messages in one write to a room, no more than the queue of a member holds
	perSecond   = 5000 // messages, where they come at a fixed rate: a fifth of what the slowest can do
	firstCome   = 10   // connections that come and go before idle ones are measured
	idleRounds  = 2    // for they take long, and memory is less noisy than time
	idleName    = "idle connection"
	echoName    = "echo, "
	openingEcho = echoName + "64 × 32 B"
	pipedName   = "pipelined, "
	burstName   = "broadcast in bursts of 64"
	singleName  = "broadcast, one at a time"
	latencyName = "latency at 5,000 a second"
)

// scenarios returns all scenarios. The first echo and the first broadcast are
// rehearsed: after them Node has compiled what it runs.
func scenarios(o options) []scenario {
	all := []scenario{
		echoScenario(o, openingEcho, fewer, small, 1),
		echoScenario(o, echoName+"64 × 1 KiB", fewer, large, 1),
		echoScenario(o, echoName+"1,000 × 32 B", more, small, 1),
		echoScenario(o, echoName+"1,000 × 1 KiB", more, large, 1),
		echoScenario(o, pipedName+"64 × 64 × 32 B", fewer, small, pipelined),
		broadcastScenario(o, singleName, 1),
		broadcastScenario(o, burstName, burst),
		latencyScenario(o),
		idleScenario(o),
	}
	for i := range all {
		all[i].opening = all[i].name == openingEcho || all[i].name == burstName
	}
	return all
}

// echoScenario has a server echo messages as fast as it can.
func echoScenario(o options, name string, connections, size, inFlight int) scenario {
	measure := func(ctx context.Context, s server, p *process.Process) ([]float64, error) {
		var rate load.Rate
		err := withFleet(ctx, s, p, connections, func(f *load.Fleet) (err error) {
			rate, err = f.Echo(ctx, size, inFlight, o.span(), p)
			return err
		})
		return rateFigures(rate), err
	}
	return scenario{name: name, figures: []string{cpuFigure, rateFigure}, takes: echoes, measure: measure}
}

// latencyScenario has a server echo messages that come at a fixed rate.
func latencyScenario(o options) scenario {
	measure := func(ctx context.Context, s server, p *process.Process) ([]float64, error) {
		var took []time.Duration
		err := withFleet(ctx, s, p, fewer, func(f *load.Fleet) (err error) {
			took, err = f.Latency(ctx, small, perSecond, o.span())
			return err
		})
		if err != nil {
			return nil, err
		}
		return []float64{micros(took[len(took)/2]), micros(took[len(took)*99/100])}, nil
	}
	return scenario{name: latencyName, figures: []string{p50Figure, p99Figure}, takes: echoes, measure: measure}
}

// broadcastScenario has a server spread the messages of one client to all others.
func broadcastScenario(o options, name string, burst int) scenario {
	measure := func(ctx context.Context, s server, p *process.Process) (_ []float64, err error) {
		f, err := load.Dial(ctx, p.Addr, s.room, 1+more)
		if err != nil {
			return nil, err
		}
		defer func() { err = errors.Join(err, f.Close()) }()
		rate, err := f.Broadcast(ctx, small, burst, o.span(), p)
		return rateFigures(rate), err
	}
	takes := func(s server) bool { return s.room != nil }
	return scenario{name: name, figures: []string{deliveryFigure, deliveredFigure}, takes: takes, measure: measure}
}

// idleScenario has a new process hold connections that have sent one message each and
// are silent now. The main figure is what each of the second half takes, for the first
// half fills what memory the server's start has left over, which is much for Two Cups
// with its course and nothing for a peer; the other figure is what each takes on the
// average. A process that has had a full house before would have memory to spare for both.
func idleScenario(o options) scenario {
	measure := func(ctx context.Context, s server, _ *process.Process) (_ []float64, err error) {
		p, err := s.start(ctx)
		if err != nil {
			return nil, err
		}
		defer func() { err = errors.Join(err, p.Stop()) }()
		half := (o.idle + 1) / 2
		var none, some, all int
		err = holding(ctx, s, p, firstCome, &none, func() error { return nil })
		if err != nil {
			return nil, err
		}
		err = holding(ctx, s, p, half, &some, func() error {
			return holding(ctx, s, p, half, &all, func() error { return nil })
		})
		return []float64{float64(all-some) / float64(half), float64(all-none) / float64(2*half)}, err
	}
	takes := func(s server) bool { return s.idle }
	return scenario{name: idleName, figures: []string{idleFigure, averageFigure}, takes: takes, rounds: idleRounds, measure: measure}
}

// holding opens connections, measures the process's memory, does more, and closes them.
func holding(ctx context.Context, s server, p *process.Process, n int, resident *int, more func() error) error {
	return withFleet(ctx, s, p, n, func(*load.Fleet) (err error) {
		if *resident, err = p.Resident(ctx); err != nil {
			return err
		}
		return more()
	})
}

func echoes(s server) bool { return s.echo != nil }

// withFleet opens connections, has each of them echo one message, and does something
// with them.
func withFleet(ctx context.Context, s server, p *process.Process, n int, do func(*load.Fleet) error) (err error) {
	f, err := s.echo(ctx, p.Addr, n)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if err := f.Greet(ctx, small); err != nil {
		return fmt.Errorf("greeting: %w", err)
	}
	return do(f)
}

func rateFigures(r load.Rate) []float64 {
	if r.Messages == 0 {
		return nil
	}
	return []float64{float64(r.CPU.Nanoseconds()) / 1e3 / float64(r.Messages), r.PerSecond()}
}

func micros(d time.Duration) float64 { return float64(d.Nanoseconds()) / 1e3 }
