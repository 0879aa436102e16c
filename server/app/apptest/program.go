package apptest

import (
	"context"
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	"twocups/server/socket/sockettest"
)

// Program is the program under test while it runs.
type Program struct {
	Address string  // http://host:port, or https
	Printed *Output // the program's output
	Stop    func()  // ends the program as SIGTERM does, and waits until it has ended

	run Run
}

// LoadTimeout is the longest time that a test waits until the program has loaded its files. The
// program compresses the files. Under the race detector or on a busy machine, this takes long.
const LoadTimeout = 2 * time.Minute

// Run is the program, which is always app.Run. It is a parameter because the tests of package
// app can't import a package that imports app.
type Run func(ctx context.Context, args []string, stdout io.Writer) error

// Launch runs the program until the test stops it or ends. The program listens on a free port
// of the loopback address, unless the arguments name another address. Nothing else gets this port
// while the program is stopped. The test fails if the program ends with an error.
func (run Run) Launch(t testing.TB, args ...string) *Program {
	t.Helper()
	ctx, signal := context.WithCancel(context.Background())
	printed, address := NewOutput(), sockettest.ReserveAddress(t)
	var running sync.WaitGroup
	running.Go(func() {
		if err := run(ctx, append([]string{"-addr", address}, args...), printed); err != nil {
			t.Error("running:", err)
		}
	})
	p := &Program{run: run, Printed: printed, Stop: func() {
		signal()
		running.Wait()
	}}
	t.Cleanup(p.Stop)
	p.Address = strings.TrimPrefix(printed.AwaitFor(t, LoadTimeout, `Two Cups: https?://[^\s"]+`), "Two Cups: ")
	return p
}

// Relaunch stops the program and launches it again at the same address, with other arguments.
func (p *Program) Relaunch(t testing.TB, args ...string) *Program {
	t.Helper()
	p.Stop()
	return p.run.Launch(t, append(args, "-addr", strings.TrimPrefix(p.Address, "http://"))...)
}

// Start launches the program and returns its address.
func (run Run) Start(t testing.TB, args ...string) string {
	t.Helper()
	return run.Launch(t, args...).Address
}
