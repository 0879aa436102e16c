// Command against plays the suite of package socketioconformance against a server. It prints how
// many cases of each group passed, and the cases that failed. Developers run it by hand, against
// the program target or another server.
//
//	against [-timeout 5s] http://127.0.0.1:3000
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"time"

	"twocups/server/proof/socketioconformance"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string, out io.Writer) error {
	flags := flag.NewFlagSet("against", flag.ContinueOnError)
	timeout := flags.Duration("timeout", 5*time.Second, "how long an answer may take")
	if err := flags.Parse(args); err != nil {
		return err
	}
	url := strings.TrimSuffix(flags.Arg(0), "/")
	if flags.NArg() != 1 || !strings.HasPrefix(url, "http://") {
		return errors.New("one URL is needed (want http://host:port)")
	}
	server := socketioconformance.Server{URL: url, Timeout: *timeout}
	failed := 0
	for _, group := range socketioconformance.Groups() {
		results := server.Run(ctx, []socketioconformance.Group{group})
		passed := 0
		for _, r := range results {
			if r.Err == nil {
				passed++
				continue
			}
			fmt.Fprintf(out, "  %s: %v\n", r.Case, r.Err)
		}
		failed += len(results) - passed
		fmt.Fprintf(out, "%-32s %3d of %3d passed\n", group.Name, passed, len(results))
	}
	if failed > 0 {
		return fmt.Errorf("%d cases failed", failed)
	}
	return nil
}
