// Command server is Two Cups: the course as pages, and the sockets that its
// lessons talk to.
//
// It loads the lessons, listens, serves, and on SIGINT or SIGTERM drains: it
// lets nobody in any more, says 1001 to every open WebSocket, waits a little for the answers,
// and ends.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"
	"os/signal"
	"sync"
	"syscall"
)

func main() {
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
	content, err := newContent(options, stdout)
	if err != nil {
		return err
	}
	defer content.close()
	listener, err := listen(options.addr)
	if err != nil {
		return err
	}
	log := slog.New(slog.NewTextHandler(stdout, nil))
	sockets := newSockets(log)
	mux := http.NewServeMux()
	sockets.mount(mux)
	mux.Handle("/", content.site)
	announce(stdout, listener.Addr())
	following, stop := context.WithCancel(ctx)
	var followed sync.WaitGroup
	followed.Go(func() { content.follow(following) })
	defer followed.Wait()
	defer stop()
	return serve(ctx, listener, mux, sockets.shutdown, log)
}
