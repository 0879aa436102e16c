package conformance

import (
	"context"
	"fmt"
	"strings"
	"sync"
)

// Verdict is how good an answer was.
type Verdict int

// The verdicts, the best first.
const (
	Strict Verdict = iota // the one answer that was expected
	Loose                 // the fault was found, but later, with another code, or without a close frame
	Failed                // what is good was refused, or what is bad was taken
)

// String returns the verdict as a list has it.
func (v Verdict) String() string { return [...]string{"strict", "not strict", "failed"}[v] }

// Result is what came of a case.
type Result struct {
	Case    Case
	Verdict Verdict
	Err     error // how far the script went and what came instead; nil if strict
}

// Run plays the cases of the groups, several side by side, and returns what came of
// each, in their order. The error says that there is no server to play against.
func (s Server) Run(ctx context.Context, groups []Group) ([]Result, error) {
	s = s.withDefaults()
	d, err := s.dial(ctx)
	if err != nil {
		return nil, err
	}
	d.leave()

	var cases []Case
	for _, g := range groups {
		cases = append(cases, g.Cases...)
	}
	results := make([]Result, len(cases))
	next := make(chan int)
	var players sync.WaitGroup
	for range s.AtOnce {
		players.Go(func() {
			for i := range next {
				results[i] = s.judge(ctx, cases[i])
			}
		})
	}
	for i := range cases {
		next <- i
	}
	close(next)
	players.Wait()
	return results, nil
}

// judge plays a case, and, where the answer isn't the strict one, plays it again
// to see whether it is at least none that is wrong.
func (s Server) judge(ctx context.Context, c Case) Result {
	err := s.play(ctx, c)
	switch {
	case err == nil:
		return Result{Case: c}
	case s.playLoosely(ctx, c):
		return Result{c, Loose, err}
	default:
		return Result{c, Failed, err}
	}
}

// play plays a case, and returns nil for the strict answer.
func (s Server) play(ctx context.Context, c Case) error {
	d, err := s.dial(ctx)
	if err != nil {
		return err
	}
	defer d.leave()
	defer context.AfterFunc(ctx, func() { d.conn.Close() })()
	script := c.whole()
	for i, step := range script {
		if err := step.take(d); err != nil {
			return fmt.Errorf("%w%s", err, listing(script[:i+1]))
		}
	}
	return nil
}

// listing writes the steps of a script up to the one that failed.
func listing(script []Step) string {
	var lines strings.Builder
	for _, step := range script {
		lines.WriteString("\n      " + step.String())
	}
	return lines.String()
}
