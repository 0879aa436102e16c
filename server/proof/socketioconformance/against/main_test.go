package main

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

func TestAServerThatServesNothingFails(t *testing.T) {
	nothing := httptest.NewServer(http.NotFoundHandler())
	defer nothing.Close()
	var out strings.Builder
	err := run(t.Context(), []string{nothing.URL}, &out)
	if err == nil || !strings.HasSuffix(err.Error(), " cases failed") || !strings.Contains(out.String(), "Socket.IO: events") {
		t.Errorf("the run says %v\n%s", err, &out)
	}
}

// pings answers every request as a server that sends nothing but pings.
func pings(w http.ResponseWriter, r *http.Request) {
	const open = `0{"sid":"a","upgrades":[],"pingInterval":10,"pingTimeout":10,"maxPayload":1000}`
	switch {
	case websocket.IsWebSocketUpgrade(r):
		conn, err := new(websocket.Upgrader).Upgrade(w, r, nil)
		if err != nil {
			return
		}
		defer conn.Close()
		rate := time.NewTicker(time.Millisecond)
		defer rate.Stop()
		for packet := open; conn.WriteMessage(websocket.TextMessage, []byte(packet)) == nil; packet = "2" {
			<-rate.C
		}
	case r.Method == http.MethodPost:
		io.WriteString(w, "ok")
	case r.URL.Query().Has("sid"):
		io.WriteString(w, "2")
	default:
		io.WriteString(w, open)
	}
}

func TestTheSuiteEndsWithAServerThatOnlyPings(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(pings))
	defer server.Close()
	var out strings.Builder
	if err := run(t.Context(), []string{"-timeout", "50ms", server.URL}, &out); err == nil {
		t.Errorf("the server passes\n%s", &out)
	}
}

func TestOneURLIsNeeded(t *testing.T) {
	for _, args := range [][]string{{}, {"a", "b"}, {"ws://127.0.0.1"}} {
		if err := run(t.Context(), args, io.Discard); err == nil || !strings.Contains(err.Error(), "one URL is needed") {
			t.Errorf("%q: %v", args, err)
		}
	}
}
