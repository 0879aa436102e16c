package apptest

import (
	"bytes"
	"regexp"
	"sync"
	"testing"
	"time"

	"twocups/server/socket/sockettest"
)

// Output is an [io.Writer] that keeps a program's output, so that a test can wait for a text in it.
type Output struct {
	mu   sync.Mutex
	text bytes.Buffer
	more chan struct{}
}

// NewOutput returns an empty output.
func NewOutput() *Output { return &Output{more: make(chan struct{}, 1)} }

// Write appends bytes. It never fails.
func (o *Output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.text.Write(p)
	select {
	case o.more <- struct{}{}:
	default:
	}
	return len(p), nil
}

// String returns everything that was written so far.
func (o *Output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.String()
}

// Await waits until the output matches a regular expression, and returns the match. It stops
// the test after [sockettest.Timeout].
func (o *Output) Await(t testing.TB, pattern string) string {
	t.Helper()
	return o.AwaitFor(t, sockettest.Timeout, pattern)
}

// AwaitFor does the same as [Output.Await], but stops the test after the given timeout.
func (o *Output) AwaitFor(t testing.TB, timeout time.Duration, pattern string) string {
	t.Helper()
	late := time.After(timeout)
	for {
		if match := regexp.MustCompile(pattern).FindString(o.String()); match != "" {
			return match
		}
		select {
		case <-o.more:
		case <-late:
			t.Fatalf("nothing printed matches %s:\n%s", pattern, o)
		}
	}
}
