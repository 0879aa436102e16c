package socketio_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	protocol "twocups/lessons/play/socketio"
	"twocups/server/socket/sockettest"
	"twocups/server/sockets/socketio"
	"twocups/server/sockets/socketio/engineio"
)

// visitor is a client that polls from an address of its own.
type visitor struct {
	server  *socketio.Server
	address string
	header  http.Header
}

func (v visitor) ask(method, path, body string) (status int, text string) {
	request := httptest.NewRequest(method, path, strings.NewReader(body))
	request.RemoteAddr = v.address + ":1"
	for name, values := range v.header {
		request.Header[name] = values
	}
	answer := httptest.NewRecorder()
	v.server.ServeHTTP(answer, request)
	return answer.Code, answer.Body.String()
}

// begin begins a session and returns its path, or "" if the server refuses it.
func (v visitor) begin(t *testing.T) (path string) {
	t.Helper()
	status, body := v.ask(http.MethodGet, polling, "")
	if status == http.StatusServiceUnavailable {
		return ""
	}
	h, err := protocol.ParseHandshake(strings.TrimPrefix(body, "0"))
	if err != nil {
		t.Fatalf("answered with %d %s", status, body)
	}
	return polling + "&sid=" + h.SID
}

// isThere reports whether the server still knows a session.
func (v visitor) isThere(path string) bool {
	status, _ := v.ask(http.MethodPost, path, "3")
	return status == http.StatusOK
}

// connect begins a session, connects it to the main namespace, and returns its path.
func (v visitor) connect(t *testing.T) string {
	t.Helper()
	path := v.begin(t)
	if status, body := v.ask(http.MethodPost, path, "40"); path == "" || status != http.StatusOK {
		t.Fatalf("the CONNECT of %s is answered with %d %s", path, status, body)
	}
	return path
}

// inFairTime runs a test in a synctest bubble, with a server whose sessions never end by
// themselves.
func inFairTime(t *testing.T, engine engineio.Config, test func(*testing.T, *socketio.Server)) {
	synctest.Test(t, func(t *testing.T) {
		config := officialConfig()
		engine.Sockets, engine.PingInterval, engine.PingTimeout = config.Engine.Sockets, time.Hour, time.Hour
		config.Engine, config.ConnectTimeout = engine, time.Hour
		server := socketio.New(config)
		test(t, server)
		if err := server.Shutdown(t.Context()); err != nil {
			t.Error(err)
		}
	})
}

func TestSessionsThatSentNothingEndFirstWhenThereIsNoRoom(t *testing.T) {
	inFairTime(t, engineio.Config{MaxSessions: 10}, func(t *testing.T, server *socketio.Server) {
		learner, flood, newcomer := visitor{server: server, address: "192.0.2.1"}, visitor{server: server, address: "192.0.2.2"}, visitor{server: server, address: "192.0.2.3"}
		connected, polled := learner.connect(t), learner.begin(t)
		go learner.ask(http.MethodGet, polled, "") // a second poll
		synctest.Wait()
		for range 8 {
			flood.begin(t)
		}
		if path := flood.begin(t); path != "" {
			t.Error("the flood gets one more session")
		}
		sockettest.Pass(5*time.Second + 1)
		var newcomers []string
		for range 8 {
			newcomers = append(newcomers, newcomer.connect(t))
		}
		if !learner.isThere(connected) || !learner.isThere(polled) {
			t.Error("a session that was used had to end")
		}
		for _, path := range newcomers {
			if !newcomer.isThere(path) {
				t.Error("a newcomer had to end")
			}
		}
		if evicted := server.Figures().Evicted; evicted != 8 {
			t.Errorf("%d sessions had to make room", evicted)
		}
	})
}

