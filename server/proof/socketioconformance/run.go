package socketioconformance

import (
	"cmp"
	"context"
	"fmt"
	"net"
	"net/http"
	"sync"
	"time"
)

// The paths of the two servers.
const (
	EnginePath = "/engine.io/" // an echo of Engine.IO
	SocketPath = "/socket.io/" // a server of Socket.IO
)

// Server is the server that the suite tests.
type Server struct {
	// URL is the URL of the server without a path, such as http://127.0.0.1:3000.
	URL string

	// Timeout is the time that a case waits for an answer, besides the times of the server's
	// handshake. Default: 5 s.
	Timeout time.Duration

	// Concurrency is the number of cases that are played at the same time. Default: 16.
	Concurrency int

	// Dial opens a connection to the host of the URL. Default: over TCP.
	Dial func(ctx context.Context, network, host string) (net.Conn, error)
}

// Result is the result of a case.
type Result struct {
	Case Case
	Err  error // the answer that came instead; nil if the case passed
}

// Run plays the cases of the groups, several at the same time, and returns their results in the
// order of the cases.
func (s Server) Run(ctx context.Context, groups []Group) []Result {
	s.Timeout = cmp.Or(s.Timeout, 5*time.Second)
	s.Concurrency = cmp.Or(s.Concurrency, 16)
	var results []Result
	for _, g := range groups {
		for _, c := range g.Cases {
			results = append(results, Result{Case: c})
		}
	}
	next := make(chan int)
	var players sync.WaitGroup
	for range s.Concurrency {
		players.Go(func() {
			for i := range next {
				results[i].Err = s.play(ctx, results[i].Case)
			}
		})
	}
	for i := range results {
		next <- i
	}
	close(next)
	players.Wait()
	return results
}

// failure is what a player panics with when a case fails.
type failure struct{ error }

// play plays a case.
func (s Server) play(ctx context.Context, c Case) (err error) {
	ctx, cancel := context.WithCancel(ctx)
	transport := &http.Transport{DisableKeepAlives: true, DialContext: s.Dial}
	p := &player{ctx: ctx, server: s, client: &http.Client{Transport: transport}}
	defer func() {
		cancel()
		p.closeAll()
		p.running.Wait()
	}()
	defer func() {
		if fault := recover(); fault != nil {
			failed, ok := fault.(failure)
			if !ok {
				panic(fault)
			}
			err = failed.error
		}
	}()
	c.play(p)
	return nil
}

// fail ends the case.
func fail(format string, args ...any) { panic(failure{fmt.Errorf(format, args...)}) }

// maxShown is the number of bytes of a long text that an error shows.
const maxShown = 80

// short returns the beginning of a text.
func short(text string) string {
	if len(text) > maxShown {
		return text[:maxShown] + "…"
	}
	return text
}

// pending is the outcome of a function that runs beside the case.
type pending chan any

// beside runs a function of a case in a goroutine. The case waits for the goroutine when it ends.
func (p *player) beside(f func()) pending {
	outcome := make(pending, 1)
	p.running.Go(func() {
		defer func() { outcome <- recover() }()
		f()
	})
	return outcome
}

// wait waits for the function, and fails if it has failed.
func (p pending) wait() {
	if fault := <-p; fault != nil {
		panic(fault)
	}
}
