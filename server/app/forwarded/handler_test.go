package forwarded

import (
	"crypto/tls"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// proxies are the trusted proxies of these tests: a proxy beside the server, and a network of
// proxies farther away.
var proxies = NewProxies([]string{"127.0.0.1/32", "198.51.100.0/24"})

// restored returns the address, the scheme and the host that a handler sees of a request with
// these header fields, one in a line. Each line is a field of its own.
func restored(remote string, secure bool, fields string) string {
	request := httptest.NewRequest(http.MethodGet, "/echo", nil)
	request.RemoteAddr, request.Host = remote, "internal:8080"
	if secure {
		request.TLS = &tls.ConnectionState{}
	}
	for line := range strings.Lines(fields) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
		request.Header.Add(name, value)
	}
	var seen string
	proxies.Handler(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		seen = r.RemoteAddr + " " + r.URL.Scheme + " " + r.Host
	})).ServeHTTP(httptest.NewRecorder(), request)
	return seen
}

const (
	proxy  = "127.0.0.1:5000"
	nobody = "127.0.0.1:5000  internal:8080" // what is left if nothing is believed
)

func TestTheFieldsOfATrustedProxyNameTheClient(t *testing.T) {
	for _, test := range []struct{ name, fields, want string }{
		{"no field", "", nobody},
		{"nginx", "X-Forwarded-For: 192.0.2.1\nX-Forwarded-Proto: https", "192.0.2.1:0 https internal:8080"},
		{"Apache", "X-Forwarded-For: 192.0.2.1\nX-Forwarded-Host: school.example:8443\nX-Forwarded-Server: a", "192.0.2.1:0  school.example:8443"},
		{"a client that lies", "X-Forwarded-For: 203.0.113.9, 192.0.2.1", "192.0.2.1:0  internal:8080"},
		{"a client that lies in a line of its own", "X-Forwarded-For: 203.0.113.9\nX-Forwarded-For: 192.0.2.1", "192.0.2.1:0  internal:8080"},
		{"a chain", "X-Forwarded-For: 203.0.113.9, 192.0.2.1, 198.51.100.7\nX-Forwarded-Proto: https", "192.0.2.1:0 https internal:8080"},
		{"a chain with a scheme for each", "X-Forwarded-For: 192.0.2.1, 198.51.100.7\nX-Forwarded-Proto: https, http", "192.0.2.1:0 https internal:8080"},
		{"a scheme before the client", "X-Forwarded-For: 203.0.113.9, 192.0.2.1\nX-Forwarded-Proto: https, http", "192.0.2.1:0 http internal:8080"},
		{"all of them proxies", "X-Forwarded-For: 198.51.100.8, 198.51.100.7", "198.51.100.8:0  internal:8080"},
		{"a port", "X-Forwarded-For: 192.0.2.1:4711", "192.0.2.1:4711  internal:8080"},
		{"IPv6", "X-Forwarded-For: 2001:db8::1", "[2001:db8::1]:0  internal:8080"},
		{"IPv6 in brackets", "X-Forwarded-For: [2001:db8::1]", "[2001:db8::1]:0  internal:8080"},
		{"IPv6 with a port", "X-Forwarded-For: [2001:db8::1]:4711", "[2001:db8::1]:4711  internal:8080"},
		{"IPv4 as IPv6", "X-Forwarded-For: ::ffff:192.0.2.1", "192.0.2.1:0  internal:8080"},
		{"an empty element", "X-Forwarded-For: 192.0.2.1,,", "192.0.2.1:0  internal:8080"},
		{"no address", "X-Forwarded-For: 192.0.2.1, somebody", nobody},
		{"an unknown address", "X-Forwarded-For: 192.0.2.1, unknown", nobody},
		{"only a scheme", "X-Forwarded-Proto: HTTPS", "127.0.0.1:5000 https internal:8080"},
		{"the scheme of a WebSocket", "X-Forwarded-Proto: wss", "127.0.0.1:5000 https internal:8080"},
		{"another scheme", "X-Forwarded-Proto: gopher", nobody},
		{"no host", "X-Forwarded-Host: a/b", nobody},

		{"Forwarded", `Forwarded: for=192.0.2.1;proto=https;host=school.example;by=10.0.0.1`, "192.0.2.1:0 https school.example"},
		{"Forwarded in any case", `Forwarded: FOR="192.0.2.1"; Proto=HTTPS ;host="School.example:8443"`, "192.0.2.1:0 https School.example:8443"},
		{"Forwarded with IPv6", `Forwarded: for="[2001:db8::1]:4711"`, "[2001:db8::1]:4711  internal:8080"},
		{"Forwarded with an obfuscated port", `Forwarded: for="192.0.2.1:_p"`, "192.0.2.1:0  internal:8080"},
		{"Forwarded with an escape", `Forwarded: for="19\2.0.2.1"`, "192.0.2.1:0  internal:8080"},
		{"Forwarded by a chain", `Forwarded: for=203.0.113.9;proto=http, for=192.0.2.1;proto=https, for=198.51.100.7;proto=http`, "192.0.2.1:0 https internal:8080"},
		{"Forwarded with a secret client", `Forwarded: for=192.0.2.1, for=_hidden`, nobody},
		{"Forwarded with an unknown client", `Forwarded: for=unknown;proto=https`, "127.0.0.1:5000 https internal:8080"},
		{"Forwarded without a client", `Forwarded: proto=https`, "127.0.0.1:5000 https internal:8080"},
		{"Forwarded that is malformed", `Forwarded: for=192.0.2.1;proto=https junk`, nobody},
		{"Forwarded with an open quotation", "Forwarded: for=\"203.0.113.9\nForwarded: for=192.0.2.1", "192.0.2.1:0  internal:8080"},
		{"Forwarded with a quotation that swallows the proxy", `Forwarded: for=203.0.113.9, for="x, for=192.0.2.1`, nobody},
		{"Forwarded with a quotation that swallows a quotation", `Forwarded: for=203.0.113.9, for="x, for="[2001:db8::1]";proto="https"`, nobody},
		{"Forwarded after a malformed element", `Forwarded: for=203.0.113.9 x, for=192.0.2.1`, "192.0.2.1:0  internal:8080"},

		{"both, of one proxy", "Forwarded: for=192.0.2.1;proto=https\nX-Forwarded-For: 192.0.2.1\nX-Forwarded-Host: school.example", "192.0.2.1:0 https school.example"},
		{"both, and Forwarded is the client's", "Forwarded: for=203.0.113.9;proto=https\nX-Forwarded-For: 192.0.2.1\nX-Forwarded-Proto: http", nobody},
		{"both, and X-Forwarded-For is the client's", "Forwarded: for=192.0.2.1\nX-Forwarded-For: 203.0.113.9", nobody},
		{"Forwarded names the client, and the other the scheme", "Forwarded: for=192.0.2.1\nX-Forwarded-Proto: https", "192.0.2.1:0 https internal:8080"},
		{"Forwarded names the scheme, and the other the client", "Forwarded: proto=https\nX-Forwarded-For: 192.0.2.1", "192.0.2.1:0 https internal:8080"},
		{"both, with two schemes", "Forwarded: for=192.0.2.1;proto=http\nX-Forwarded-For: 192.0.2.1\nX-Forwarded-Proto: https", "192.0.2.1:0  internal:8080"},
	} {
		if got := restored(proxy, false, test.fields); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

func TestTheFieldsOfOthersAreIgnored(t *testing.T) {
	const fields = "X-Forwarded-For: 203.0.113.9\nX-Forwarded-Proto: https\nX-Forwarded-Host: evil.example\nForwarded: for=203.0.113.9;proto=https;host=evil.example"
	for remote, want := range map[string]string{
		"192.0.2.1:5000":     "192.0.2.1:5000  internal:8080",
		"127.0.0.2:5000":     "127.0.0.2:5000  internal:8080",
		"[2001:db8::1]:5000": "[2001:db8::1]:5000  internal:8080",
		"pipe":               "pipe  internal:8080",
	} {
		if got := restored(remote, false, fields); got != want {
			t.Errorf("from %s: %q, want %q", remote, got, want)
		}
	}
}

func TestTheSchemeIsThatOfTheBrowser(t *testing.T) {
	for _, test := range []struct {
		remote string
		secure bool
		fields string
		want   string
	}{
		{"192.0.2.1:5000", true, "X-Forwarded-Proto: http", "192.0.2.1:5000 https internal:8080"},
		{proxy, true, "", "127.0.0.1:5000 https internal:8080"},
		{proxy, true, "X-Forwarded-Proto: http", "127.0.0.1:5000 http internal:8080"}, // the proxy encrypts, and the browser doesn't
	} {
		if got := restored(test.remote, test.secure, test.fields); got != test.want {
			t.Errorf("from %s: %q, want %q", test.remote, got, test.want)
		}
	}
}

func TestTheSchemeInARequestLineIsNotBelieved(t *testing.T) {
	request := httptest.NewRequest(http.MethodGet, "https://school.example/echo", nil)
	request.RemoteAddr, request.TLS = "192.0.2.1:5000", nil
	proxies.Handler(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		if r.URL.Scheme != "" {
			t.Errorf("the scheme is %q", r.URL.Scheme)
		}
	})).ServeHTTP(httptest.NewRecorder(), request)
	if request.URL.Scheme != "https" {
		t.Error("the handler changes the request that it got")
	}
}

// Whatever a client sends through a proxy, it can't choose the address for which it counts.
func FuzzAClientCannotChooseItsAddress(f *testing.F) {
	for _, text := range []string{"for=203.0.113.9", `for="203.0.113.9`, `for="x\`, "203.0.113.9", ",;=", `a="b";for=1.2.3.4 x,`} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if strings.ContainsAny(text, "\r\n") {
			return
		}
		for _, fields := range []string{
			"Forwarded: " + text + "\nForwarded: for=192.0.2.1",
			"Forwarded: " + text + ", for=192.0.2.1",
			"Forwarded: " + text + `, for="192.0.2.1"`,
			"X-Forwarded-For: " + text + "\nX-Forwarded-For: 192.0.2.1",
			"X-Forwarded-For: " + text + ", 192.0.2.1",
			"Forwarded: " + text + "\nX-Forwarded-For: 192.0.2.1",
		} {
			if got := restored(proxy, false, fields); !strings.HasPrefix(got, "192.0.2.1:0 ") && !strings.HasPrefix(got, proxy+" ") {
				t.Errorf("with\n%s\nthe client is %s", fields, got)
			}
		}
	})
}
