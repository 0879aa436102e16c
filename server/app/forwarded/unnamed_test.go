package forwarded

import (
	"bytes"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestTheLogSaysOnceThatATrustedProxyDoesNotNameItsClients(t *testing.T) {
	const page, handshake = "https://school.example", "AAAAAAAAAAAAAAAAAAAAAA=="
	for _, test := range []struct {
		name, remote, origin, key string
		fields                    map[string]string
		want                      string // in the remedy; "": the log says nothing
	}{
		{"nothing names the client", proxy, page, handshake, nil, "proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;"},
		{"only the scheme is there", proxy, page, handshake, map[string]string{"X-Forwarded-Proto": "https"}, "option forwardfor"},
		{"two fields name different clients", proxy, page, handshake, map[string]string{"Forwarded": "for=203.0.113.9", "X-Forwarded-For": "192.0.2.1"}, "proxy_set_header Forwarded '';"},
		{"the proxy names the client", proxy, page, handshake, map[string]string{"X-Forwarded-For": "192.0.2.1"}, ""},
		{"the client runs beside the proxy", proxy, page, handshake, map[string]string{"X-Forwarded-For": "127.0.0.1"}, ""},
		{"the peer is no trusted proxy", "192.0.2.1:5000", page, handshake, nil, ""},
		{"a probe asks", proxy, "", "", nil, ""},
		{"a page asks for no WebSocket", proxy, page, "", nil, ""},
	} {
		var log bytes.Buffer
		passed := 0
		handler := proxies.ReportUnnamed(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { passed++ }), slog.New(slog.NewJSONHandler(&log, nil)))
		for range 2 {
			request := httptest.NewRequest(http.MethodGet, "/echo", nil)
			request.RemoteAddr = test.remote
			for name, value := range map[string]string{"Origin": test.origin, "Sec-WebSocket-Key": test.key} {
				request.Header.Set(name, value)
			}
			for name, value := range test.fields {
				request.Header.Set(name, value)
			}
			handler.ServeHTTP(httptest.NewRecorder(), request)
		}
		if passed != 2 {
			t.Errorf("%s: %d of 2 requests are passed on", test.name, passed)
		}
		want := min(1, len(test.want))
		if lines := strings.Count(log.String(), "does not say who its clients are"); lines != want || !strings.Contains(log.String(), test.want) {
			t.Errorf("%s: the log says so %d times, want %d, with %q: %s", test.name, lines, want, test.want, log.String())
		}
	}
}
