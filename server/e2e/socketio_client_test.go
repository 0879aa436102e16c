package e2e

import (
	"io"
	"net/http"
	"os"
	"strings"
	"testing"

	"twocups/lessons/play"
	"twocups/server/e2e/browser"
)

// browserTransports are the ways on which the official client is played in a browser.
var browserTransports = [][]string{{"websocket"}, {"polling"}, {"polling", "websocket"}}

// cutShort is what a browser shows in red when the server cuts a session, which some of
// the checks are about: requests for it, one of them too big.
// On a WebSocket that was cut, a client may just be sending.
const cutShort = `status of (400|413) .*/socket\.io/|already in CLOSING or CLOSED state`

func TestBrowserTheOfficialSocketIOClientGetsWhatItExpects(t *testing.T) {
	t.Parallel()
	address := twocups.Start(t, "-ping-every", "200ms", "-pong-wait", "20s")
	tab := browser.Visit(t, address+websocketsLesson)
	tab.Complaints.Allow(cutShort)
	playOfficialClient(t, tab.Document, address)
}

// In a sandboxed frame the origin is null, and every request of long-polling goes to
// another site.
func TestBrowserTheOfficialSocketIOClientWorksInASandboxedIFrame(t *testing.T) {
	t.Parallel()
	address := twocups.Start(t, "-ping-every", "200ms", "-pong-wait", "20s")
	embed := visitEmbed(t, address, websocketsLesson)
	embed.Tab.Complaints.Allow(cutShort)
	playOfficialClient(t, embed.Document, address)
}

// playOfficialClient plays the script that Node plays too with the client that the
// server hands out.
func playOfficialClient(t *testing.T, d browser.Document, address string) {
	t.Helper()
	script, err := os.ReadFile("../sockets/socketio/testdata/conformance.js")
	if err != nil {
		t.Fatal(err)
	}
	for _, source := range []string{officialClient(t, address), string(script)} {
		browser.Evaluate[bool](d, source+"\n;true")
	}
	for _, transports := range browserTransports {
		for _, wrong := range browser.Evaluate[[]string](d, `conformance(io, %s, %s)`, address, transports) {
			t.Error(wrong)
		}
	}
}

// officialClient returns the script that the server hands out.
func officialClient(t *testing.T, address string) string {
	t.Helper()
	response, err := http.Get(address + play.SocketIOPath + "socket.io.js")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	if response.StatusCode != http.StatusOK || !strings.HasPrefix(response.Header.Get("Content-Type"), "text/javascript") {
		t.Fatalf("the official client is answered with %s, %s: %s (make test fetches it with npm)", response.Status, response.Header.Get("Content-Type"), body[:min(len(body), 200)])
	}
	return string(body)
}
