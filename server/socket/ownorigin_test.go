package socket_test

import (
	"net/http"
	"testing"

	"twocups/server/socket"
	"twocups/server/socket/sockettest"
	"twocups/server/sockets/echo"
)

// behindScheme sets the scheme that a trusted proxy has named.
func behindScheme(scheme string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.URL.Scheme = scheme
		next.ServeHTTP(w, r)
	})
}

func TestThePagesOfTheServerItselfMayConnectHoweverHostIsWritten(t *testing.T) {
	for _, test := range []struct {
		scheme, host, origin string
		admitted             bool
	}{
		// Nothing tells the scheme.
		{"", "school.example", "http://school.example", true},
		{"", "school.example", "https://school.example", true},
		{"", "school.example", "https://school.example:443", true},
		{"", "school.example:80", "http://school.example", true},
		{"", "school.example:443", "https://school.example", true},
		{"", "school.example:80", "https://school.example", true}, // the proxy's own port
		{"", "school.example:443", "http://school.example", true},
		{"", "school.example:", "http://school.example", true},
		{"", "School.EXAMPLE", "http://school.example", true},
		{"", "school.example.", "https://school.example", true},
		{"", "school.example", "https://school.example.", true},
		{"", "school.example:8080", "http://school.example:8080", true},
		{"", "school.example:8080", "https://school.example:8080", true},
		{"", "school.example:08080", "http://school.example:8080", true},
		{"", "[::1]:8080", "http://[::1]:8080", true},
		{"", "[::1]", "http://[::1]", true},
		{"", "[0:0::1]:80", "https://[::1]", true},
		{"", "[2001:DB8::1]", "https://[2001:db8:0::1]", true},
		{"", "school.example", "http://school.example:443", false},
		{"", "school.example", "https://school.example:80", false},
		{"", "school.example:8080", "http://school.example", false},
		{"", "school.example", "http://school.example:8080", false},
		{"", "school.example:0", "http://school.example", false},
		{"", "school.example:x", "http://school.example", false},
		{"", "school.example", "ftp://school.example", false},
		{"", "school.example", "https://a.school.example", false},
		{"", "school.example", "http://school.example, http://evil.example", false},
		{"", "school.example", "http://school.example@evil.example", false},

		// A proxy tells the scheme.
		{"https", "school.example", "https://school.example", true},
		{"https", "school.example:443", "https://school.example", true},
		{"https", "school.example:8443", "https://school.example:8443", true},
		{"https", "school.example", "http://school.example", false},
		{"https", "school.example:80", "https://school.example", false},
		{"https", "school.example:443", "http://school.example:443", false},
		{"http", "school.example", "http://school.example:80", true},
		{"http", "school.example", "https://school.example", false},
	} {
		url := sockettest.Serve(t, behindScheme(test.scheme, handlerOf(socket.Config{}, echo.Handler)))
		status, body := handshake(t, url, http.Header{"Host": {test.host}, "Origin": {test.origin}})
		if admitted := status == http.StatusSwitchingProtocols; admitted != test.admitted {
			t.Errorf("asked for %s as %q, the origin %s gets %d %s", test.host, test.scheme, test.origin, status, body)
		}
	}
}

func TestEachOriginOfARequestIsChecked(t *testing.T) {
	url := sockettest.Serve(t, handlerOf(socket.Config{}, echo.Handler))
	if status, _ := handshake(t, url, http.Header{"Origin": {"null", "https://evil.example"}}); status != http.StatusForbidden {
		t.Errorf("answered with %d", status)
	}
}
