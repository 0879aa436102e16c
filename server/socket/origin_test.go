package socket_test

import (
	"net/http"
	"strings"
	"testing"

	"twocups/server/socket"
	"twocups/server/socket/sockettest"
	"twocups/server/sockets/echo"
)

func TestOriginsThatMayConnect(t *testing.T) {
	url := sockettest.Serve(t, handlerOf(socket.Config{}, echo.Handler))
	host := strings.TrimPrefix(url, "ws://")
	for origin, want := range map[string]int{
		"":                         http.StatusSwitchingProtocols, // no browser
		"null":                     http.StatusSwitchingProtocols, // a sandboxed iframe
		"http://" + host:           http.StatusSwitchingProtocols,
		"https://" + host:          http.StatusSwitchingProtocols, // behind a proxy that ends TLS
		"https://example.org":      http.StatusForbidden,
		"http://" + host + ".evil": http.StatusForbidden,
		"http://localhost:1":       http.StatusForbidden,
		"file://":                  http.StatusForbidden,
		"://":                      http.StatusForbidden,
	} {
		header := http.Header{}
		if origin != "" {
			header.Set("Origin", origin)
		}
		status, body := handshake(t, url, header)
		if status != want {
			t.Errorf("origin %q is answered %d %s, want %d", origin, status, body, want)
		}
		if want == http.StatusForbidden && !strings.Contains(body, "Pages of this origin") {
			t.Errorf("origin %q is answered with the text %q", origin, body)
		}
	}
}

func TestPagesOfTheConfiguredOriginsMayConnect(t *testing.T) {
	origins := []string{"https://school.example", "http://course.example:8000"}
	url := sockettest.Serve(t, handlerOf(socket.Config{Origins: origins}, echo.Handler))
	for origin, want := range map[string]int{
		"https://school.example":           http.StatusSwitchingProtocols,
		"HTTPS://School.Example":           http.StatusSwitchingProtocols,
		"https://school.example:443":       http.StatusSwitchingProtocols,
		"http://course.example:8000":       http.StatusSwitchingProtocols,
		"null":                             http.StatusSwitchingProtocols,
		"http://" + url[len("ws://"):]:     http.StatusSwitchingProtocols,
		"http://school.example":            http.StatusForbidden, // another scheme
		"https://school.example:8443":      http.StatusForbidden, // another port
		"http://course.example":            http.StatusForbidden,
		"https://school.example.evil":      http.StatusForbidden,
		"https://sub.school.example":       http.StatusForbidden,
		"https://school.example@evil.test": http.StatusForbidden,
		"https://school.example/":          http.StatusForbidden, // no browser sends a slash at the end
	} {
		if status, body := handshake(t, url, http.Header{"Origin": {origin}}); status != want {
			t.Errorf("origin %q is answered %d %s, want %d", origin, status, body, want)
		}
	}
}

func TestAnOriginIsWrittenAsABrowserWritesIt(t *testing.T) {
	for text, want := range map[string]string{
		"https://school.example":     "https://school.example",
		"HTTPS://School.Example:443": "https://school.example",
		"http://school.example:80":   "http://school.example",
		"http://school.example:443":  "http://school.example:443",
		"http://[::1]:80":            "http://[::1]",
		"http://[::1]:8080":          "http://[::1]:8080",
		"app://lessons":              "app://lessons",
	} {
		if got, err := socket.ParseOrigin(text); err != nil || got != want {
			t.Errorf("%s: %s, %v, want %s", text, got, err, want)
		}
	}
}

func TestAnInvalidOriginIsAnErrorThatSaysWhy(t *testing.T) {
	for text, want := range map[string]string{
		"":                          "want scheme://host",
		"null":                      "want scheme://host",
		"*":                         "want scheme://host",
		"school.example":            "want scheme://host",
		"//school.example":          "want scheme://host",
		"https://":                  "want scheme://host",
		"https://:8080":             "want scheme://host",
		"file:///home":              "want scheme://host",
		"https://school.example/":   "no slash at the end",
		"https://school.example/a":  "want nothing but",
		"https://school.example?":   "want nothing but",
		"https://school.example#":   "want nothing but",
		"https://me@school.example": "want nothing but",
		"https://*.example":         "without *",
		"https://schüle.example":    "as xn--",
		"https://school.example:":   "want a port between 1 and 65535",
		"https://school.example:0":  "want a port",
		"http://school.example:1e5": "invalid port",
		"http://a:65536":            "want a port",
		"http://a b":                "invalid character",
	} {
		if got, err := socket.ParseOrigin(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %q, %v, want an error with %q", text, got, err, want)
		}
	}
}

func FuzzParseOrigin(f *testing.F) {
	for _, text := range []string{"https://school.example:443", "http://[::1]:8080", "null", "://"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		origin, err := socket.ParseOrigin(text)
		if err != nil {
			return
		}
		if again, err := socket.ParseOrigin(origin); err != nil || again != origin {
			t.Errorf("%q is %q, which is %q, %v", text, origin, again, err)
		}
	})
}
