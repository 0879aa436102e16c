package socket_test

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"

	"twocups/lessons/play"
	"twocups/server/echo"
	"twocups/server/socket"
	"twocups/server/socket/sockettest"
)

// plain sends a request without an upgrade to a socket's URL.
func plain(t *testing.T, url string) (response *http.Response, body string) {
	t.Helper()
	response, err := http.Get("http" + strings.TrimPrefix(url, "ws"))
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	bytes, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response, string(bytes)
}

func TestAPlainRequestIsToldToUpgrade(t *testing.T) {
	url := sockettest.Serve(t, handlerOf(socket.Config{}, echo.Echo{}))
	response, body := plain(t, url)
	if response.StatusCode != http.StatusUpgradeRequired || !strings.Contains(body, "speaks WebSocket") {
		t.Errorf("%s: %s", response.Status, body)
	}
	for name, want := range map[string]string{
		"Upgrade":                     "websocket",
		"Connection":                  "Upgrade",
		"Access-Control-Allow-Origin": "*",
		"Cache-Control":               "no-store",
	} {
		if got := response.Header.Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
}

// handshake tries to open a connection with the headers and returns the answer.
func handshake(t *testing.T, url string, header http.Header) (status int, body string) {
	t.Helper()
	conn, response, err := websocket.DefaultDialer.Dial(url, header)
	if response == nil {
		t.Fatal(err)
	}
	if err == nil {
		conn.Close()
		return response.StatusCode, ""
	}
	bytes, _ := io.ReadAll(response.Body)
	return response.StatusCode, string(bytes)
}

func TestOriginsThatMayConnect(t *testing.T) {
	url := sockettest.Serve(t, handlerOf(socket.Config{}, echo.Echo{}))
	host := strings.TrimPrefix(url, "ws://")
	for origin, want := range map[string]int{
		"":                         http.StatusSwitchingProtocols, // no browser
		"null":                     http.StatusSwitchingProtocols, // a sandboxed frame
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
			t.Errorf("origin %q is told %q", origin, body)
		}
	}
}

