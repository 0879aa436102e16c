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
// process at once, except for a SIGHUP that comes right after the first.
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
		endAtNext(signals, func(s os.Signal) bool { return s != syscall.SIGHUP })
		cancel()
		if first == syscall.SIGHUP {
			time.Sleep(sameHangup)
		}
		endAtNext(signals, func(s os.Signal) bool { return s == syscall.SIGHUP })
	}()
	return ctx
}

// endAtNext gives some of the signals back to the system, which ends the process at the next one.
func endAtNext(signals []os.Signal, which func(os.Signal) bool) {
	for _, s := range signals {
		if which(s) {
			signal.Reset(s)
		}
	}
}
