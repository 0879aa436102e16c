package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"twocups/server/proof/bench/load"
	"twocups/server/proof/bench/process"
)

// scenario is a task for servers, and the way to measure it.
type scenario struct {
	name      string
	figures   []string          // the names of its figures, the main figure first
	includes  func(server) bool // reports whether a server takes part
	maxRounds int               // 0: no maximum
	rehearsed bool              // whether the rehearsal includes it
	measure   func(ctx context.Context, s server, p *process.Process) ([]float64, error)
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
	smallMessage     = 32      // bytes: a message of a lesson
	largeMessage     = 1 << 10 // bytes
	fewConnections   = 64      // connections
	manyConnections  = 1000
	pipelined        = 64   // messages in one write
	burstSize        = 64   // messages in one write to a room; the queue of a member has room for all of them
	fixedRate        = 5000 // messages a second: a fifth of the rate that the slowest server reaches
	firstConnections = 10   // connections that are opened and closed before idle ones are measured
	idleRounds       = 2    // because they take long, and memory varies less than time
	idleName         = "idle connection"
	echoName         = "echo, "
	firstEchoName    = echoName + "64 × 32 B"
	pipelinedName    = "pipelined, "
	burstName        = "broadcast in bursts of 64"
	singleName       = "broadcast, one at a time"
	latencyName      = "latency at 5,000 a second"
)

// scenarios returns all scenarios. An echo and a broadcast are rehearsed, so that Node has
// compiled its code before the first round.
func scenarios(o options) []scenario {
	all := []scenario{
		echoScenario(o, firstEchoName, fewConnections, smallMessage, 1),
		echoScenario(o, echoName+"64 × 1 KiB", fewConnections, largeMessage, 1),
		echoScenario(o, echoName+"1,000 × 32 B", manyConnections, smallMessage, 1),
		echoScenario(o, echoName+"1,000 × 1 KiB", manyConnections, largeMessage, 1),
		echoScenario(o, pipelinedName+"64 × 64 × 32 B", fewConnections, smallMessage, pipelined),
		broadcastScenario(o, singleName, 1),
		broadcastScenario(o, burstName, burstSize),
		latencyScenario(o),
		idleScenario(o),
	}
	for i := range all {
		all[i].rehearsed = all[i].name == firstEchoName || all[i].name == burstName
	}
	return all
}

// echoScenario measures how a server echoes messages as fast as it can.
func echoScenario(o options, name string, connections, size, inFlight int) scenario {
	measure := func(ctx context.Context, s server, p *process.Process) ([]float64, error) {
		var rate load.Rate
		err := withFleet(ctx, s, p, connections, func(f *load.Fleet) (err error) {
			rate, err = f.Echo(ctx, size, inFlight, o.span(), p)
			return err
		})
		return rateFigures(rate), err
	}
	return scenario{name: name, figures: []string{cpuFigure, rateFigure}, includes: echoes, measure: measure}
}

// latencyScenario measures how long the echo of a message takes at a fixed rate.
func latencyScenario(o options) scenario {
	measure := func(ctx context.Context, s server, p *process.Process) ([]float64, error) {
		var took []time.Duration
		err := withFleet(ctx, s, p, fewConnections, func(f *load.Fleet) (err error) {
			took, err = f.Latency(ctx, smallMessage, fixedRate, o.span())
			return err
		})
		if err != nil {
			return nil, err
		}
		return []float64{micros(took[len(took)/2]), micros(took[len(took)*99/100])}, nil
	}
	return scenario{name: latencyName, figures: []string{p50Figure, p99Figure}, includes: echoes, measure: measure}
}

// broadcastScenario measures how a server sends the messages of one client to all others.
func broadcastScenario(o options, name string, burst int) scenario {
	measure := func(ctx context.Context, s server, p *process.Process) (_ []float64, err error) {
		f, err := load.Dial(ctx, p.Addr, s.room, 1+manyConnections)
		if err != nil {
			return nil, err
		}
		defer func() { err = errors.Join(err, f.Close()) }()
		rate, err := f.Broadcast(ctx, smallMessage, burst, o.span(), p)
		return rateFigures(rate), err
	}
	included := func(s server) bool { return s.room != nil }
	return scenario{name: name, figures: []string{deliveryFigure, deliveredFigure}, includes: included, measure: measure}
}

// idleScenario measures the memory of idle connections. Each connection has sent one message. The
// main figure is the memory of a connection in the second half, because the first half fills the
// free memory that the server's start has left: much in Two Cups, which loads its course, and none
// in a peer. The other figure is the average of all connections. The scenario starts a new process,
// because a process that has had many connections before has free memory for both halves.
func idleScenario(o options) scenario {
	measure := func(ctx context.Context, s server, _ *process.Process) (_ []float64, err error) {
		p, err := s.start(ctx)
		if err != nil {
			return nil, err
		}
		defer func() { err = errors.Join(err, p.Stop()) }()
		half := (o.idle + 1) / 2
		var none, some, all int
		err = measureResident(ctx, s, p, firstConnections, &none, func() error { return nil })
		if err != nil {
			return nil, err
		}
		err = measureResident(ctx, s, p, half, &some, func() error {
			return measureResident(ctx, s, p, half, &all, func() error { return nil })
		})
		return []float64{float64(all-some) / float64(half), float64(all-none) / float64(2*half)}, err
	}
	included := func(s server) bool { return s.idle }
	return scenario{name: idleName, figures: []string{idleFigure, averageFigure}, includes: included, maxRounds: idleRounds, measure: measure}
}

// measureResident opens connections, measures the process's memory, calls more, and closes the
// connections.
func measureResident(ctx context.Context, s server, p *process.Process, n int, resident *int, more func() error) error {
	return withFleet(ctx, s, p, n, func(*load.Fleet) (err error) {
		if *resident, err = p.Resident(ctx); err != nil {
			return err
		}
		return more()
	})
}

// echoes reports whether a server takes part in echoes.
func echoes(s server) bool { return s.echo != nil }

// withFleet opens connections, checks one echo on each of them, calls do, and closes the
// connections.
func withFleet(ctx context.Context, s server, p *process.Process, n int, do func(*load.Fleet) error) (err error) {
	f, err := s.echo(ctx, p.Addr, n)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if err := f.CheckEcho(ctx, smallMessage); err != nil {
		return fmt.Errorf("checking the first echo: %w", err)
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
