package app

import (
	"bufio"
	"io"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"twocups/lessons/play"
	"twocups/server/app/health"
	"twocups/server/metrics"
	"twocups/server/socket/sockettest"
	"twocups/server/sockets/bytecount"
	"twocups/server/sockets/fullduplex"
	"twocups/server/sockets/rawhandshake"
	"twocups/server/sockets/socketio"
)

// openingFields is the header of an opening handshake.
const openingFields = "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"

// kinds are all kinds of answers that the program gives. The answers of net/http itself, to bytes
// that are no request, are not among them.
var kinds = []struct {
	name, line, header string
	status             int
}{
	{"the course", "GET /", "", 200},
	{"a lesson", "GET " + aLesson, "", 200},
	{"an embed", "GET " + anEmbed, "", 200},
	{"only its header", "HEAD " + aLesson, "", 200},
	{"a program", "GET /run/programs/echo/client.html", "", 200},
	{"a program's script", "GET /run/programs/echo/client.js", "", 200},
	{"a script", "GET /static/page/page.js", "", 200},
	{"a style sheet", "GET /static/css/page.css", "", 200},
	{"no page", "GET /lessons/none", "", 404},
	{"no embed", "GET /embed/none", "", 404},
	{"no program", "GET /run/none.html", "", 404},
	{"no static file", "GET /static/none.js", "", 404},
	{"a path to be cleaned", "GET //lessons/../x", "", 307},
	{"another method", "DELETE /", "", 405},
	{"another method for a socket", "POST " + play.EchoPath, "", 426},
	{"no coding", "GET /", "Accept-Encoding: identity;q=0, *;q=0\r\n", 406},
	{"a body", "POST /", "Content-Length: 9\r\n", 413},
	{"a body of any length", "GET /", "Transfer-Encoding: chunked\r\n", 413},
	{"OPTIONS for everything", "OPTIONS *", "", 400},
	{"the echo over HTTP", "GET " + play.EchoPath, "", 426},
	{"raw handshakes over HTTP", "GET " + rawhandshake.Path, "", 426},
	{"the full-duplex socket over HTTP", "GET " + fullduplex.Path, "", 426},
	{"byte counts over HTTP", "GET " + bytecount.Path, "", 426},
	{"no byte count", "POST " + bytecount.HTTPPath, "Content-Length: 0\r\n", 404},
	{"nothing to count", "GET " + bytecount.HTTPPath, "", 405},
	{"too many bytes to count", "POST " + bytecount.HTTPPath, "Content-Length: 1025\r\n", 413},
	{"a wrong delay", "GET " + bytecount.WebSocketPath + "?delay=x", openingFields, 400},
	{"the room over HTTP", "GET " + play.RoomPath, "", 426},
	{"the console over HTTP", "GET " + play.ConsolePath, "", 426},
	{"another site's page", "GET " + play.EchoPath, openingFields + "Origin: https://other.example\r\n", 403},
	{"a wrong tag", "GET " + play.EchoPath + "?console=A&block=b&attempt=1", openingFields, 400},
	{"a room without a tag", "GET " + play.RoomPath, openingFields, 400},
	{"a wrong handshake", "GET " + play.EchoPath, strings.Replace(openingFields, "13", "12", 1), 426},
	{"a full server", "GET " + play.EchoPath, "", 503}, // while a client is connected
	{"whether the program is alive", "GET " + health.AlivePath, "", 200},
	{"whether the program is ready", "GET " + health.ReadyPath, "", 200},
	{"the figures", "GET " + metrics.Path, "", 200},
}

// answerTo sends a request with these lines and returns the status and the header of its answer.
func answerTo(t *testing.T, address, line, header string) (int, http.Header) {
	t.Helper()
	conn := tcp(t, address)
	defer conn.Close()
	host := conn.RemoteAddr().String()
	if _, err := io.WriteString(conn, line+" HTTP/1.1\r\nHost: "+host+"\r\n"+header+"\r\n"); err != nil {
		t.Fatal(err)
	}
	method, _, _ := strings.Cut(line, " ")
	response, err := http.ReadResponse(bufio.NewReader(conn), &http.Request{Method: method})
	if err != nil {
		t.Fatalf("%s: %v", line, err)
	}
	return response.StatusCode, response.Header
}

