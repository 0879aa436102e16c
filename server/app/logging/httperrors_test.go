package logging_test

import (
	"log/slog"
	"strings"
	"testing"

	"twocups/server/app/logging"
)

func TestErrorsOfTheProgramAreLoggedAndThoseOfClientsAreCounted(t *testing.T) {
	var logged strings.Builder
	errors := logging.NewHTTPErrors(slog.New(slog.NewTextHandler(&logged, nil)))
	for _, line := range []string{
		"http: Accept error: accept tcp: too many open files; retrying in 5ms\n",
		"http: panic serving 192.0.2.1:80: oh\n",
		"http: TLS handshake error from 192.0.2.1:80: tls: client requested thesecret\n",
		"http2: server: error reading preface from client 192.0.2.1:80: bogus greeting thesecret\n",
	} {
		errors.Logger().Print(line)
	}
	if text := logged.String(); !strings.Contains(text, "too many open files") || !strings.Contains(text, "panic serving") || strings.Count(text, "\n") != 2 {
		t.Errorf("logged:\n%s", text)
	}
	if n := errors.Clients(); n != 2 {
		t.Errorf("%d errors of clients, want 2", n)
	}
}
