package socket_test

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"twocups/lessons/play"
	"twocups/server/app/apptest"
	"twocups/server/socket"
	"twocups/server/socket/sockettest"
	"twocups/server/sockets/echo"
)

// asked is a request as a proxy passes it on.
type asked struct{ host, origin, scheme, fields string }

// send sends a request to a handler, and returns the answer.
func (a asked) send(handler http.Handler, method string, more ...string) *httptest.ResponseRecorder {
	request := httptest.NewRequest(method, play.EchoPath, nil)
	request.Host, request.URL.Scheme = a.host, a.scheme
	if a.origin != "" {
		request.Header.Set("Origin", a.origin)
	}
	for line := range strings.Lines(a.fields + strings.Join(more, "\n")) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
		request.Header.Set(name, value)
	}
	answer := httptest.NewRecorder()
	handler.ServeHTTP(answer, request)
	return answer
}

// probe sends the request of a page that asks why its WebSocket didn't open. It returns the
// status and the two lines of the answer.
func (a asked) probe(t *testing.T, handler http.Handler) (status int, what, next string) {
	t.Helper()
	answer := a.send(handler, http.MethodPost)
	words, ours := strings.CutPrefix(strings.TrimSuffix(answer.Body.String(), "\n"), play.ProbePrefix)
	what, next, two := strings.Cut(words, "\n")
	if !ours || !two || next == "" || answer.Header().Get("Access-Control-Allow-Origin") != "*" {
		t.Errorf("the answer is %q with %v", answer.Body, answer.Header())
	}
	return answer.Code, what, next
}

// loggedTo returns a Config whose log has its lines in an output.
func loggedTo(output *apptest.Output) socket.Config {
	log := slog.New(slog.NewTextHandler(output, nil))
	return socket.Config{Log: log, Refusals: log}
}

// opening are the fields of an opening handshake.
const opening = "Upgrade: websocket\nConnection: Upgrade\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\nSec-WebSocket-Version: 13"

func TestAPageLearnsWhyItsOriginIsRefusedAndTheOperatorWhichLineToChange(t *testing.T) {
	const (
		nginxHost  = `"proxy_set_header Host $http_host;"`
		apacheHost = `"ProxyPreserveHost On"`
	)
	for _, test := range []struct {
		name  string
		asked asked
		what  string
		next  []string
	}{
		{"no Host", asked{host: "127.0.0.1:8080", origin: "http://school.example"},
			"the page is from http://school.example, and the server was asked for as http or https://127.0.0.1:8080.",
			[]string{nginxHost, apacheHost, `"-origin http://school.example"`}},
		{"a Host without its port", asked{host: "localhost", origin: "http://localhost:9000"},
			"the page is from http://localhost:9000, and the server was asked for as http or https://localhost.",
			[]string{"changes the port", nginxHost}},
		{"another port", asked{host: "localhost:80", origin: "http://localhost:9000"}, "http or https://localhost:80.", []string{"changes the port", nginxHost}},
		{"another scheme", asked{host: "school.example", scheme: "http", origin: "https://school.example"},
			"the page is from https://school.example, and the server was asked for as http://school.example.",
			[]string{`"proxy_set_header X-Forwarded-Proto $scheme;"`}},
		{"another scheme, with a port", asked{host: "school.example:8080", scheme: "https", origin: "http://school.example:8080"},
			"was asked for as https://school.example:8080.", []string{`"proxy_set_header X-Forwarded-Proto $scheme;"`}},
		{"the Host in another field", asked{host: "127.0.0.1:8080", origin: "http://school.example", fields: "X-Forwarded-Host: School.example\n"},
			"the page is from http://school.example", []string{`If 192.0.2.1 is the proxy`, `"-trusted-proxy 192.0.2.1"`, apacheHost}},
		{"no origin at all", asked{host: "school.example", origin: "://"}, "the page is from ://", []string{"Reload this page"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			logged := apptest.NewOutput()
			handler := handlerOf(loggedTo(logged), echo.Handler)
			test.asked.send(handler, http.MethodGet, opening)
			status, what, next := test.asked.probe(t, handler)
			if status != http.StatusForbidden || !strings.Contains(what, test.what) {
				t.Errorf("answered with %d %s", status, what)
			}
			for _, want := range test.next {
				if !strings.Contains(next, want) {
					t.Errorf("the page does not say %s: %s", want, next)
				}
				if quoted := strings.ReplaceAll(want, `"`, `\"`); want != "Reload this page" && !strings.Contains(logged.String(), quoted) {
					t.Errorf("the log does not say %s: %s", quoted, logged)
				}
			}
			if text := logged.String(); !strings.Contains(text, "a WebSocket was refused") || !strings.Contains(text, "origin="+test.asked.origin) || !strings.Contains(text, "host="+test.asked.host) {
				t.Errorf("the log says %s", text)
			}
		})
	}
}

