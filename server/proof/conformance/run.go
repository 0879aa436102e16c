package conformance

import (
	"context"
	"fmt"
	"strings"
	"sync"
)

// Verdict is the quality of the answer to a case.
type Verdict int

// The verdicts, the best first.
const (
	Strict    Verdict = iota // the server gave the one expected answer
	NonStrict                // the server found the fault, but later, with another code, or without a close frame
	Failed                   // the server refused something valid, or accepted something invalid
)

// String returns the verdict in words.
func (v Verdict) String() string { return [...]string{"strict", "not strict", "failed"}[v] }

// Result is the result of a case.
type Result struct {
	Case    Case
	Verdict Verdict
	Err     error // the answer that came instead, and the steps up to it; nil if strict
}

// Run plays the cases of the groups, several at the same time, and returns their results in
// the order of the cases. It returns an error if it can't connect to the server.
func (s Server) Run(ctx context.Context, groups []Group) ([]Result, error) {
	s = s.withDefaults()
	cc, err := s.dial(ctx)
	if err != nil {
		return nil, err
	}
	cc.close()

	var cases []Case
	for _, g := range groups {
		cases = append(cases, g.Cases...)
	}
	results := make([]Result, len(cases))
	next := make(chan int)
	var players sync.WaitGroup
	for range s.Concurrency {
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

// judge plays a case. If the answer isn't strict, judge plays the case again, to find out
// whether the answer is wrong, or only not strict.
func (s Server) judge(ctx context.Context, c Case) Result {
	err := s.play(ctx, c)
	switch {
	case err == nil:
		return Result{Case: c}
	case s.playNonStrict(ctx, c):
		return Result{c, NonStrict, err}
	default:
		return Result{c, Failed, err}
	}
}

// play plays a case, and returns nil if the answer is strict.
func (s Server) play(ctx context.Context, c Case) error {
	cc, err := s.dial(ctx)
	if err != nil {
		return err
	}
	defer cc.close()
	defer context.AfterFunc(ctx, func() { cc.conn.Close() })()
	script := c.fullScript()
	for i, step := range script {
		if err := step.run(cc); err != nil {
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