func TestTheAddressWithMostSessionsGivesUpItsNewest(t *testing.T) {
	inFairTime(t, engineio.Config{MaxSessions: 10}, func(t *testing.T, server *socketio.Server) {
		many, few := visitor{server: server, address: "192.0.2.1"}, visitor{server: server, address: "192.0.2.2"}
		var held, got []string
		for range 10 {
			held = append(held, many.connect(t))
		}
		for range 5 {
			got = append(got, few.connect(t))
		}
		for _, v := range []visitor{few, many} {
			if path := v.begin(t); path != "" {
				t.Errorf("%s gets more than its half", v.address)
			}
		}
		for n, path := range held {
			if there := many.isThere(path); there != (n < 5) {
				t.Errorf("session %d of the address with most is there: %v", n, there)
			}
		}
		for _, path := range got {
			if !few.isThere(path) {
				t.Error("a session of the newcomer had to end")
			}
		}
		if status, body := many.ask(http.MethodGet, held[9], ""); status != http.StatusBadRequest || !strings.Contains(body, "had to make room") {
			t.Errorf("the client of a session that ended gets %d %s", status, body)
		}
	})
}

func TestAnAddressAtItsLimitGivesUpItsOwnIdleSessionsOnly(t *testing.T) {
	inFairTime(t, engineio.Config{MaxSessions: 10, MaxPerAddress: 3}, func(t *testing.T, server *socketio.Server) {
		one, other := visitor{server: server, address: "192.0.2.1"}, visitor{server: server, address: "192.0.2.2"}
		idle := other.begin(t)
		first, second := one.connect(t), one.begin(t)
		third := one.connect(t)
		sockettest.Pass(5*time.Second + 1)
		if path := one.begin(t); path == "" || one.isThere(second) || !one.isThere(first) || !one.isThere(third) {
			t.Error("the idle session of the address did not make room")
		}
		if path := one.begin(t); path != "" {
			t.Error("the address gets one more session than it may")
		}
		if status, _ := other.ask(http.MethodPost, idle, "40"); status != http.StatusOK {
			t.Error("a session of another address had to make room")
		}
	})
}

// Nobody reads the sid of a session that an image or a link of another site has begun.
func TestAPageOfAnotherSiteBeginsNoSessionThatItCannotRead(t *testing.T) {
	server := socketio.New(socketio.Config{Engine: engineio.Config{Sockets: calmSockets()}, MaxMembers: 64})
	defer server.Shutdown(t.Context())
	for site, want := range map[string]int{"cross-site": http.StatusForbidden, "same-site": http.StatusForbidden, "same-origin": http.StatusOK, "none": http.StatusOK} {
		v := visitor{server, "192.0.2.1", http.Header{"Sec-Fetch-Site": {site}, "Sec-Fetch-Mode": {"no-cors"}, "Sec-Fetch-Dest": {"image"}}}
		if status, body := v.ask(http.MethodGet, polling, ""); status != want {
			t.Errorf("a request from %s is answered with %d %s", site, status, body)
		}
	}
	framed := visitor{server, "192.0.2.1", http.Header{"Sec-Fetch-Site": {"cross-site"}, "Origin": {"null"}}}
	if status, body := framed.ask(http.MethodGet, polling, ""); status != http.StatusOK {
		t.Errorf("a lesson in a sandboxed iframe is answered with %d %s", status, body)
	}
	if open := server.Figures().Open; open != 3 {
		t.Errorf("%d sessions are open, want 3", open)
	}
}

func TestAFloodOfGetsFromOneAddressLeavesHalfOfTheSessions(t *testing.T) {
	inFairTime(t, engineio.Config{}, func(t *testing.T, server *socketio.Server) {
		flood, learner := visitor{server: server, address: "192.0.2.2"}, visitor{server: server, address: "192.0.2.1"}
		refused := 0
		for range 5000 {
			if flood.begin(t) == "" {
				refused++
			}
		}
		if refused != 2500 {
			t.Errorf("%d of 5000 are refused, want 2500", refused)
		}
		for range 100 {
			learner.connect(t)
		}
	})
}
