package app

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"time"

	"twocups/server/app/content"
	"twocups/server/app/logging"
)

// garbagePercent is the percentage by which the heap may grow before a garbage collection. It is
// half of Go's default. Collections are rare, because an echo allocates only eight bytes. They
// save much memory, because a handshake leaves twenty kilobytes of garbage and an idle connection
// starts no collection.
const garbagePercent = 50

// startTime is the time after the end of the context in which the program must have read its
// arguments. To check them, it looks at the folders that they name, and a file system may hang.
const startTime = time.Second

// Run runs the program with its command-line arguments: it serves until the context ends, and
// then drains. Lines for people and the log are written to stdout.
//
// When the context ends, Run returns within -drain-delay and -drain-time, whatever the program is
// doing. If a file system hangs or lessons take long to load, Run doesn't wait for the goroutines
// that wait for them. These goroutines end with the process.
func Run(ctx context.Context, args []string, stdout io.Writer) error {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(garbagePercent)
	}
	options, err := endWith(ctx, startTime, func() (options, error) { return parseOptions(args, stdout) })
	if errors.Is(err, flag.ErrHelp) {
		return nil
	}
	if err != nil {
		return err
	}
	if options.version {
		return writeVersion(stdout)
	}
	log := logging.New(options.log, stdout)
	defer log.Close(options.drain.rest())
	options.memory.Apply()
	serve := func() (struct{}, error) { return struct{}{}, run(ctx, options, log) }
	_, err = endWith(ctx, options.drain.all()-options.drain.rest(), serve)
	return err
}

// endWith calls a function and returns its results. After the context has ended, endWith waits for
// the function no longer than the given time, and then returns an error.
func endWith[T any](ctx context.Context, within time.Duration, call func() (T, error)) (T, error) {
	type results struct {
		value T
		err   error
	}
	returned := make(chan results, 1)
	go func() {
		value, err := call()
		returned <- results{value, err}
	}()
	select {
	case r := <-returned:
		return r.value, r.err
	case <-ctx.Done():
	}
	select {
	case r := <-returned:
		return r.value, r.err
	case <-time.After(within):
		var none T
		return none, fmt.Errorf("ending: the program was still busy after %v, and ended all the same", within)
	}
}

// run serves with the options until the context ends.
func run(ctx context.Context, options options, log *logging.Log) error {
	config := newConfig(options, descriptors(), log)
	defer config.memory.Close()
	content, err := content.New(config.content, log.Lines)
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
	shown := make(chan error, 1)
	go func() {
		defer stop() // also if the lessons can't be shown
		shown <- show(ctx, content, endpoints, log.Lines)
	}()
	err = endpoints.serve(ctx)
	stop() // also if serving fails
	select {
	case failed := <-shown:
		return errors.Join(failed, err)
	case <-time.After(config.drain.rest()):
		log.Warn("the program ends while it reads the lessons")
		return err
	}
}

// show loads the lessons, announces the address of the pages, and shows the lessons again whenever
// they change, until the context ends.
func show(ctx context.Context, content *content.Content, endpoints *endpoints, lines io.Writer) error {
	err := content.Load()
	if err == nil && endpoints.health.BecomeReady() {
		announce(lines, endpoints.pages.scheme(), endpoints.pages.listener.Addr())
		content.Follow(ctx)
	}
	return err
}
