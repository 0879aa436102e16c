package app

import (
	"bufio"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"

	"twocups/lessons/play"
	"twocups/server/app/limitlistener"
	"twocups/server/socket/sockettest"
)

// hello is a complete request.
const hello = "GET / HTTP/1.1\r\nHost: twocups\r\n\r\n"

// tcp opens a connection to the program that is closed when the test ends.
func tcp(t *testing.T, address string) net.Conn {
	t.Helper()
	_, host, _ := strings.Cut(address, "://")
	conn, err := net.Dial("tcp", host)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	conn.SetDeadline(time.Now().Add(sockettest.Timeout))
	return conn
}

// statusOf sends a request and returns the status code of the answer, or 0 without an answer.
func statusOf(conn net.Conn, request string) int {
	if _, err := io.WriteString(conn, request); err != nil {
		return 0
	}
	response, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		return 0
	}
	io.Copy(io.Discard, response.Body)
	return response.StatusCode
}

func TestSilentClientsDelayOthersNoLongerThanAHeaderMayTake(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		limits := limitlistener.Config{MaxConnections: 3, MaxPerAddress: 3}
		pipes, end := servingWithLimits(limits, http.NotFoundHandler(), slog.New(slog.DiscardHandler))
		defer end()
		for _, begun := range []string{"", "G", "GET / HTTP/1.1\r\nHost: twocups\r\nX-Slow"} {
			conn := pipes.Connect()
			defer conn.Close()
			if begun != "" {
				io.WriteString(conn, begun)
			}
		}
		start := time.Now()
		conn := pipes.Connect() // returns when it is accepted
		defer conn.Close()
		if status := statusOf(conn, hello); status != http.StatusNotFound || time.Since(start) != headerTime {
			t.Errorf("answered with %d after %v", status, time.Since(start))
		}
	})
}

func TestAnAddressOverItsLimitOfConnectionsIsDisconnected(t *testing.T) {
	p := program.Launch(t, "-max-http", "10", "-max-http-per-address", "3")
	var held []net.Conn
	for range 3 {
		conn := tcp(t, p.Address)
		if status := statusOf(conn, hello); status != http.StatusOK {
			t.Fatalf("answered with %d", status)
		}
		held = append(held, conn)
	}
	if status := statusOf(tcp(t, p.Address), hello); status != 0 {
		t.Errorf("one more is answered with %d", status)
	}
	if status := statusOf(held[0], hello); status != http.StatusOK {
		t.Errorf("after that the first is answered with %d", status)
	}
	held[1].Close()
	for statusOf(tcp(t, p.Address), hello) != http.StatusOK { // until the server has noticed the end of the other connection
	}
}

func TestAWebSocketIsNoLongerCounted(t *testing.T) {
	p := program.Launch(t, "-max-http", "2", "-max-http-per-address", "2")
	url := "ws" + strings.TrimPrefix(p.Address, "http") + play.EchoPath
	var open []*websocket.Conn
	for range 10 {
		conn := sockettest.Dial(t, url)
		sockettest.Write(t, conn, websocket.TextMessage, "Hello") // the echo shows that the connection is a WebSocket now
		sockettest.Read(t, conn)
		open = append(open, conn)
	}
	for _, conn := range open {
		sockettest.Write(t, conn, websocket.TextMessage, "Hello")
		if _, echo := sockettest.Read(t, conn); echo != "Hello" {
			t.Errorf("the echo is %q", echo)
		}
	}
	if status := statusOf(tcp(t, p.Address), hello); status != http.StatusOK {
		t.Errorf("a page is answered with %d", status)
	}
}

func TestTheEndOfAFullEndpointIsNotDelayed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pipes, end := servingWithLimits(limitlistener.Config{MaxConnections: 1, MaxPerAddress: 1}, http.NotFoundHandler(), slog.New(slog.DiscardHandler))
		conn := pipes.Connect()
		io.WriteString(conn, "GET")
		synctest.Wait()
		conn.Close()
		if waited := end(); waited > headerTime {
			t.Errorf("ended after %v", waited)
		}
	})
}

func TestAFullEndpointEndsTheConnectionThatHasBeenIdleForLongest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pipes, end := servingWithLimits(limitlistener.Config{MaxConnections: 3}, http.NotFoundHandler(), slog.New(slog.DiscardHandler))
		defer end()
		var conns []net.Conn
		for range 3 {
			conn := pipes.Connect()
			defer conn.Close()
			if status := statusOf(conn, hello); status != http.StatusNotFound {
				t.Errorf("answered with %d", status)
			}
			synctest.Wait() // the connection is idle
			conns = append(conns, conn)
		}
		statusOf(conns[0], hello) // so the second has been idle for longest
		synctest.Wait()
		start := time.Now()
		conn := pipes.Connect()
		defer conn.Close()
		if status := statusOf(conn, hello); status != http.StatusNotFound || time.Since(start) != 0 {
			t.Errorf("one more is answered with %d after %v", status, time.Since(start))
		}
		for i, want := range []int{http.StatusNotFound, 0, http.StatusNotFound} {
			if status := statusOf(conns[i], hello); status != want {
				t.Errorf("connection %d is answered with %d, want %d", i+1, status, want)
			}
		}
	})
}
