package push_test

import (
	"encoding/json"
	"io"
	"strings"
	"testing"
	"time"
)

// The weights that the server reports are the numbers of bytes that went over the wire.
func TestWeightsAreThoseOfTheWire(t *testing.T) {
	const handshake = "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
	for _, test := range []struct{ name, path, fields string }{
		{"poll", "/push/latest", "Accept: */*\r\n"},
		{"events", "/push/events", "Accept: text/event-stream\r\nUser-Agent: x\r\n"},
		{"WebSocket", "/push", handshake},
	} {
		t.Run(test.name, func(t *testing.T) {
			bubble(t, func(g fixture) {
				watcher := g.watch() // or there is no match
				defer watcher.Close()
				conn := g.pipes.Connect()
				defer conn.Close()
				request := "GET " + test.path + aMatch + " HTTP/1.1\r\nHost: twocups\r\n" + test.fields + "\r\n"
				if _, err := io.WriteString(conn, request); err != nil {
					t.Fatal(err)
				}
				raw := readFor(conn, 300*time.Millisecond) // before the first goal
				head, body, _ := strings.Cut(raw, "\r\n\r\n")
				var got struct{ Up, Down int }
				object := body[strings.Index(body, `{"up"`):]
				if err := json.NewDecoder(strings.NewReader(object)).Decode(&got); err != nil {
					t.Fatalf("%v in %q", err, body)
				}
				down := len(head) + 4
				for line := range strings.Lines(head + "\r\n") {
					if strings.HasPrefix(line, "Content-Length: ") {
						down -= len(line)
					}
				}
				if got.Up != len(request) || got.Down != down {
					t.Errorf("it says %+v, and the request has %d bytes, the head %d:\n%s", got, len(request), down, head)
				}
			})
		})
	}
}

// readFor reads everything that comes within a time.
func readFor(conn interface {
	io.Reader
	SetReadDeadline(time.Time) error
}, wait time.Duration) string {
	conn.SetReadDeadline(time.Now().Add(wait))
	text, _ := io.ReadAll(conn)
	return string(text)
}
