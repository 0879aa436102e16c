// Joindata rewrites a WebAssembly module so that it compresses better, and changes
// nothing of what it does.
//
// A module brings what its memory holds at first in data segments, pieces with an
// offset each (WebAssembly Core Specification 3.0, §5.5.14; the other sections named
// here are that document's, too). Go's linker leaves out each run of eight zeros or
// more and begins a segment after it, which is shorter. Of a Go program it makes 40,000
// segments, though, and compressors see it the other way around: zeros are next to
// nothing to them, while each offset is news. So joindata writes the memory down in a
// few long segments, zeros included. Our module grows by 18 % of that, and what brotli
// makes of it shrinks by 9 %.
//
//	joindata FILE
package main

import (
	"fmt"
	"os"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: joindata FILE")
		os.Exit(2)
	}
	if err := rewrite(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "joindata:", err)
		os.Exit(1)
	}
}

func rewrite(name string) error {
	before, err := os.ReadFile(name)
	if err != nil {
		return fmt.Errorf("reading the module: %w", err)
	}
	after, err := join(before)
	if err != nil {
		return fmt.Errorf("joining the data segments of %s: %w", name, err)
	}
	if err := os.WriteFile(name, after, 0o644); err != nil {
		return fmt.Errorf("writing the module: %w", err)
	}
	return nil
}
