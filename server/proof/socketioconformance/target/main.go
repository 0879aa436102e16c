// Command target serves what the official test suites of Engine.IO and Socket.IO expect, and what
// package socketioconformance expects: an echo of Engine.IO at /engine.io/, and a server of
// Socket.IO at /socket.io/. Developers play the suites against it.
//
//	target [-addr 127.0.0.1:3000]
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/signal"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// shutdownTime is the time that the sessions have to end.
const shutdownTime = 5 * time.Second

// run serves until the context ends.
func run(ctx context.Context, args []string, out io.Writer) error {
	flags := flag.NewFlagSet("target", flag.ContinueOnError)
	address := flags.String("addr", "127.0.0.1:3000", "the `address` to listen on")
	if err := flags.Parse(args); err != nil {
		return err
	}
	listener, err := net.Listen("tcp", *address)
	if err != nil {
		return fmt.Errorf("listening: %w", err)
	}
	fmt.Fprintf(out, "listening on http://%s\n", listener.Addr())
	s := newServer(officialTimes)
	httpServer := &http.Server{Handler: s, ReadHeaderTimeout: shutdownTime}
	served := make(chan error, 1)
	go func() { served <- httpServer.Serve(listener) }()
	select {
	case err := <-served:
		return fmt.Errorf("serving: %w", err)
	case <-ctx.Done():
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownTime)
	defer cancel()
	err = s.shutdown(ctx)
	if httpErr := httpServer.Shutdown(ctx); err == nil {
		err = httpErr
	}
	<-served
	return err
}
