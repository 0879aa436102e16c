package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"twocups/server/proof/bench/process"
)

// rounds has the measurements: one for each scenario, each server and each round.
type rounds struct {
	options   options
	servers   []server
	scenarios []scenario
	results   map[cell][][]float64 // the figures of each round
}

// cell identifies the measurements of a server in a scenario.
type cell struct{ scenario, server string }

// newRounds returns the servers and scenarios that the options select, without measurements.
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

// checkPrograms returns an error if a program is missing. It is called before any server starts.
func (r *rounds) checkPrograms() error {
	if len(r.servers) == 0 || len(r.scenarios) == 0 {
		return fmt.Errorf("nothing to do: %d servers and %d scenarios match -servers and -run", len(r.servers), len(r.scenarios))
	}
	for _, s := range r.servers {
		if s.program == "node" {
			continue // if it isn't in the PATH, starting it returns an error
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
		if what.rehearsed && r.options.scenarios.MatchString(what.name) {
			if err := r.measure(ctx, what, running, func(server, []float64) {}); err != nil {
				return err
			}
		}
	}
	for round := range r.options.rounds {
		for _, what := range r.scenarios {
			if what.maxRounds > 0 && round >= what.maxRounds {
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

// measure makes the measurements of a scenario, one for each server that takes part. It calls
// record with the figures of each server.
func (r *rounds) measure(ctx context.Context, what scenario, running []*process.Process, record func(server, []float64)) error {
	for i, s := range r.servers {
		if !what.includes(s) {
			continue
		}
		figures, err := what.measure(ctx, s, running[i])
		if ctx.Err() != nil {
			err = ctx.Err() // the other errors only follow from the context's end
		}
		if err != nil {
			return fmt.Errorf("measuring %s, %s: %w", s.name, what.name, err)
		}
		record(s, figures)
	}
	return nil
}
