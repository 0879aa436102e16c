// Package signals ends the program when the system asks for it. Command server runs the program with
// the context that [Context] returns.
package signals

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	"time"
)

// sameHangup is the time in which several SIGHUP are one. When a terminal closes, its shell and the
// kernel each send one.
const sameHangup = time.Second

// Context returns a context that ends at the first SIGTERM, SIGINT or SIGHUP. A second signal ends the
// process at once, as if the program had not asked for it.
//
// SIGINT and SIGHUP stay ignored if they were ignored at the start: nohup ignores SIGHUP, and a shell
// script ignores SIGINT for what it runs in the background. SIGPIPE never ends the process: when the
// reader of standard output goes, writing fails, and the program goes on without its log.
func Context() context.Context {
	signal.Ignore(syscall.SIGPIPE)
	signals := []os.Signal{syscall.SIGTERM}
	for _, s := range []os.Signal{os.Interrupt, syscall.SIGHUP} {
		if !signal.Ignored(s) {
			signals = append(signals, s)
		}
	}
	came := make(chan os.Signal, 1)
	signal.Notify(came, signals...)
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		first := <-came
		cancel()
		endAtNext(first, signals)
	}()
	return ctx
}

// endAtNext gives the signals back to the system, whose reaction is to end the process. After a
// SIGHUP, further ones get there only when they are not the same any more.
func endAtNext(first os.Signal, signals []os.Signal) {
	for _, s := range signals {
		if s != syscall.SIGHUP {
			signal.Reset(s)
		}
	}
	if first == syscall.SIGHUP {
		time.Sleep(sameHangup)
	}
	for _, s := range signals {
		if s == syscall.SIGHUP {
			signal.Reset(s)
		}
	}
}
