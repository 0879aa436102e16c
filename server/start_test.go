package main

import (
	"bufio"
	"context"
	"io"
	"strings"
	"testing"
)

// start runs the program until the test ends, and returns its address.
func start(t testing.TB, args ...string) string {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	output, input := io.Pipe()
	ended := make(chan error, 1)
	go func() {
		err := run(ctx, append([]string{"-addr", "127.0.0.1:0"}, args...), input)
		input.Close()
		ended <- err
	}()
	lines := bufio.NewScanner(output)
	address := ""
	for address == "" && lines.Scan() {
		_, address, _ = strings.Cut(lines.Text(), "Two Cups: ")
	}
	go io.Copy(io.Discard, output)
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error("running:", err)
		}
	})
	return address
}
