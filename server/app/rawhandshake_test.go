package app

import (
	"bufio"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/gorilla/websocket"

	"twocups/lessons/play"
	"twocups/server/app/health"
	"twocups/server/metrics"
	"twocups/server/socket/sockettest"
	"twocups/server/sockets/rawhandshake"
)

// The answer to a learner's handshake has the same bytes as the answer to the same handshake over
// TCP.
func TestRawHandshakesAreAnsweredAsOverTCP(t *testing.T) {
	address := program.Start(t)
	openings := sockettest.Dial(t, "ws"+strings.TrimPrefix(address, "http")+rawhandshake.Path)
	const first = " " + play.EchoPath + " HTTP/1.1\r\nHost: twocups\r\n"
	for name, request := range map[string]string{
		"a good one":          "GET" + first + openingFields,
		"a subprotocol":       "GET" + first + openingFields + "Sec-WebSocket-Protocol: chat\r\n",
		"without Upgrade":     "GET" + first + strings.Replace(openingFields, "Upgrade: websocket\r\n", "", 1),
		"a wrong version":     "GET" + first + strings.Replace(openingFields, "13", "12", 1),
		"no key":              "GET" + first + strings.Replace(openingFields, "Sec-WebSocket-Key", "X", 1),
		"a POST":              "POST" + first + openingFields,
		"a body":              "POST" + first + openingFields + "Content-Length: 3\r\n",
		"a stranger's origin": "GET" + first + openingFields + "Origin: https://evil.example\r\n",
		"no host":             strings.Replace("GET"+first+openingFields, "Host", "X", 1),
		"two hosts":           "GET" + first + openingFields + "Host: two\r\n",
		"HTTP/1.0":            strings.Replace("GET"+first+openingFields, "1.1", "1.0", 1),
		"HTTP/2":              "PRI * HTTP/2.0\r\n",
		"no HTTP":             "hello\r\n",
	} {
		request += "\r\n"
		sockettest.Write(t, openings, websocket.BinaryMessage, request)
		_, got := sockettest.Read(t, openings)
		if want := overTCP(t, address, request); withoutDate(got) != withoutDate(want) {
			t.Errorf("%s: got\n%q, over TCP it is\n%q", name, got, want)
		}
	}
}

// overTCP returns the bytes of the answer to a request.
func overTCP(t *testing.T, address, request string) string {
	t.Helper()
	conn := tcp(t, address)
	defer conn.Close()
	if _, err := io.WriteString(conn, request); err != nil {
		t.Fatal(err)
	}
	var raw strings.Builder
	method, _, _ := strings.Cut(request, " ")
	response, err := http.ReadResponse(bufio.NewReader(io.TeeReader(conn, &raw)), &http.Request{Method: method})
	if err != nil {
		t.Fatal(err)
	}
	if response.StatusCode != http.StatusSwitchingProtocols {
		io.Copy(io.Discard, response.Body)
	}
	return raw.String()
}

func withoutDate(answer string) string {
	return regexp.MustCompile(`(?m)^Date: .*$`).ReplaceAllString(answer, "Date")
}

// A raw handshake reaches only the echo, whatever path and host it names.
func TestRawHandshakesReachOnlyTheEcho(t *testing.T) {
	address := program.Start(t, "-metrics", metrics.Path)
	openings := sockettest.Dial(t, "ws"+strings.TrimPrefix(address, "http")+rawhandshake.Path)
	for _, target := range []string{"/", aLesson, metrics.Path, health.AlivePath, play.RoomPath, rawhandshake.Path, play.ConsolePath, "http://example.com/", "example.com:80"} {
		for _, method := range []string{"GET", "CONNECT"} {
			sockettest.Write(t, openings, websocket.BinaryMessage, method+" "+target+" HTTP/1.1\r\nHost: example.com\r\n"+openingFields+"\r\n")
			if _, got := sockettest.Read(t, openings); !strings.HasPrefix(got, "HTTP/1.1 4") && !strings.HasPrefix(got, "HTTP/1.1 307") {
				t.Errorf("%s %s is answered %q", method, target, got)
			}
		}
	}
}
