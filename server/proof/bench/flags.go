package main

import (
	"flag"
	"fmt"
	"io"
	"regexp"
	"time"

	"twocups/server/proof/bench/load"
)

// options are the values of the flags.
type options struct {
	twocups string // the program of Two Cups
	args    string // further flags for Two Cups
	peer    string // the program with the peers in Go
	scripts string // the folder of the peers for Node
	modules string // the folder of their npm packages

	time      time.Duration // of one measurement, without its warm-up
	rounds    int
	servers   *regexp.Regexp
	scenarios *regexp.Regexp
	idle      int // the number of idle connections
}

func parseFlags(args []string, output io.Writer) (options, error) {
	o := options{servers: regexp.MustCompile(""), scenarios: regexp.MustCompile("")}
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	flags.SetOutput(output)
	flags.StringVar(&o.twocups, "twocups", "bin/twocups", "the `program` of Two Cups")
	flags.StringVar(&o.args, "args", "", "further `flags` for Two Cups, with spaces between them")
	flags.StringVar(&o.peer, "peer", ".cache/bench/peer", "the `program` with the peers in Go")
	flags.StringVar(&o.scripts, "scripts", "server/proof/bench/npm", "the `folder` of the peers for Node")
	flags.StringVar(&o.modules, "modules", ".cache/bench/node_modules", "the `folder` of the npm packages that the peers for Node need")
	flags.DurationVar(&o.time, "time", 600*time.Millisecond, "how `long` one measurement takes; 100ms is enough to check that everything works")
	flags.IntVar(&o.rounds, "rounds", 5, "how `often` each measurement is made")
	flags.IntVar(&o.idle, "idle", 9_000, "how `many` idle connections to open when the memory of one is measured")
	flags.Func("servers", "only the servers that match this regular `expression`", regexpFlag(&o.servers))
	flags.Func("run", "only the scenarios that match this regular `expression`", regexpFlag(&o.scenarios))
	if err := flags.Parse(args); err != nil {
		return options{}, fmt.Errorf("reading the flags: %w", err)
	}
	switch {
	case flags.NArg() > 0:
		return options{}, fmt.Errorf("unexpected argument %q (want flags only)", flags.Arg(0))
	case o.time <= 0 || o.rounds <= 0 || o.idle <= 0:
		return options{}, fmt.Errorf("reading the flags: -time, -rounds and -idle must be more than 0")
	}
	return o, nil
}

// regexpFlag returns the function of a flag whose value is a regular expression.
func regexpFlag(to **regexp.Regexp) func(string) error {
	return func(expression string) (err error) {
		*to, err = regexp.Compile("(?i)" + expression)
		return err
	}
}

// rehearsal returns the options of the rehearsal: short measurements that the report leaves out.
func (o options) rehearsal() options {
	o.time = min(o.time, rehearsalTime)
	return o
}

// rehearsalTime is long enough for Node to compile its code.
const rehearsalTime = 250 * time.Millisecond

// span returns the span of a measurement. The warm-up takes a fifth of the measured time.
func (o options) span() load.Span { return load.Span{Warm: o.time / 5, Measured: o.time} }
