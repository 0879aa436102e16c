package main

import (
	"flag"
	"fmt"
	"io"
	"os"
)

// options are what the flags say.
type options struct {
	addr    string
	lessons string // "": the embedded course
	static  string // "": the embedded files
}

// parseFlags reads the arguments. What is wrong with them, and the help that -h
// asks for, goes to output.
func parseFlags(args []string, output io.Writer) (options, error) {
	var o options
	flags := flag.NewFlagSet("twocups", flag.ContinueOnError)
	flags.SetOutput(output)
	flags.StringVar(&o.addr, "addr", ":8080", "the `address` to listen on, host:port; without a host, on every interface; port 0 takes a free one")
	flags.StringVar(&o.lessons, "lessons", "", "serve the lessons of this `folder` instead of the built-in ones, and read them again when they change")
	flags.StringVar(&o.static, "static", "", "serve scripts and styles from this `folder` instead of the built-in ones")
	if err := flags.Parse(args); err != nil {
		return options{}, fmt.Errorf("reading the flags: %w", err)
	}
	if flags.NArg() > 0 {
		return options{}, fmt.Errorf("unexpected argument %q (want flags only: -addr, -lessons or -static)", flags.Arg(0))
	}
	for _, given := range []struct{ name, folder string }{{"-lessons", o.lessons}, {"-static", o.static}} {
		if err := isFolder(given.folder); err != nil {
			return options{}, fmt.Errorf("reading flag %s: %w", given.name, err)
		}
	}
	return o, nil
}

func isFolder(name string) error {
	if name == "" {
		return nil
	}
	info, err := os.Stat(name)
	if err == nil && !info.IsDir() {
		err = fmt.Errorf("%s is no folder", name)
	}
	return err
}
