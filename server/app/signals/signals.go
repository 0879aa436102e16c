// Package signals ends the program when the system asks for it. Command server runs the program
// with the context that [Context] returns.
package signals

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	"time"
)

// sameHangup is the time within which several SIGHUPs count as one. When a terminal closes, its shell
// and the kernel each send one.
const sameHangup = time.Second

// Context returns a context that ends at the first SIGTERM, SIGINT or SIGHUP. A second signal ends
// the process at once. A second SIGHUP right after the first does nothing.
//
// SIGINT and SIGHUP stay ignored if they were ignored at the start. The command nohup makes the
// program ignore SIGHUP, and a shell script makes the programs that it runs in the background ignore
// SIGINT. SIGPIPE never ends the process. When the reader of standard output has gone, writing
// fails, and the program goes on without its log.
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
