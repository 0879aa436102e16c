package main

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"twocups/server/proof/leakcheck"
	"twocups/server/proof/socketioconformance"
	"twocups/server/socket/sockettest"
)

func TestMain(m *testing.M) { leakcheck.Main(m) }

// play plays groups of the suite against a handler around the target, over pipes. The pings come in
// the time of a bubble, so that no session ends because the machine is busy.
func play(t *testing.T, around func(http.Handler) http.Handler, groups []socketioconformance.Group) (results []socketioconformance.Result) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		s := newServer(officialTimes)
		pipes, closeServer := sockettest.ServePipes(around(s))
		defer closeServer()
		dial := func(context.Context, string, string) (net.Conn, error) { return newReadAhead(pipes.Connect()), nil }
		results = socketioconformance.Server{URL: "http://twocups", Dial: dial}.Run(t.Context(), groups)
		if err := s.shutdown(context.WithoutCancel(t.Context())); err != nil {
			t.Error(err)
		}
	})
	return results
}

func unchanged(h http.Handler) http.Handler { return h }

func expectAllPass(t *testing.T, results []socketioconformance.Result) {
	t.Helper()
	for _, r := range results {
		if r.Err != nil {
			t.Errorf("%s: %v", r.Case, r.Err)
		}
	}
}

func TestOurServerConformsToEngineIOAndSocketIO(t *testing.T) {
	expectAllPass(t, play(t, unchanged, socketioconformance.Groups()))
}

// Pipes don't lose bytes when a connection ends, and TCP does. The groups of this test need no ping.
func TestOurServerConformsOverTCP(t *testing.T) {
	s := newServer(times{sockettest.Timeout, sockettest.Timeout, sockettest.Timeout})
	listening := httptest.NewServer(s)
	defer listening.Close()
	server := socketioconformance.Server{URL: listening.URL, Timeout: sockettest.Timeout}
	for _, name := range []string{"Engine.IO: opening a session", "Engine.IO: messages", "Engine.IO: what is no message", "Engine.IO: closing", "Socket.IO: what is no packet"} {
		expectAllPass(t, server.Run(t.Context(), group(name)))
	}
	if err := s.shutdown(context.WithoutCancel(t.Context())); err != nil {
		t.Error(err)
	}
}

// mutant is a server with a fault, which the suite must find.
type mutant struct {
	change func(request *http.Request, status int, body string) (int, string)
}

// around changes the answers to requests that are no opening handshakes.
func (m mutant) around(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Upgrade") != "" {
			next.ServeHTTP(w, r)
			return
		}
		recorder := httptest.NewRecorder()
		next.ServeHTTP(recorder, r)
		status, body := m.change(r, recorder.Code, recorder.Body.String())
		w.Header().Set("Content-Type", recorder.Header().Get("Content-Type"))
		w.WriteHeader(status)
		io.WriteString(w, body)
	})
}

func TestTheSuiteFindsFaults(t *testing.T) {
	for fault, m := range map[string]struct {
		group  string // that finds the fault
		change func(*http.Request, int, string) (int, string)
	}{
		"a session that is over is answered with 200": {"Engine.IO: closing", func(_ *http.Request, status int, body string) (int, string) {
			if strings.Contains(body, `"code":1,`) {
				return http.StatusOK, "1"
			}
			return status, body
		}},
		"the handshake has no maxPayload": {"Engine.IO: opening a session", func(_ *http.Request, status int, body string) (int, string) {
			return status, strings.Replace(body, `,"maxPayload":1000000`, "", 1)
		}},
		"a wrong version is accepted": {"Engine.IO: opening a session", func(_ *http.Request, status int, body string) (int, string) {
			if strings.Contains(body, `"code":5,`) {
				return http.StatusOK, "6"
			}
			return status, body
		}},
		"packets come in another order": {"Engine.IO: messages", func(_ *http.Request, status int, body string) (int, string) {
			packets := strings.Split(body, "\x1e")
			slices.Reverse(packets)
			return status, strings.Join(packets, "\x1e")
		}},
	} {
		failed := 0
		for _, r := range play(t, mutant{m.change}.around, group(m.group)) {
			if r.Err != nil {
				failed++
			}
		}
		if failed == 0 {
			t.Errorf("the suite does not find that %s", fault)
		}
	}
}

func group(name string) (found []socketioconformance.Group) {
	for _, g := range socketioconformance.Groups() {
		if g.Name == name {
			found = append(found, g)
		}
	}
	return found
}

func TestTheCommandServesUntilItsContextEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	out, in := io.Pipe()
	ended := make(chan error, 1)
	go func() { ended <- run(ctx, []string{"-addr", "127.0.0.1:0"}, in) }()
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	url := strings.TrimSpace(strings.TrimPrefix(line, "listening on "))
	response, err := http.Get(url + socketioconformance.EnginePath + "?EIO=4&transport=polling")
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	if response.StatusCode != http.StatusOK {
		t.Errorf("answered with %d", response.StatusCode)
	}
	http.DefaultClient.CloseIdleConnections()
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}
