package socketio_test

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	protocol "twocups/lessons/play/socketio"
	"twocups/server/socket"
	"twocups/server/sockets/socketio"
	"twocups/server/sockets/socketio/engineio"
)

func TestShutdownSpreadsTheEndsOfSessionsEvenly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const clients = 5
		sockets := socket.New(socket.Config{ShutdownSpread: clients * time.Second})
		server := socketio.New(socketio.Config{Engine: engineio.Config{Sockets: sockets}, MaxMembers: 64})
		ask := func(method, path, body string) string {
			answer := httptest.NewRecorder()
			server.ServeHTTP(answer, httptest.NewRequest(method, path, strings.NewReader(body)))
			return answer.Body.String()
		}
		start := time.Now()
		ended := make(chan time.Duration, clients)
		for range clients {
			h, err := protocol.ParseHandshake(strings.TrimPrefix(ask(http.MethodGet, polling, ""), "0"))
			if err != nil {
				t.Fatal(err)
			}
			path := polling + "&sid=" + h.SID
			ask(http.MethodPost, path, "40")
			ask(http.MethodGet, path, "")
			go func() {
				if packets := ask(http.MethodGet, path, ""); !strings.HasSuffix(packets, "1") { // the packet close
					t.Errorf("a session ended with %q", packets)
				}
				ended <- time.Since(start)
			}()
		}
		synctest.Wait()
		if err := server.Shutdown(t.Context()); err != nil {
			t.Error(err)
		}
		var times []time.Duration
		for range clients {
			times = append(times, <-ended)
		}
		slices.Sort(times)
		for i, at := range times {
			if want := time.Duration(i) * time.Second; at != want {
				t.Errorf("session %d ended after %v, want %v", i, at, want)
			}
		}
	})
}