func TestTheAnswerQuotesLittleOfALongOrigin(t *testing.T) {
	long := asked{host: "school.example", origin: "https://" + strings.Repeat("x", 5000)}
	if _, what, next := long.probe(t, handlerOf(socket.Config{}, echo.Handler)); len(what) > 1000 || len(next) > 1000 {
		t.Errorf("the answer has %d and %d bytes", len(what), len(next))
	}
}

func TestAPageLearnsWhatTheServerKnowsOfItsHandshake(t *testing.T) {
	own := asked{host: "school.example", origin: "https://school.example"}
	const withoutUpgrade = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\nSec-WebSocket-Version: 13"
	for _, test := range []struct {
		name, handshake string
		status          int
		what, next      string
	}{
		{"none came", "", 426, "the server has refused none", "another network"},
		{"it lost Upgrade", withoutUpgrade, 426, "without its fields Upgrade and Connection", `"proxy_set_header Upgrade $http_upgrade;"`},
		{"it broke a rule", strings.Replace(opening, "13", "12", 1), 426, "Sec-WebSocket-Version must say 13", "try again"},
		{"its key got lost", strings.Replace(opening, "dGhl", "", 1), 400, "Sec-WebSocket-Key must be 16 bytes", "try again"},
	} {
		handler := handlerOf(socket.Config{}, echo.Handler)
		if test.handshake != "" {
			own.send(handler, http.MethodGet, test.handshake)
			other := asked{host: "school.example", origin: "http://school.example"}
			if _, what, _ := other.probe(t, handler); !strings.Contains(what, "refused none") {
				t.Errorf("%s: the page of another origin learns %s", test.name, what)
			}
		}
		status, what, next := own.probe(t, handler)
		if status != test.status || !strings.Contains(what, test.what) || !strings.Contains(next, test.next) {
			t.Errorf("%s: answered with %d %q, %q", test.name, status, what, next)
		}
	}
}

func TestAPageLearnsThatAProxySpeaksAnOldProtocol(t *testing.T) {
	handler := handlerOf(socket.Config{}, echo.Handler)
	old := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Proto, r.ProtoMajor, r.ProtoMinor = "HTTP/1.0", 1, 0
		handler.ServeHTTP(w, r)
	})
	if status, what, next := (asked{host: "a", origin: "http://a"}).probe(t, old); status != 505 || !strings.Contains(what, "HTTP/1.1") || !strings.Contains(next, `"proxy_http_version 1.1;"`) {
		t.Errorf("answered with %d %q, %q", status, what, next)
	}
}

func TestAPageLearnsThatTheServerIsFull(t *testing.T) {
	sockets := socket.New(socket.Config{MaxConnections: 1})
	handler := echo.Handler(sockets)
	sockettest.Dial(t, sockettest.Serve(t, handler))
	if status, what, next := (asked{host: "a", origin: "http://b"}).probe(t, handler); status != 503 || !strings.Contains(what, "full") || !strings.Contains(next, "Wait a little") {
		t.Errorf("answered with %d %q, %q", status, what, next)
	}
}

func TestARefusalIsRememberedForAWhile(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		handler := handlerOf(socket.Config{}, echo.Handler)
		own := asked{host: "a", origin: "http://a"}
		own.send(handler, http.MethodGet, "Sec-WebSocket-Key: k")
		<-time.After(socket.RecentTime - time.Second)
		if _, what, _ := own.probe(t, handler); !strings.Contains(what, "without its fields Upgrade") {
			t.Errorf("before the time is over: %s", what)
		}
		<-time.After(time.Second)
		if _, what, _ := own.probe(t, handler); !strings.Contains(what, "refused none") {
			t.Errorf("after that: %s", what)
		}
	})
}

func TestTheLogSaysOnceThatTheSchemeIsUnknown(t *testing.T) {
	for _, test := range []struct {
		scheme string
		want   int
	}{{"", 1}, {"http", 0}, {"https", 0}} {
		logged := apptest.NewOutput()
		url := sockettest.Serve(t, behindScheme(test.scheme, handlerOf(loggedTo(logged), echo.Handler)))
		for range 3 {
			handshake(t, url, http.Header{"Host": {"school.example"}, "Origin": {"http://school.example"}})
			handshake(t, url, http.Header{"Host": {"school.example"}, "Origin": {"https://school.example"}})
		}
		if n := strings.Count(logged.String(), "does not know whether browsers use http or https"); n != test.want {
			t.Errorf("with the scheme %q, the log says so %d times, want %d", test.scheme, n, test.want)
		}
	}
}

func TestAHandshakeWithoutUpgradeIsLoggedAsOne(t *testing.T) {
	logged := apptest.NewOutput()
	handler := handlerOf(loggedTo(logged), echo.Handler)
	answer := asked{host: "a"}.send(handler, http.MethodGet, "Sec-WebSocket-Key: k")
	if body, _ := io.ReadAll(answer.Body); answer.Code != 426 || !strings.Contains(string(body), "speaks WebSocket") || !strings.Contains(logged.String(), "proxy_set_header Upgrade $http_upgrade;") {
		t.Errorf("answered with %d %s, and the log says %s", answer.Code, body, logged)
	}
}
