//go:build unix

package e2e

import (
	"net/http"
	"strings"
	"testing"

	"github.com/gorilla/websocket"

	"twocups/server/e2e/browser"
	"twocups/server/socket/sockettest"
)

// promises check what the lessons promise of their projects, by folder.
var promises = map[string]func(*testing.T, *runningProject){
	"projects/server-go": func(t *testing.T, p *runningProject) {
		runCommand(t, p.folder, "go test")
		wantOwnServer(t, p)
	},
	"projects/server-node":     wantOwnServer,
	"projects/sockets/stage-1": wantPage,
	"projects/sockets/stage-2": wantConnected,
	"projects/sockets/stage-3": wantClientConnected,
	"projects/sockets/stage-4": wantMessages,
	"projects/sockets/stage-5": wantBroadcast,
}

// socketURL returns the address of a WebSocket of the project.
func (p *runningProject) socketURL(path string) string {
	return strings.Replace(p.address, "http:", "ws:", 1) + path
}

// wantOwnServer checks what both projects of the lesson about a server of one's own do.
func wantOwnServer(t *testing.T, p *runningProject) {
	wantEcho(t, p)
	wantRoom(t, p)
	wantTooBig(t, p)
	wantOtherOriginsRefused(t, p)
	wantOwnPage(t, p)
}

func wantEcho(t *testing.T, p *runningProject) {
	conn := sockettest.Dial(t, p.socketURL("/echo"))
	p.printed.Await(t, "Client connected!")
	for _, kind := range []int{websocket.TextMessage, websocket.BinaryMessage} {
		sockettest.Write(t, conn, kind, "Hello")
		if got, payload := sockettest.Read(t, conn); got != kind || payload != "Hello" {
			t.Errorf("the echo of Hello is %q of kind %d, want %d", payload, got, kind)
		}
	}
	p.printed.Await(t, `message: "Hello"`)
	closeFrame := websocket.FormatCloseMessage(websocket.CloseNormalClosure, "bye")
	sockettest.Write(t, conn, websocket.CloseMessage, string(closeFrame))
	wantClosed(t, conn, websocket.CloseNormalClosure)
	conn.Close() // the server waits for the client's half of the TCP connection
	p.printed.Await(t, "Client disconnected!.*1000")
}

// wantClosed reads until the connection is closed, and checks the close code.
func wantClosed(t *testing.T, conn *websocket.Conn, code int) {
	t.Helper()
	for {
		if _, _, err := conn.ReadMessage(); err != nil {
			if !websocket.IsCloseError(err, code) {
				t.Errorf("closed by %v, want %d", err, code)
			}
			return
		}
	}
}

func wantRoom(t *testing.T, p *runningProject) {
	alice, bob := sockettest.Dial(t, p.socketURL("/room")), sockettest.Dial(t, p.socketURL("/room"))
	p.printed.Await(t, "(?s)(Client connected!.*){3}") // the first was that of the echo
	sockettest.Write(t, alice, websocket.TextMessage, "Hello Bob")
	if kind, payload := sockettest.Read(t, bob); kind != websocket.TextMessage || payload != "Hello Bob" {
		t.Errorf("Bob got %q of kind %d", payload, kind)
	}
	sockettest.Write(t, bob, websocket.BinaryMessage, "Hello Alice")
	if kind, payload := sockettest.Read(t, alice); kind != websocket.BinaryMessage || payload != "Hello Alice" {
		t.Errorf("Alice got %q of kind %d", payload, kind)
	}
}

func wantTooBig(t *testing.T, p *runningProject) {
	const maxMessage = 64 << 10
	for _, path := range []string{"/echo", "/room"} {
		conn := sockettest.Dial(t, p.socketURL(path))
		sockettest.Write(t, conn, websocket.TextMessage, strings.Repeat("a", maxMessage+1))
		wantClosed(t, conn, websocket.CloseMessageTooBig)
	}
	conn := sockettest.Dial(t, p.socketURL("/echo")) // the server still works
	sockettest.Write(t, conn, websocket.TextMessage, strings.Repeat("a", maxMessage))
	if _, payload := sockettest.Read(t, conn); len(payload) != maxMessage {
		t.Errorf("the echo of %d bytes has %d", maxMessage, len(payload))
	}
}

func wantOtherOriginsRefused(t *testing.T, p *runningProject) {
	for _, origin := range []string{"https://elsewhere.example", "null"} {
		_, response, err := websocket.DefaultDialer.Dial(p.socketURL("/echo"), http.Header{"Origin": {origin}})
		if err == nil || response == nil || response.StatusCode != http.StatusForbidden {
			t.Errorf("a page of %s is answered %v, %v, want 403", origin, response, err)
		}
	}
}

// wantOwnPage opens the project's page and uses its controls and the browser's console.
func wantOwnPage(t *testing.T, p *runningProject) {
	tab := browser.NewTab(t)
	tab.Complaints.Allow("favicon.ico")
	tab.Open(p.address)
	tab.Press("#echo")
	tab.WaitText("#log", "open /echo")
	tab.Fill("input", "Hello from the page")
	tab.Press("form button")
	tab.WaitText("#log", "message: Hello from the page")
	tab.EnterInDevTools(`socket.send("hi")`)
	tab.WaitText("#log", "message: hi")
	p.printed.Await(t, `message: "hi"`)
	tab.Press("#leave")
	tab.WaitText("#log", "close: 1000")
}
