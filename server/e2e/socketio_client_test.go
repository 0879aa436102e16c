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

// browserTransports are the lists of transports with which the tests run the official client.
var browserTransports = [][]string{{"websocket"}, {"polling"}, {"polling", "websocket"}}

// sessionEndComplaints are the complaints of a browser when the server ends a session. Some checks
// make the server do so: they request a session that is gone, send a request that is too big, or
// send while the WebSocket is closing.
const sessionEndComplaints = `status of (400|413) .*/socket\.io/|already in CLOSING or CLOSED state`

func TestBrowserTheOfficialSocketIOClientGetsWhatItExpects(t *testing.T) {
	t.Parallel()
	address := twocups.Start(t, "-ping-every", "200ms", "-pong-wait", "20s")
	tab := browser.Visit(t, address+websocketsLesson)
	tab.Complaints.Allow(sessionEndComplaints)
	runConformance(t, tab.Document, address)
}

// In a sandboxed iframe the origin is null, and every request of long polling goes to another
// site.
func TestBrowserTheOfficialSocketIOClientWorksInASandboxedIFrame(t *testing.T) {
	t.Parallel()
	address := twocups.Start(t, "-ping-every", "200ms", "-pong-wait", "20s")
	embed := visitEmbed(t, address, websocketsLesson)
	embed.Tab.Complaints.Allow(sessionEndComplaints)
	runConformance(t, embed.Document, address)
}

// runConformance runs the checks that Node runs too, with the client that the server serves.
func runConformance(t *testing.T, d browser.Document, address string) {
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

// officialClient returns the client's script, as the server serves it.
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
