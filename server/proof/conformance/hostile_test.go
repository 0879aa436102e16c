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

// Every other client gets the right echoes while hostile clients are connected. The test prints how much longer
// an echo takes, but doesn't check it, because the hostile clients use the same processors.
// Afterwards no goroutine and no descriptor is left.
func TestHostileClientsHarmNobody(t *testing.T) {
	const (
		clients = 8
		trips   = 50
		each    = 1 // hostile clients of each kind
	)
	withEchoServer(t, func(server Server) { runClients(t, server, clients, trips) }) // the runtime has now opened all that it opens only once
	files, goroutines := sockettest.OpenFiles(t), runtime.NumGoroutine()

	withEchoServer(t, func(server Server) {
		calm := runClients(t, server, clients, trips)
		end := startHostileProcess(t, server, each)
		rough := runClients(t, server, clients, trips)
		end()
		t.Logf("beside %d hostile clients a round trip takes %.1f times as long at the median (%v for %v), %.1f times at the 99th percentile (%v for %v)",
			each*len(hostileClients), ratio(rough, calm, 50), at(rough, 50), at(calm, 50), ratio(rough, calm, 99), at(rough, 99), at(calm, 99))
	})

	settles(t, "goroutines", goroutines, runtime.NumGoroutine)
	settles(t, "file descriptors", files, func() int { return sockettest.OpenFiles(t) })
}

// withEchoServer starts a server, calls use, and shuts the server down.
func withEchoServer(t *testing.T, use func(Server)) {
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

// runClients runs well-behaved clients, which send messages one at a time. It returns the times of
// all round trips, the shortest first.
func runClients(t *testing.T, server Server, clients, trips int) []time.Duration {
	took := make([][]time.Duration, clients)
	var done sync.WaitGroup
	for i := range took {
		done.Go(func() {
			var err error
			if took[i], err = runClient(t.Context(), server, fmt.Sprintf("client %d", i), trips); err != nil {
				t.Errorf("client %d: %v", i, err)
			}
		})
	}
	done.Wait()
	all := slices.Concat(took...)
	slices.Sort(all)
	return all
}

// runClient runs one well-behaved client, which ends with a closing handshake.
func runClient(ctx context.Context, server Server, name string, trips int) ([]time.Duration, error) {
	cc, err := server.dial(ctx)
	if err != nil {
		return nil, err
	}
	defer cc.close()
	if err := cc.open(); err != nil {
		return nil, err
	}
	var took []time.Duration
	frames := messageReader{from: cc.from}
	for i := range trips {
		message := text(fmt.Sprintf("%s, message %d", name, i))
		start := time.Now()
		cc.write(message.bytes())
		echo, err := frames.next()
		if err != nil || !same(echo, message) {
			return nil, fmt.Errorf("the echo of %v is %v, %w", message, echo, err)
		}
		took = append(took, time.Since(start))
	}
	cc.write(closing(1000, "").bytes())
	if f, err := frames.next(); err != nil || f.code() != 1000 {
		return nil, fmt.Errorf("the close frame is answered with %v, %w", f, err)
	}
	return took, nil
}

// startHostileProcess runs the hostile clients in a process of their own. All of them have
// started when startHostileProcess returns, and they run until the returned function ends them.
func startHostileProcess(t *testing.T, server Server, each int) (end func()) {
	child := exec.CommandContext(t.Context(), os.Args[0])
	child.Env = append(os.Environ(), hostileURL+"="+server.URL, hostileEach+"="+strconv.Itoa(each))
	child.Stderr = os.Stderr
	until, err := child.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	output, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadFull(output, make([]byte, len(startedOutput))); err != nil {
		t.Errorf("waiting for the hostile clients: %v", err)
	}
	return func() {
		until.Close()
		if err := child.Wait(); err != nil {
			t.Errorf("the process of the hostile clients: %v", err)
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
