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

// hostileClient is a kind of hostile client. It acts on one connection until the server or the context
// ends the connection.
type hostileClient struct {
	name string
	act  func(ctx context.Context, cc *clientConn)
}

// hostileClients are all kinds of hostile clients.
var hostileClients = []hostileClient{
	{"half-open", func(ctx context.Context, cc *clientConn) { wait(cc) }},
	{"half a request", func(ctx context.Context, cc *clientConn) {
		cc.write([]byte("GET /echo HTTP/1.1\r\nHost: "))
		wait(cc)
	}},
	{"a request byte by byte", func(ctx context.Context, cc *clientConn) { trickle(ctx, cc, validRequest().bytes(cc.host, cc.target)) }},
	{"frames byte by byte", upgraded(func(ctx context.Context, cc *clientConn) {
		trickle(ctx, cc, bytes.Repeat(text("slow").bytes(), 1000))
	})},
	{"never reading", upgraded(func(ctx context.Context, cc *clientConn) {
		flood(cc, binaryOf(strings.Repeat("x", 32<<10)))
	})},
	{"oversized", upgraded(func(ctx context.Context, cc *clientConn) {
		flood(cc, binaryOf(strings.Repeat("x", 32<<10)).missing(1<<30))
	})},
	{"pings", flooding(ping(strings.Repeat("p", maxControl)))},
	{"pongs", flooding(pong(""))},
	{"empty fragments", flooding(continuation("").unfinished())},
	{"tiny messages", flooding(text("x"))},
	{"close frames", flooding(closing(1000, ""))},
	{"breaches", flooding(text("").rsv(7))},
	{"bad UTF-8", flooding(text("\xff"))},
	{"half a frame, then gone", upgraded(func(ctx context.Context, cc *clientConn) { cc.write(text("half").missing(100).bytes()) })},
}

// reconnectInterval is the time before a hostile client connects again, and the time between two bytes of a
// slow client. It is short enough to disturb the server, and long enough to leave ports for the
// other clients.
const reconnectInterval = 10 * time.Millisecond

// wait waits for the end of the connection.
func wait(cc *clientConn) { io.Copy(io.Discard, cc.conn) }

// trickle writes byte by byte, slowly.
func trickle(ctx context.Context, cc *clientConn, all []byte) {
	next := time.NewTicker(reconnectInterval)
	defer next.Stop()
	for i := range all {
		select {
		case <-next.C:
		case <-ctx.Done():
			return
		}
		if _, err := cc.conn.Write(all[i : i+1]); err != nil {
			return
		}
	}
}

// flood writes a frame again and again, many at once, and reads nothing.
func flood(cc *clientConn, f Frame) {
	one := f.bytes()
	many := bytes.Repeat(one, max(1, 4096/len(one)))
	for {
		if _, err := cc.conn.Write(many); err != nil {
			return
		}
	}
}

// flooding floods, and reads the server's bytes. Empty fragments first need a message.
func flooding(f Frame) func(context.Context, *clientConn) {
	return upgraded(func(_ context.Context, cc *clientConn) {
		if f.Opcode == opContinuation {
			cc.write(text("").unfinished().bytes())
		}
		var reading sync.WaitGroup
		reading.Go(func() { wait(cc) })
		flood(cc, f)
		cc.conn.Close()
		reading.Wait()
	})
}

// upgraded does the opening handshake first.
func upgraded(act func(context.Context, *clientConn)) func(context.Context, *clientConn) {
	return func(ctx context.Context, cc *clientConn) {
		if cc.open() == nil {
			act(ctx, cc)
		}
	}
}

// open does the opening handshake, and reads no frames.
func (cc *clientConn) open() error {
	sendRequest(validRequest()).run(cc)
	answer, err := cc.answer()
	if err != nil {
		return err
	}
	return cc.request.checkAccepted(answer)
}

// The environment variables of the process that runs the hostile clients, and the output of this
// process when all of them have started.
const (
	hostileURL    = "CONFORMANCE_HOSTILE_URL"
	hostileEach   = "CONFORMANCE_HOSTILE_EACH"
	startedOutput = "started"
)

func TestMain(m *testing.M) {
	url := os.Getenv(hostileURL)
	if url == "" {
		leakcheck.Main(m)
	}
	each, err := strconv.Atoi(os.Getenv(hostileEach))
	if err != nil {
		panic(err)
	}
	end := startHostileClients(context.Background(), Server{URL: url}.withDefaults(), each)
	os.Stdout.WriteString(startedOutput)
	io.Copy(io.Discard, os.Stdin) // until it is closed
	end()
}

// startHostileClients starts the given number of hostile clients of each kind. Each client connects again and
// again, until the returned function ends all of them.
func startHostileClients(ctx context.Context, server Server, each int) (end func()) {
	ctx, cancel := context.WithCancel(ctx)
	var clients sync.WaitGroup
	for _, kind := range hostileClients {
		for range each {
			clients.Go(func() {
				for ctx.Err() == nil {
					runHostileClient(ctx, server, kind)
				}
			})
		}
	}
	return func() {
		cancel()
		clients.Wait()
	}
}

// runHostileClient connects a hostile client and lets it act. It resets the connection if it is still open.
func runHostileClient(ctx context.Context, server Server, kind hostileClient) {
	cc, err := server.dial(ctx)
	if err != nil {
		return
	}
	defer cc.close()
	defer context.AfterFunc(ctx, func() { cc.conn.Close() })()
	if tcp, ok := cc.conn.(*net.TCPConn); ok {
		tcp.SetLinger(0)
	}
	kind.act(ctx, cc)
	select {
	case <-time.After(reconnectInterval):
	case <-ctx.Done():
	}
}
