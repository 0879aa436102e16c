package rawhandshake_test

import (
	"net/http"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/gorilla/websocket"

	"twocups/server/proof/leakcheck"
	"twocups/server/socket"
	"twocups/server/socket/sockettest"
	"twocups/server/sockets/echo"
	"twocups/server/sockets/rawhandshake"
)

func TestMain(m *testing.M) { leakcheck.Main(m) }

// handlerOf serves the socket. The handshakes go to the handler.
func handlerOf(handler http.Handler) http.Handler {
	return rawhandshake.Handler(socket.New(socket.Config{}), &http.Server{Handler: handler})
}

// echoes serves an echo at its path, with the limits of the config.
func echoes(config socket.Config) http.Handler {
	mux := http.NewServeMux()
	mux.Handle(echo.Path, echo.Handler(socket.New(config)))
	return mux
}

// inBubble runs a test in a bubble, with a learner's connection.
func inBubble(t *testing.T, handler http.Handler, test func(t *testing.T, conn *websocket.Conn)) {
	t.Helper()
	sockettest.InBubble(t, func() http.Handler { return handlerOf(handler) }, rawhandshake.Path, test)
}

func exchange(t *testing.T, conn *websocket.Conn, text string, want ...string) {
	t.Helper()
	sockettest.Write(t, conn, websocket.TextMessage, text)
	for _, part := range want {
		if kind, got := sockettest.Read(t, conn); kind != websocket.TextMessage || got != part {
			t.Errorf("%s: got %q, want %q", text, got, part)
		}
	}
}

const (
	switching    = "HTTP/1.1 101 Switching Protocols"
	accept       = "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=" // RFC 6455 §1.3
	upgrade      = "HTTP/1.1 426 Upgrade Required"
	bad          = "HTTP/1.1 400 Bad Request"
	plain        = "This path speaks WebSocket. Open it with a WebSocket client."
	notHandshake = "This is no opening handshake of a WebSocket (RFC 6455 section 4.2.1): "
)

// All requests are on one connection of the learner.
func TestReportsTheAnswerToEachHandshake(t *testing.T) {
	talks := [][]string{
		{"handshake", switching, accept},
		{"Connection: keep-alive, Upgrade", switching, accept},
		{"Upgrade: WebSocket", switching, accept},
		{"Origin: null", switching, accept},
		{"Origin: http://twocups", switching, accept},
		{"Origin: https://school.example", switching, accept},
		{"Origin: https://evil.example", "HTTP/1.1 403 Forbidden", "Pages of this origin may not open a WebSocket here. Put the lesson into a frame instead."},
		{"Sec-WebSocket-Protocol: chat, news", switching, accept, "Sec-WebSocket-Protocol: chat"},
		{"without Upgrade", upgrade, plain},
		{"without Connection", upgrade, plain},
		{"Sec-WebSocket-Version: 12", upgrade, "Sec-Websocket-Version: 13", notHandshake + "the field Sec-WebSocket-Version must say 13."},
		{"without Sec-WebSocket-Version", upgrade, "Sec-Websocket-Version: 13", notHandshake + "the field Sec-WebSocket-Version must say 13."},
		{"without Sec-WebSocket-Key", bad, notHandshake + "the field Sec-WebSocket-Key must be 16 bytes in base64."},
		{"Sec-WebSocket-Key: dGhlIHNhbXBsZQ==", bad, notHandshake + "the field Sec-WebSocket-Key must be 16 bytes in base64."},
		{"another Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", bad, notHandshake + "the field Sec-WebSocket-Key must not appear twice."},
		{"POST", "HTTP/1.1 405 Method Not Allowed", "Allow: GET", notHandshake + "its method must be GET."},
		{"without Host", "HTTP/1.1 400 Bad Request: missing required Host header", "400 Bad Request: missing required Host header"},
		{"HTTP/1.0", "HTTP/1.0 505 HTTP Version Not Supported", notHandshake + "it needs HTTP/1.1."},
		{"/nowhere", "HTTP/1.1 404 Not Found", "404 page not found"},
		{"opcode", `unknown change "opcode" (want handshake, without and a field, a field such as Origin: null, a method such as POST, a path such as /nowhere or HTTP/1.0)`},
		{"handshake", switching, accept}, // the connection is still open
	}
	inBubble(t, echoes(socket.Config{Origins: []string{"https://school.example"}}), func(t *testing.T, conn *websocket.Conn) {
		for _, talk := range talks {
			exchange(t, conn, talk[0], talk[1:]...)
		}
	})
}

func TestABinaryMessageAndItsAnswerAreSentUnchanged(t *testing.T) {
	answers := map[string]string{
		"GET /echo HTTP/1.1\r\nhost: a\r\nuPGRADE: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n": switching +
			"\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" + accept + "\r\n\r\n",
		"\xff\xfe\r\n\r\n": bad + "\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n400 Bad Request",
		"GET /echo HTTP/1.1\nHost: a\n\n" + strings.Repeat("x", rawhandshake.MaxText): "a handshake of 4124 bytes (want at most 4096)",
	}
	inBubble(t, echoes(socket.Config{}), func(t *testing.T, conn *websocket.Conn) {
		for request, want := range answers {
			sockettest.Write(t, conn, websocket.BinaryMessage, request)
			sockettest.Expect(t, conn, websocket.TextMessage, want)
		}
	})
}

func TestAnAnswerThatDoesNotComeIsGivenUp(t *testing.T) {
	inBubble(t, echoes(socket.Config{}), func(t *testing.T, conn *websocket.Conn) {
		for _, request := range []string{"GET /echo HTTP/1.1\r\nHost: a\r\n", ""} {
			sockettest.Write(t, conn, websocket.BinaryMessage, request)
			sockettest.Expect(t, conn, websocket.TextMessage, "no answer came within 2s: an empty line ends a handshake, and the server waits for it")
		}
		exchange(t, conn, "handshake", switching, accept)
	})
}

func TestReportsAServerThatHangsUp(t *testing.T) {
	hangingUp := http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })
	flood := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Write([]byte(strings.Repeat("x", 16<<10)))
	})
	for _, handler := range []http.Handler{hangingUp, flood} {
		inBubble(t, handler, func(t *testing.T, conn *websocket.Conn) {
			exchange(t, conn, "handshake", "the server hung up without a whole answer")
		})
	}
}

func TestNothingOutlivesAHandshake(t *testing.T) {
	echoSockets := socket.New(socket.Config{})
	inBubble(t, handlerAt(echo.Path, echo.Handler(echoSockets)), func(t *testing.T, conn *websocket.Conn) {
		for range 100 {
			exchange(t, conn, "handshake", switching, accept)
		}
		synctest.Wait()
		if open := echoSockets.Figures().Open; open != 0 {
			t.Errorf("%d of them are left", open)
		}
	})
}

func handlerAt(path string, handler http.Handler) http.Handler {
	mux := http.NewServeMux()
	mux.Handle(path, handler)
	return mux
}
