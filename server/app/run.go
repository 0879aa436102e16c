package app

import (
	"context"
	"errors"
	"flag"
	"io"
	"os"
	"runtime/debug"
)

// garbagePercent is by how much the heap may grow before it is collected: half of
// what Go takes by itself. An echo leaves eight bytes behind, so that costs little; a
// handshake leaves twenty kilobytes, and an idle connection is nothing but its handshake.
const garbagePercent = 50

// Run is the program: it serves until the context ends, and then drains.
func Run(ctx context.Context, args []string, stdout io.Writer) error {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(garbagePercent)
	}
	options, err := parseFlags(args, stdout)
	if errors.Is(err, flag.ErrHelp) {
		return nil
	}
	if err != nil {
		return err
	}
	if options.version {
		return writeVersion(stdout)
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
