package main

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"
)

// program is the program under test, as it runs.
type program struct {
	address string  // http://host:port, or https
	printed *output // what it has printed
	stop    func()  // what SIGTERM does; returns when the program has ended
}

// loadPatience is after how long a test gives up waiting for the program to have loaded
// its files: it compresses them, which takes its time under the race detector.
const loadPatience = 2 * time.Minute

// launch runs the program until it is stopped or the test ends.
func launch(t testing.TB, args ...string) *program {
	t.Helper()
	if _, err := builtInPages(); err != nil { // once, and with all the time that it takes
		t.Fatal(err)
	}
	ctx, signal := context.WithCancel(context.Background())
	printed := newOutput()
	var running sync.WaitGroup
	running.Go(func() {
		if err := run(ctx, append([]string{"-addr", "127.0.0.1:0"}, args...), printed); err != nil {
			t.Error("running:", err)
		}
	})
	p := &program{printed: printed, stop: func() {
		signal()
		running.Wait()
	}}
	t.Cleanup(p.stop)
	p.address = strings.TrimPrefix(printed.awaitFor(t, loadPatience, `Two Cups: https?://[^\s"]+`), "Two Cups: ")
	return p
}

// again launches the program anew at the address that it had.
func (p *program) again(t testing.TB, args ...string) *program {
	t.Helper()
	p.stop()
	return launch(t, append(args, "-addr", strings.TrimPrefix(p.address, "http://"))...)
}

// start launches the program and returns its address.
func start(t testing.TB, args ...string) string {
	t.Helper()
	return launch(t, args...).address
}
