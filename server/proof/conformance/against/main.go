// Command against plays the conformance suite against an echo server. It prints how many
// answers of each group were strict, not strict, or wrong. Developers run it by hand,
// against this server or another one.
//
//	against [-limit bytes] [-timeout 2s] [-v] ws://127.0.0.1:9001/
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"time"

	"twocups/server/proof/conformance"
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
	limit := flags.Int("limit", 64<<10, "how many `bytes` a message may have: the server's limit")
	timeout := flags.Duration("timeout", 2*time.Second, "how long an answer may take")
	verbose := flags.Bool("v", false, "print each answer that is not strict, with what was sent")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() != 1 {
		return errors.New("one URL is needed (want ws://host:port/path)")
	}
	if *limit < conformance.MinLimit || *limit > conformance.MaxLimit {
		return fmt.Errorf("a limit of %d bytes (want %d to %d)", *limit, conformance.MinLimit, conformance.MaxLimit)
	}
	server := conformance.Server{URL: flags.Arg(0), Timeout: *timeout}
	bad := 0
	fmt.Fprintf(out, "%-20s %8s %12s %8s\n", "group", "strict", "not strict", "failed")
	for _, group := range conformance.Groups(*limit) {
		results, err := server.Run(ctx, []conformance.Group{group})
		if err != nil {
			return err
		}
		counts := map[conformance.Verdict]int{}
		for _, r := range results {
			counts[r.Verdict]++
			if *verbose && r.Verdict != conformance.Strict {
				fmt.Fprintf(out, "  %s: %s: %v\n", r.Case, r.Verdict, r.Err)
			}
		}
		bad += len(results) - counts[conformance.Strict]
		fmt.Fprintf(out, "%-20s %8d %12d %8d\n", group.Name, counts[conformance.Strict], counts[conformance.NonStrict], counts[conformance.Failed])
	}
	if bad > 0 {
		return fmt.Errorf("%d answers were not the strict one", bad)
	}
	return nil
}
