package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"twocups/server/proof/bench/process"
)

// rounds are the measurements: for each scenario and server, one for each round.
type rounds struct {
	options   options
	servers   []server
	scenarios []scenario
	results   map[cell][][]float64 // the figures of each round
}

// cell is where a measurement belongs.
type cell struct{ scenario, server string }

// newRounds returns what the options ask for, before the first round.
func newRounds(o options) *rounds {
	r := &rounds{options: o, results: make(map[cell][][]float64)}
	for _, s := range servers(o) {
		if o.servers.MatchString(s.name) {
			r.servers = append(r.servers, s)
		}
	}
	for _, s := range scenarios(o) {
		if o.scenarios.MatchString(s.name) {
			r.scenarios = append(r.scenarios, s)
		}
	}
	return r
}

// check says what is missing before anything is started.
func (r *rounds) check() error {
	if len(r.servers) == 0 || len(r.scenarios) == 0 {
		return fmt.Errorf("nothing to do: %d servers and %d scenarios match -servers and -run", len(r.servers), len(r.scenarios))
	}
	for _, s := range r.servers {
		if s.program == "node" {
			continue // which the PATH has, or starting it says so
		}
		if _, err := os.Stat(s.program); err != nil {
			return fmt.Errorf("looking for the program of %s (make bench-socket builds it): %w", s.name, err)
		}
	}
	return nil
}

// run starts the servers, makes all measurements, and ends the servers.
func (r *rounds) run(ctx context.Context, progress io.Writer) (err error) {
	running := make([]*process.Process, len(r.servers))
	defer func() {
		for _, p := range running {
			if p != nil {
				err = errors.Join(err, p.Stop())
			}
		}
	}()
	for i, s := range r.servers {
		if running[i], err = s.start(ctx); err != nil {
			return err
		}
	}
	fmt.Fprintln(progress, "rehearsal")
	for _, what := range scenarios(r.options.rehearsal()) {
		if what.opening && r.options.scenarios.MatchString(what.name) {
			if err := r.measure(ctx, what, running, func(server, []float64) {}); err != nil {
				return err
			}
		}
	}
	for round := range r.options.rounds {
		for _, what := range r.scenarios {
			if what.rounds > 0 && round >= what.rounds {
				continue
			}
			fmt.Fprintf(progress, "round %d of %d: %s\n", round+1, r.options.rounds, what.name)
			err := r.measure(ctx, what, running, func(s server, figures []float64) {
				at := cell{what.name, s.name}
				r.results[at] = append(r.results[at], figures)
			})
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// measure makes the measurements of a scenario, one for each server that takes part.
func (r *rounds) measure(ctx context.Context, what scenario, running []*process.Process, keep func(server, []float64)) error {
	for i, s := range r.servers {
		if !what.takes(s) {
			continue
		}
		figures, err := what.measure(ctx, s, running[i])
		if ctx.Err() != nil {
			err = ctx.Err() // whatever followed from it
		}
		if err != nil {
			return fmt.Errorf("measuring %s, %s: %w", s.name, what.name, err)
		}
		keep(s, figures)
	}
	return nil
}
