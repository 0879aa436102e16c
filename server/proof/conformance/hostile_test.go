package conformance

import (
	"context"
	"fmt"
	"io"
	"net/http/httptest"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"twocups/server/socket"
	"twocups/server/socket/sockettest"
	"twocups/server/sockets/echo"
)

// Beside hostile clients, each other client gets the right echoes. The test prints how much longer
// an echo takes, but doesn't check it, because the hostile clients use the same processors.
// Afterwards no goroutine and no descriptor is left.
func TestHostileClientsHarmNobody(t *testing.T) {
	const (
		clients = 8
		trips   = 50
		each    = 1 // hostile clients of each kind
	)
	among(t, func(server Server) { friendly(t, server, clients, trips) }) // what the runtime opens once is open now
	files, goroutines := sockettest.OpenFiles(t), runtime.NumGoroutine()

	among(t, func(server Server) {
		calm := friendly(t, server, clients, trips)
		end := stormFromElsewhere(t, server, each)
		rough := friendly(t, server, clients, trips)
		end()
		t.Logf("beside %d hostile clients a round trip takes %.1f times as long at the median (%v for %v), %.1f times at the 99th percentile (%v for %v)",
			each*len(hostiles), ratio(rough, calm, 50), at(rough, 50), at(calm, 50), ratio(rough, calm, 99), at(rough, 99), at(calm, 99))
	})

	settles(t, "goroutines", goroutines, runtime.NumGoroutine)
	settles(t, "file descriptors", files, func() int { return sockettest.OpenFiles(t) })
}

// among starts a server, calls use, and shuts the server down.
func among(t *testing.T, use func(Server)) {
	sockets := socket.New(socket.Config{MaxMessage: limitOfModel, WriteTimeout: time.Second})
	server := httptest.NewServer(echo.Handler(sockets))
	defer server.Close()
	use(Server{URL: "ws" + strings.TrimPrefix(server.URL, "http") + "/echo"}.withDefaults())
	ctx, cancel := context.WithTimeout(t.Context(), defaultTimeout)
	defer cancel()
	if err := sockets.Shutdown(ctx); err != nil {
		t.Error(err)
	}
}

// friendly runs well-behaved clients, which send messages one at a time. It returns the times of
// all round trips, the shortest first.
func friendly(t *testing.T, server Server, clients, trips int) []time.Duration {
	took := make([][]time.Duration, clients)
	var done sync.WaitGroup
	for i := range took {
		done.Go(func() {
			var err error
			if took[i], err = visit(t.Context(), server, fmt.Sprintf("client %d", i), trips); err != nil {
				t.Errorf("client %d: %v", i, err)
			}
		})
	}
	done.Wait()
	all := slices.Concat(took...)
	slices.Sort(all)
	return all
}

// visit runs one well-behaved client, which ends with a closing handshake.
func visit(ctx context.Context, server Server, name string, trips int) ([]time.Duration, error) {
	d, err := server.dial(ctx)
	if err != nil {
		return nil, err
	}
	defer d.close()
	if err := d.open(); err != nil {
		return nil, err
	}
	var took []time.Duration
	frames := messageReader{from: d.from}
	for i := range trips {
		message := text(fmt.Sprintf("%s, message %d", name, i))
		start := time.Now()
		d.write(message.bytes())
		echo, err := frames.next()
		if err != nil || !same(echo, message) {
			return nil, fmt.Errorf("the echo of %v is %v, %w", message, echo, err)
		}
		took = append(took, time.Since(start))
	}
	d.write(closing(1000, "").bytes())
	if f, err := frames.next(); err != nil || f.code() != 1000 {
		return nil, fmt.Errorf("the close frame is answered with %v, %w", f, err)
	}
	return took, nil
}

// stormFromElsewhere runs the storm in a process of its own. The storm has started when
// stormFromElsewhere returns, and lasts until the returned function ends it.
func stormFromElsewhere(t *testing.T, server Server, each int) (end func()) {
	child := exec.CommandContext(t.Context(), os.Args[0])
	child.Env = append(os.Environ(), stormURL+"="+server.URL, stormEach+"="+strconv.Itoa(each))
	child.Stderr = os.Stderr
	until, err := child.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	rages, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadFull(rages, make([]byte, len(raging))); err != nil {
		t.Errorf("waiting for the storm: %v", err)
	}
	return func() {
		until.Close()
		if err := child.Wait(); err != nil {
			t.Errorf("the storm: %v", err)
		}
	}
}

// at returns a percentile.
func at(sorted []time.Duration, percent int) time.Duration {
	if len(sorted) == 0 {
		return 0
	}
	return sorted[(len(sorted)-1)*percent/100].Round(time.Microsecond)
}

func ratio(a, b []time.Duration, percent int) float64 {
	return float64(at(a, percent)) / float64(at(b, percent))
}

// settles waits until a count is no greater than it was before.
func settles(t *testing.T, what string, were int, are func() int) {
	late := time.After(defaultTimeout)
	again := time.NewTicker(10 * time.Millisecond)
	defer again.Stop()
	for are() > were {
		select {
		case <-late:
			t.Errorf("%d %s, and there were %d", are(), what, were)
			return
		case <-again.C:
		}
	}
}
