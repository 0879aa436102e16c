package limitlistener

import (
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"twocups/server/app/apptest"
	"twocups/server/socket/sockettest"
)

// forwarding passes on requests for the client in the field Client, as a trusted proxy does.
func forwarding(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if client := r.Header.Get("Client"); client != "" {
			r.RemoteAddr = client
		}
		next.ServeHTTP(w, r)
	})
}

// serve serves requests that wait until they are cancelled or release is called. The path of a
// request that lasts is /events.
func serve(t *testing.T, config Config, http2, exempt bool) (l *Listener, server *httptest.Server, release func()) {
	t.Helper()
	released := make(chan struct{})
	release = sync.OnceFunc(func() { close(released) })
	server = httptest.NewUnstartedServer(nil)
	l = New(server.Listener, config)
	if exempt {
		l.Exempt = func(net.Addr) bool { return true }
	}
	waiting := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusOK)
		http.NewResponseController(w).Flush()
		select {
		case <-released:
		case <-r.Context().Done():
		}
	})
	server.Config.Handler = forwarding(l.Handler(waiting, func(r *http.Request) bool { return r.URL.Path == "/events" }))
	server.Listener, server.Config.ConnContext, server.Config.ConnState = l, l.Context, l.ConnState
	server.EnableHTTP2 = http2
	server.StartTLS()
	t.Cleanup(server.Close)
	t.Cleanup(release)
	return l, server, release
}

// begin sends a request for a client, and returns the status of the answer. The request goes on
// until end is called.
func begin(t *testing.T, client *http.Client, url, from string) (status int, end func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Client", from)
	response, err := client.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, func() {
		cancel()
		io.Copy(io.Discard, response.Body)
		response.Body.Close()
	}
}

// logTo returns a log that writes to an output.
func logTo(output io.Writer) *slog.Logger { return slog.New(slog.NewTextHandler(output, nil)) }

// expectRefusal checks that a log has one line, about a refusal.
func expectRefusal(t *testing.T, log *apptest.Output, want string) {
	t.Helper()
	if text := log.String(); strings.Count(text, "\n") != 1 || !strings.Contains(text, `msg="a request was refused" `+want) {
		t.Errorf("the log is %q, want one line with %s", text, want)
	}
}

func TestStreamsOfHTTP2CountLikeConnections(t *testing.T) {
	log := apptest.NewOutput()
	l, server, release := serve(t, Config{MaxConnections: 10, MaxPerAddress: 10, MaxStreams: 4, Log: logTo(log)}, true, false)
	var cancels []func()
	for i := range 5 {
		status, cancel := begin(t, server.Client(), server.URL+"/events", "")
		if want := map[bool]int{true: http.StatusOK, false: http.StatusServiceUnavailable}[i < 4]; status != want {
			t.Errorf("stream %d of a connection is answered with %d, want %d", i+1, status, want)
		}
		cancels = append(cancels, cancel)
	}
	for range 20 { // a page's requests don't count
		if status, _ := begin(t, server.Client(), server.URL+"/", ""); status != http.StatusOK {
			t.Errorf("a page is answered with %d", status)
		}
	}
	expectRefusal(t, log, "reason=streams")
	if l.Open() != 5 || l.Refused() != 1 {
		t.Errorf("%d are open and %d were refused, want a connection with 4 streams, and 1", l.Open(), l.Refused())
	}
	cancels[0]()
	sockettest.Await(t, "the stream to end", func() bool { return l.Open() == 4 })
	if status, _ := begin(t, server.Client(), server.URL+"/events", ""); status != http.StatusOK {
		t.Errorf("after the end of a stream, one more is answered with %d", status)
	}
	release()
	sockettest.Await(t, "the streams to end", func() bool { return l.Open() == 1 })
}

func TestStreamsOfHTTP2AreLimitedInAllAndForAnAddress(t *testing.T) {
	for reason, config := range map[string]Config{
		"full":    {MaxConnections: 4, MaxPerAddress: 100, MaxStreams: 100},
		"address": {MaxConnections: 100, MaxPerAddress: 4, MaxStreams: 100},
	} {
		log := apptest.NewOutput()
		config.Log = logTo(log)
		_, server, _ := serve(t, config, true, false)
		for i := range 4 {
			status, _ := begin(t, server.Client(), server.URL+"/events", "")
			if want := map[bool]int{true: http.StatusOK, false: http.StatusServiceUnavailable}[i < 3]; status != want { // with its connection, three streams are four
				t.Errorf("%s: stream %d is answered with %d, want %d", reason, i+1, status, want)
			}
		}
		expectRefusal(t, log, "reason="+reason)
	}
}

func TestAProxysConnectionsCountForItsClients(t *testing.T) {
	const alice, bob = "192.0.2.1:0", "192.0.2.2:0"
	log := apptest.NewOutput()
	l, server, release := serve(t, Config{MaxConnections: 100, MaxPerAddress: 2, Log: logTo(log)}, false, true)
	for i := range 3 {
		status, _ := begin(t, server.Client(), server.URL, alice)
		if want := map[bool]int{true: http.StatusOK, false: http.StatusServiceUnavailable}[i < 2]; status != want {
			t.Errorf("request %d of a client is answered with %d, want %d", i+1, status, want)
		}
	}
	expectRefusal(t, log, "reason=address remote="+alice)
	for range 2 {
		if status, _ := begin(t, server.Client(), server.URL, bob); status != http.StatusOK {
			t.Errorf("another client of the proxy is answered with %d", status)
		}
	}
	release()
	sockettest.Await(t, "the requests to end", func() bool {
		l.mu.Lock()
		defer l.mu.Unlock()
		return len(l.from) == 0
	})
	if status, _ := begin(t, server.Client(), server.URL, alice); status != http.StatusOK {
		t.Errorf("after the end of its requests, the client is answered with %d", status)
	}
	if l.Disconnected() != 0 {
		t.Errorf("%d connections of the proxy were disconnected", l.Disconnected())
	}
}
