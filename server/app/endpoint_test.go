package app

import (
	"bufio"
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"twocups/server/app/apptest"
	"twocups/server/app/limitlistener"
	"twocups/server/app/logging"
	"twocups/server/limit"
	"twocups/server/socket/sockettest"
)

// serving serves on pipes within a synctest bubble. The function end makes the
// endpoint drain, and returns how long this took.
func serving(handler http.Handler, log *slog.Logger) (pipes *sockettest.Pipes, end func() time.Duration) {
	return servingWithLimits(limitlistener.Config{}, handler, log)
}

// defaultRequests returns the limits of requests without flags.
func defaultRequests() (l requestLimits) {
	limit.SetDefaults(l.Limits())
	return l
}

// drainTime is the time that connections have to end at the endpoints that these tests serve.
const drainTime = 10 * time.Second

func servingWithLimits(limits limitlistener.Config, handler http.Handler, log *slog.Logger) (pipes *sockettest.Pipes, end func() time.Duration) {
	pipes = sockettest.NewPipes()
	ctx, signal := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	e := &endpoint{
		listener: limitlistener.New(pipes, limits), handler: handler, requests: defaultRequests(), log: log, errors: logging.NewHTTPErrors(log),
		endTime: drainTime, startToDrain: func() {}, shutDown: func(context.Context) error { return nil },
	}
	go func() { ended <- e.serve(ctx) }()
	return pipes, func() time.Duration {
		start := time.Now()
		signal()
		<-ended
		return time.Since(start)
	}
}

// untilClosed returns how long it takes until the server closes the connection.
func untilClosed(conn net.Conn) time.Duration {
	start := time.Now()
	io.Copy(io.Discard, conn)
	return time.Since(start)
}

func TestAHeaderThatDoesNotEndIsGivenUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pipes, end := serving(http.NotFoundHandler(), slog.New(slog.DiscardHandler))
		defer end()
		conn := pipes.Connect()
		io.WriteString(conn, "GET / HTTP/1.1\r\nHost:")
		if waited := untilClosed(conn); waited != headerTime {
			t.Errorf("waited %v", waited)
		}
	})
}

func TestABodyThatDoesNotEndIsGivenUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pipes, end := serving(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			io.Copy(io.Discard, r.Body)
		}), slog.New(slog.DiscardHandler))
		defer end()
		conn := pipes.Connect()
		io.WriteString(conn, "POST / HTTP/1.1\r\nHost: twocups\r\nContent-Length: 9\r\n\r\n")
		if waited := untilClosed(conn); waited != requestTime {
			t.Errorf("waited %v", waited)
		}
	})
}

func TestAnIdleConnectionIsClosed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pipes, end := serving(http.NotFoundHandler(), slog.New(slog.DiscardHandler))
		defer end()
		conn := pipes.Connect()
		io.WriteString(conn, "GET / HTTP/1.1\r\nHost: twocups\r\n\r\n")
		if waited := untilClosed(conn); waited != defaultRequests().IdleTime {
			t.Errorf("waited %v", waited)
		}
	})
}

func TestAnAnswerThatNobodyReadsIsGivenUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		done := make(chan struct{})
		pipes, end := serving(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			defer close(done)
			io.WriteString(w, strings.Repeat("x", 1<<20))
		}), slog.New(slog.DiscardHandler))
		defer end()
		start := time.Now()
		conn := pipes.Connect()
		defer conn.Close()
		io.WriteString(conn, "GET / HTTP/1.1\r\nHost: twocups\r\n\r\n")
		<-done
		if waited := time.Since(start); waited != answerTime {
			t.Errorf("waited %v", waited)
		}
	})
}

// statusWithHeader returns the status of the answer to a request with a header field of this length.
func statusWithHeader(t *testing.T, address string, length int) int {
	t.Helper()
	conn := tcp(t, address)
	go io.WriteString(conn, "GET / HTTP/1.1\r\nHost: twocups\r\nCookie: "+strings.Repeat("x", length)+"\r\n\r\n")
	response, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatalf("a header of %d bytes: %v", length, err)
	}
	return response.StatusCode
}

func TestAHeaderThatIsTooLongIsRefused(t *testing.T) {
	usual, large := program.Start(t), program.Start(t, "-max-header", "64k")
	for _, test := range []struct {
		address      string
		length, want int
	}{
		{usual, 20_000, http.StatusOK}, // the cookies of other programs on localhost
		{usual, 40_000, http.StatusRequestHeaderFieldsTooLarge},
		{large, 60_000, http.StatusOK},
		{large, 80_000, http.StatusRequestHeaderFieldsTooLarge},
	} {
		if status := statusWithHeader(t, test.address, test.length); status != test.want {
			t.Errorf("a header of %d bytes is answered with %d, want %d", test.length, status, test.want)
		}
	}
}

func TestARequestInProgressIsAnsweredBeforeTheEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const slow = 8 * time.Second
		pipes, end := serving(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			<-time.After(slow)
			io.WriteString(w, "done")
		}), slog.New(slog.DiscardHandler))
		conn := pipes.Connect()
		defer conn.Close()
		io.WriteString(conn, "GET / HTTP/1.1\r\nHost: twocups\r\n\r\n")
		answered := make(chan string)
		go func() {
			answer, _ := io.ReadAll(conn)
			answered <- string(answer)
		}()
		synctest.Wait()
		end()
		if answer := <-answered; !strings.HasSuffix(answer, "done") {
			t.Errorf("answered %q", answer)
		}
	})
}

func TestARequestThatDoesNotEndIsDisconnectedAfterTheDrainTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		printed := apptest.NewOutput()
		pipes, end := serving(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			<-r.Context().Done() // until the connection ends
		}), slog.New(slog.NewTextHandler(printed, nil)))
		conn := pipes.Connect()
		defer conn.Close()
		io.WriteString(conn, "GET / HTTP/1.1\r\nHost: twocups\r\n\r\n")
		synctest.Wait()
		if waited := end(); waited != drainTime {
			t.Errorf("drained for %v", waited)
		}
		if !strings.Contains(printed.String(), "not everything ended in time") {
			t.Errorf("the log says %q", printed)
		}
	})
}