func TestEveryAnswerHasTheFieldsThatProtectClients(t *testing.T) {
	p := program.Launch(t, "-metrics", metrics.Path, "-max-connections", "1")
	for _, kind := range kinds {
		t.Run(kind.name, func(t *testing.T) {
			if kind.status == http.StatusServiceUnavailable {
				defer sockettest.Dial(t, "ws"+strings.TrimPrefix(p.Address, "http")+play.EchoPath).Close()
			}
			status, header := answerTo(t, p.Address, kind.line, kind.header)
			if status != kind.status {
				t.Errorf("%s is answered with %d, want %d", kind.line, status, kind.status)
			}
			expectSafe(t, header)
			if got := header.Values("Strict-Transport-Security"); got != nil {
				t.Errorf("without TLS there is Strict-Transport-Security: %s", got)
			}
		})
	}
}

// expectSafe checks that each field is there once, with a value that protects the client.
func expectSafe(t *testing.T, header http.Header) {
	t.Helper()
	for name, want := range map[string]string{
		"Content-Security-Policy":      `^(sandbox allow-scripts; )?default-src 'none'; .*base-uri 'none'; form-action 'none'`,
		"Cross-Origin-Resource-Policy": `^(same|cross)-origin$`,
		"Permissions-Policy":           `\bcamera=\(\), .*\bmicrophone=\(\)`,
		"Referrer-Policy":              `^no-referrer$`,
		"X-Content-Type-Options":       `^nosniff$`,
	} {
		values := header.Values(name)
		if len(values) != 1 || !regexp.MustCompile(want).MatchString(values[0]) {
			t.Errorf("%s is %q, want one that matches %s", name, values, want)
		}
		if strings.Contains(strings.Join(values, " "), "unsafe-inline") || strings.Contains(strings.Join(values, " "), "unsafe-eval") && !strings.Contains(values[0], "'wasm-unsafe-eval'") {
			t.Errorf("%s is too lax: %q", name, values)
		}
	}
}

func TestOtherSitesMayLoadWhatEmbedsNeed(t *testing.T) {
	p := program.Launch(t, "-metrics", metrics.Path)
	for path, want := range map[string]string{
		anEmbed:                        "cross-origin",
		"/run/programs/echo/client.js": "cross-origin",
		"/static/page/page.js":         "cross-origin",
		"/static/none.js":              "cross-origin",
		play.EchoPath:                  "cross-origin",
		play.ConsolePath:               "cross-origin",
		aLesson:                        "same-origin",
		"/":                            "same-origin",
		health.AlivePath:               "same-origin",
		metrics.Path:                   "same-origin",
	} {
		_, header := answerTo(t, p.Address, "GET "+path, "")
		if got := header.Get("Cross-Origin-Resource-Policy"); got != want {
			t.Errorf("%s: %s, want %s", path, got, want)
		}
		inIframes := want == "cross-origin" && !strings.HasPrefix(path, "/static/") && path != play.EchoPath && path != play.ConsolePath
		if policy := header.Get("Content-Security-Policy"); inIframes == strings.Contains(policy, "frame-ancestors") {
			t.Errorf("%s: %s, want it in iframes of any site: %v", path, policy, inIframes)
		}
	}
}

func TestABodyIsRefusedWithoutReadingIt(t *testing.T) {
	conn := tcp(t, program.Start(t))
	if status := statusOf(conn, "POST / HTTP/1.1\r\nHost: twocups\r\nContent-Length: 1000000000\r\n\r\n"); status != http.StatusRequestEntityTooLarge {
		t.Errorf("answered with %d", status)
	}
	if _, err := io.Copy(io.Discard, conn); err != nil { // the server closes
		t.Error(err)
	}
}

// A body behind an opening handshake would be read as frames.
func TestABodyWithAnUpgradeIsRefusedOnEveryPath(t *testing.T) {
	address := program.Start(t)
	paths := slices.Concat(socketPaths(), programPaths(), []string{socketio.Path + "?EIO=4&transport=websocket", "/"})
	for _, path := range paths {
		for _, body := range []string{"Content-Length: 4\r\n", "Transfer-Encoding: chunked\r\n"} {
			for _, method := range []string{http.MethodGet, http.MethodPost} {
				conn := tcp(t, address)
				status := statusOf(conn, method+" "+path+" HTTP/1.1\r\nHost: twocups\r\n"+openingFields+body+"\r\n")
				if conn.Close(); status != http.StatusRequestEntityTooLarge {
					t.Errorf("%s %s with %q is answered with %d", method, path, body, status)
				}
			}
		}
	}
}
