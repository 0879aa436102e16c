package conformance

import (
	"bytes"
	"context"
	"io"
	"net"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"twocups/server/proof/leakcheck"
)

// hostile is a kind of hostile client. It acts on one connection until the server or the context
// ends the connection.
type hostile struct {
	name string
	act  func(ctx context.Context, d *dialogue)
}

// hostiles are all kinds of hostile clients.
var hostiles = []hostile{
	{"half-open", func(ctx context.Context, d *dialogue) { wait(d) }},
	{"half a request", func(ctx context.Context, d *dialogue) {
		d.write([]byte("GET /echo HTTP/1.1\r\nHost: "))
		wait(d)
	}},
	{"a request byte by byte", func(ctx context.Context, d *dialogue) { trickle(ctx, d, validRequest().bytes(d.host, d.target)) }},
	{"frames byte by byte", upgraded(func(ctx context.Context, d *dialogue) {
		trickle(ctx, d, bytes.Repeat(text("slow").bytes(), 1000))
	})},
	{"never reading", upgraded(func(ctx context.Context, d *dialogue) {
		flood(d, binaryOf(strings.Repeat("x", 32<<10)))
	})},
	{"oversized", upgraded(func(ctx context.Context, d *dialogue) {
		flood(d, binaryOf(strings.Repeat("x", 32<<10)).missing(1<<30))
	})},
	{"pings", flooding(ping(strings.Repeat("p", maxControl)))},
	{"pongs", flooding(pong(""))},
	{"empty fragments", flooding(continuation("").unfinished())},
	{"tiny messages", flooding(text("x"))},
	{"close frames", flooding(closing(1000, ""))},
	{"breaches", flooding(text("").rsv(7))},
	{"bad UTF-8", flooding(text("\xff"))},
	{"half a frame, then gone", upgraded(func(ctx context.Context, d *dialogue) { d.write(text("half").missing(100).bytes()) })},
}

// again is the time before a hostile client connects again, and the time between two bytes of a
// slow client. It is short enough to disturb the server, and long enough to leave ports for the
// other clients.
const again = 10 * time.Millisecond

// wait waits for the end of the connection.
func wait(d *dialogue) { io.Copy(io.Discard, d.conn) }

// trickle writes byte by byte, slowly.
func trickle(ctx context.Context, d *dialogue, all []byte) {
	next := time.NewTicker(again)
	defer next.Stop()
	for i := range all {
		select {
		case <-next.C:
		case <-ctx.Done():
			return
		}
		if _, err := d.conn.Write(all[i : i+1]); err != nil {
			return
		}
	}
}

// flood writes a frame again and again, many at once, and reads nothing.
func flood(d *dialogue, f Frame) {
	one := f.bytes()
	many := bytes.Repeat(one, max(1, 4096/len(one)))
	for {
		if _, err := d.conn.Write(many); err != nil {
			return
		}
	}
}

// flooding floods, and reads the server's bytes. Empty fragments first need a message.
func flooding(f Frame) func(context.Context, *dialogue) {
	return upgraded(func(_ context.Context, d *dialogue) {
		if f.Opcode == opContinuation {
			d.write(text("").unfinished().bytes())
		}
		var reading sync.WaitGroup
		reading.Go(func() { wait(d) })
		flood(d, f)
		d.conn.Close()
		reading.Wait()
	})
}

// upgraded does the opening handshake first.
func upgraded(act func(context.Context, *dialogue)) func(context.Context, *dialogue) {
	return func(ctx context.Context, d *dialogue) {
		if d.open() == nil {
			act(ctx, d)
		}
	}
}

// open does the opening handshake, and reads no frames.
func (d *dialogue) open() error {
	sendRequest(validRequest()).run(d)
	answer, err := d.answer()
	if err != nil {
		return err
	}
	return d.request.checkAccepted(answer)
}

// The environment variables of the process that runs the storm, and its output when all hostile
// clients have started.
const (
	stormURL  = "CONFORMANCE_STORM_URL"
	stormEach = "CONFORMANCE_STORM_EACH"
	raging    = "raging"
)

func TestMain(m *testing.M) {
	url := os.Getenv(stormURL)
	if url == "" {
		leakcheck.Main(m)
	}
	each, err := strconv.Atoi(os.Getenv(stormEach))
	if err != nil {
		panic(err)
	}
	end := storm(context.Background(), Server{URL: url}.withDefaults(), each)
	os.Stdout.WriteString(raging)
	io.Copy(io.Discard, os.Stdin) // until it is closed
	end()
}

// storm starts the given number of hostile clients of each kind. Each client connects again and
// again, until the returned function ends all of them.
func storm(ctx context.Context, server Server, each int) (end func()) {
	ctx, cancel := context.WithCancel(ctx)
	var clients sync.WaitGroup
	for _, kind := range hostiles {
		for range each {
			clients.Go(func() {
				for ctx.Err() == nil {
					once(ctx, server, kind)
				}
			})
		}
	}
	return func() {
		cancel()
		clients.Wait()
	}
}

// once connects a hostile client and lets it act. It resets the connection if it is still open.
func once(ctx context.Context, server Server, kind hostile) {
	d, err := server.dial(ctx)
	if err != nil {
		return
	}
	defer d.close()
	defer context.AfterFunc(ctx, func() { d.conn.Close() })()
	if tcp, ok := d.conn.(*net.TCPConn); ok {
		tcp.SetLinger(0)
	}
	kind.act(ctx, d)
	select {
	case <-time.After(again):
	case <-ctx.Done():
	}
}
