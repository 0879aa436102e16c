package app

import (
	"context"
	"errors"
	"flag"
	"io"
	"os"
	"runtime/debug"

	"twocups/server/app/content"
	"twocups/server/app/logging"
)

// garbagePercent is the percentage by which the heap may grow before a garbage collection. It is
// half of Go's default. Collections are rare, because an echo allocates only eight bytes. They
// save much memory, because a handshake leaves twenty kilobytes of garbage and an idle connection
// starts no collection.
const garbagePercent = 50

// Run runs the program with its command-line arguments: it serves until the context ends, and
// then drains. Lines for people and the log are written to stdout.
func Run(ctx context.Context, args []string, stdout io.Writer) error {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(garbagePercent)
	}
	options, err := parseOptions(args, stdout)
	if errors.Is(err, flag.ErrHelp) {
		return nil
	}
	if err != nil {
		return err
	}
	if options.version {
		return writeVersion(stdout)
	}
	log, lines := logging.New(options.log, stdout)
	options.memory.Apply()
	config := newConfig(options, descriptors(), log)
	defer config.memory.Close()
	content, err := content.New(config.content, lines)
	if err != nil {
		return err
	}
	defer content.Close()
	endpoints, err := newEndpoints(config, content.Site(), log)
	if err != nil {
		return err
	}

	ctx, stop := context.WithCancel(ctx)
	defer stop()
	served := make(chan error, 1)
	go func() {
		defer stop() // also if serving fails
		served <- endpoints.serve(ctx)
	}()
	err = content.Load()
	if err == nil && endpoints.health.BecomeReady() {
		announce(lines, endpoints.pages.scheme(), endpoints.pages.listener.Addr())
		content.Follow(ctx)
	}
	stop()
	return errors.Join(err, <-served)
}
