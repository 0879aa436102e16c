// Command server is Two Cups: the course as pages, and the sockets that its
// lessons talk to.
//
// It listens, loads the lessons, serves, and on SIGINT or SIGTERM drains: it says so
// on /readyz, lets nobody in any more, says 1001 to every open WebSocket, waits a
// little for the answers, and ends. Whoever runs it for many sets the limits by flags,
// which -h lists with their reasons, and watches it on /healthz, /readyz and /metrics.
// Its log never holds what learners type.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
)

// garbagePercent is by how much the heap may grow before it is collected: half of
// what Go takes by itself. An echo leaves eight bytes behind, so that costs little; a
// handshake leaves twenty kilobytes, and an idle connection is nothing but its handshake.
const garbagePercent = 50

func main() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(garbagePercent)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal ends the program at once
	if err := run(ctx, os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "twocups:", err)
		os.Exit(1)
	}
}

// run is the program: it serves until the context ends, and then drains.
func run(ctx context.Context, args []string, stdout io.Writer) error {
	options, err := parseFlags(args, stdout)
	if errors.Is(err, flag.ErrHelp) {
		return nil
	}
	if err != nil {
		return err
	}
	log, printed := newLog(options.log, stdout)
	content, err := newContent(options, printed)
	if err != nil {
		return err
	}
	defer content.close()
	house, err := newHouse(options, content.site, log)
	if err != nil {
		return err
	}

	ctx, stop := context.WithCancel(ctx)
	defer stop()
	served := make(chan error, 1)
	go func() {
		defer stop() // also when serving fails
		served <- house.serve(ctx)
	}()
	err = content.load()
	if err == nil && house.health.becomeReady() {
		announce(printed, house.scheme, house.addr)
		content.follow(ctx)
	}
	stop()
	return errors.Join(err, <-served)
}
