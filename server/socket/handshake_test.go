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
	"twocups/server/socket"
	"twocups/server/socket/sockettest"
	"twocups/server/sockets/echo"
)

// plainRequest sends a request without an upgrade to a socket's URL.
func plainRequest(t *testing.T, url string) (response *http.Response, body string) {
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
	url := sockettest.Serve(t, patientHandlerOf(socket.Config{}, echo.Handler))
	response, body := plainRequest(t, url)
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

func TestTheFirstSubprotocolOfferedIsChosen(t *testing.T) {
	url, console := serve(t, socket.Config{}, echo.Handler)
	conn := sockettest.Dial(t, url, "chat.v2", "chat.v1")
	if conn.Subprotocol() != "chat.v2" {
		t.Errorf("chose %q", conn.Subprotocol())
	}
	sockettest.Close(t, conn, 1000, "")
	console.expectLines(t, "opened chat.v2", `closed 1000 "" clean=true`)
}

func TestAnInvalidTagIsRefused(t *testing.T) {
	url := sockettest.Serve(t, patientHandlerOf(socket.Config{}, echo.Handler))
	status, body := handshake(t, url+"?console=PAGE&attempt=1", nil)
	if status != http.StatusBadRequest || !strings.Contains(body, `tag value "PAGE" (want lower-case letters`) {
		t.Errorf("%d %s", status, body)
	}
}

func TestAnotherVersionOfTheProtocolIsRefused(t *testing.T) {
	url := sockettest.Serve(t, patientHandlerOf(socket.Config{}, echo.Handler))
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
	sockets := socket.New(sockettest.Patient(socket.Config{MaxConnections: 1}))
	url := sockettest.Serve(t, echo.Handler(sockets))
	first := sockettest.Dial(t, url)
	code, reason := sockettest.ReadClose(t, sockettest.Dial(t, url))
	if code != 1013 || !strings.Contains(reason, "full") {
		t.Errorf("the second client is closed with %d %q", code, reason)
	}

	sockettest.Close(t, first, 1000, "")
	awaitOpen(t, sockets, 0)
	conn := sockettest.Dial(t, url)
	sockettest.Write(t, conn, websocket.TextMessage, "hi")
	sockettest.Expect(t, conn, websocket.TextMessage, "hi")
}

func TestRefusalsBeyondTheLimitGetAnHTTPAnswer(t *testing.T) {
	config := sockettest.Patient(socket.Config{MaxConnections: 16})
	url := sockettest.Serve(t, handlerOf(config, echo.Handler))
	for range config.MaxConnections + config.RefusalsAtOnce() { // the refused clients don't answer the close frame
		sockettest.Handshake(t, url)
	}
	status, body := handshake(t, url, nil)
	if status != http.StatusServiceUnavailable || !strings.Contains(body, "takes no more connections") {
		t.Errorf("%d %s", status, body)
	}
}

// expectUnavailable checks that a plain request gets the same answer as a handshake: 503.
func expectUnavailable(t *testing.T, url string) {
	t.Helper()
	response, body := plainRequest(t, url)
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
	url := sockettest.Serve(t, patientHandlerOf(socket.Config{MaxConnections: 1}, echo.Handler))
	sockettest.Dial(t, url)
	expectUnavailable(t, url)
}

func TestAPlainRequestIsToldThatTheServerIsGoingAway(t *testing.T) {
	sockets := socket.New(sockettest.Patient(socket.Config{}))
	url := sockettest.Serve(t, echo.Handler(sockets))
	if err := sockets.Shutdown(t.Context()); err != nil {
		t.Fatal(err)
	}
	expectUnavailable(t, url)
}

func TestAFullConsoleClosesTheConnection(t *testing.T) {
	url := sockettest.Serve(t, patientHandlerOf(socket.Config{Consoles: fullConsoles{}}, echo.Handler))
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
		pipes, closeServer := sockettest.ServePipes(socket.New(socket.Config{}).Handler(present.join))
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
