package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime"
	"syscall"
)

// The servers end with the thread that started them, so that none is left behind even
// when this program is killed. The main thread lives as long as the program.
func init() { runtime.LockOSThread() }

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal ends the program at once
	if err := run(ctx, os.Args[1:], os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// run is the program: it prints the comparison to stdout, and how far it is to stderr.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	options, err := parseFlags(args, stderr)
	if errors.Is(err, flag.ErrHelp) {
		return nil
	}
	if err != nil {
		return err
	}
	rounds := newRounds(options)
	if err := rounds.check(); err != nil {
		return err
	}
	if err := rounds.run(ctx, stderr); err != nil {
		return err
	}
	printReport(stdout, options, rounds)
	return nil
}