func TestPagesOfTheConfiguredOriginsMayConnect(t *testing.T) {
	origins := []string{"https://school.example", "http://course.example:8000"}
	url := sockettest.Serve(t, handlerOf(socket.Config{Origins: origins}, echo.Echo{}))
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
		"https://school.example/":          http.StatusForbidden, // which no browser sends
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

func TestAnOriginThatIsNoneIsAnErrorThatSaysWhy(t *testing.T) {
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

func TestTheFirstSubprotocolOfferedIsChosen(t *testing.T) {
	url, told := serve(t, socket.Config{}, echo.Echo{})
	conn := sockettest.Dial(t, url, "chat.v2", "chat.v1")
	if conn.Subprotocol() != "chat.v2" {
		t.Errorf("chose %q", conn.Subprotocol())
	}
	sockettest.Close(t, conn, 1000, "")
	told.expectTold(t, "opened chat.v2", `closed 1000 "" clean=true`)
}

func TestATagThatIsNoneIsRefused(t *testing.T) {
	url := sockettest.Serve(t, handlerOf(socket.Config{}, echo.Echo{}))
	status, body := handshake(t, url+"?console=PAGE&attempt=1", nil)
	if status != http.StatusBadRequest || !strings.Contains(body, `tag value "PAGE" (want lower-case letters`) {
		t.Errorf("%d %s", status, body)
	}
}

func TestAnotherVersionOfTheProtocolIsTurnedDown(t *testing.T) {
	url := sockettest.Serve(t, handlerOf(socket.Config{}, echo.Echo{}))
	request, _ := http.NewRequest(http.MethodGet, "http"+strings.TrimPrefix(url, "ws"), nil)
	request.Header = http.Header{"Upgrade": {"websocket"}, "Connection": {"Upgrade"},
		"Sec-Websocket-Key": {"dGhlIHNhbXBsZSBub25jZQ=="}, "Sec-Websocket-Version": {"8"}}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	if response.StatusCode != http.StatusUpgradeRequired || response.Header.Get("Sec-Websocket-Version") != "13" {
		t.Errorf("%s, version %q", response.Status, response.Header.Get("Sec-Websocket-Version"))
	}
}

func TestAFullServerSaysSoInACloseFrame(t *testing.T) {
	url := sockettest.Serve(t, handlerOf(socket.Config{MaxConnections: 1}, echo.Echo{}))
	first := sockettest.Dial(t, url)
	code, reason := sockettest.ReadClose(t, sockettest.Dial(t, url))
	if code != 1013 || !strings.Contains(reason, "full") {
		t.Errorf("the second client is told %d %q", code, reason)
	}

	sockettest.Close(t, first, 1000, "")
	sockettest.ReadClose(t, first)
	for { // until the place of the first is free
		conn := sockettest.Dial(t, url)
		conn.WriteMessage(websocket.TextMessage, []byte("hi"))
		_, payload, err := conn.ReadMessage()
		if err == nil && string(payload) == "hi" {
			return
		}
		if !websocket.IsCloseError(err, 1013) {
			t.Fatal(err)
		}
	}
}

func TestTooManyToRefuseGetAnHTTPAnswer(t *testing.T) {
	url := sockettest.Serve(t, handlerOf(socket.Config{MaxConnections: 1}, echo.Echo{}))
	for range 1 + socket.RefusalsAtOnce { // those who are refused don't answer the close frame
		sockettest.Handshake(t, url)
	}
	status, body := handshake(t, url, nil)
	if status != http.StatusServiceUnavailable || !strings.Contains(body, "takes no more connections") {
		t.Errorf("%d %s", status, body)
	}
}

// expectTurnedOff checks that a plain request is told what a handshake is told.
func expectTurnedOff(t *testing.T, url string) {
	t.Helper()
	response, body := plain(t, url)
	if response.StatusCode != http.StatusServiceUnavailable || !strings.Contains(body, "takes no more connections") {
		t.Errorf("a plain request is answered %s: %s", response.Status, body)
	}
	for name, want := range map[string]string{"Retry-After": "10", "X-Content-Type-Options": "nosniff", "Access-Control-Allow-Origin": "*"} {
		if got := response.Header.Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
}

func TestAPlainRequestIsToldThatTheServerIsFull(t *testing.T) {
	url := sockettest.Serve(t, handlerOf(socket.Config{MaxConnections: 1}, echo.Echo{}))
	sockettest.Dial(t, url)
	expectTurnedOff(t, url)
}

func TestAPlainRequestIsToldThatTheServerIsGoingAway(t *testing.T) {
	sockets := socket.New(socket.Config{})
	url := sockettest.Serve(t, sockets.Handler(echo.Echo{}))
	if err := sockets.Shutdown(t.Context()); err != nil {
		t.Fatal(err)
	}
	expectTurnedOff(t, url)
}

func TestAFullConsoleClosesTheConnection(t *testing.T) {
	url := sockettest.Serve(t, handlerOf(socket.Config{Consoles: fullConsoles{}}, echo.Echo{}))
	code, reason := sockettest.ReadClose(t, sockettest.Dial(t, url+tagged))
	if code != 1013 || reason != "this page has enough" {
		t.Errorf("closed with %d %q", code, reason)
	}
}

type fullConsoles struct{}

func (fullConsoles) Attach(play.Tag) (socket.Watcher, error) {
	return nil, errors.New("this page has enough")
}

func TestAHandshakeWhoseAnswerIsNotReadIsUndone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var present attendance
		present.joined.Add(1)
		pipes, closeServer := sockettest.ServePipes(handlerOf(socket.Config{}, &present))
		defer closeServer()
		conn := pipes.Connect()
		defer conn.Close()
		start := time.Now()
		io.WriteString(conn, "GET / HTTP/1.1\r\nHost: twocups\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"+
			"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n")
		present.joined.Wait()
		synctest.Wait()
		<-time.After(5 * time.Second)
		synctest.Wait()
		if left := present.present.Load(); left != 0 {
			t.Errorf("%d present after %v", left, time.Since(start))
		}
	})
}
