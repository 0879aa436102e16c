package apptest

import (
	"bytes"
	"regexp"
	"sync"
	"testing"
	"time"

	"twocups/server/socket/sockettest"
)

// Output keeps what the program prints, and tells when there is more.
type Output struct {
	mu   sync.Mutex
	text bytes.Buffer
	more chan struct{}
}

func NewOutput() *Output { return &Output{more: make(chan struct{}, 1)} }

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

func (o *Output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.String()
}

// Await waits until something printed matches, and returns the match.
func (o *Output) Await(t testing.TB, pattern string) string {
	t.Helper()
	return o.AwaitFor(t, sockettest.Patience, pattern)
}

// AwaitFor is await with another patience.
func (o *Output) AwaitFor(t testing.TB, patience time.Duration, pattern string) string {
	t.Helper()
	late := time.After(patience)
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
