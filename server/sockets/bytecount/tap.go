package bytecount

import (
	"net/http"

	"twocups/lessons/play"
)

// tap counts the bytes of a WebSocket (socket.Tap).
type tap struct {
	counter  *counter
	answered bool // the handshake's answer was sent
}

// Handshake counts the request, which is the last on its connection.
func (t *tap) Handshake(r *http.Request) {
	var up int64
	if c := connOf(r); c != nil {
		up = c.requestSize()
	}
	t.counter.add(func(all *Counts) {
		all.WebSocket.Connections++
		all.WebSocket.HandshakeUp += up
	})
}

// Received counts the client's frames.
func (t *tap) Received(raw []byte) {
	t.counter.add(func(all *Counts) { all.WebSocket.Up += int64(len(raw)) })
}

// Sent counts the handshake's answer, which comes in one call, and then the server's frames.
func (t *tap) Sent(raw []byte) {
	first := !t.answered
	t.answered = true
	t.counter.add(func(all *Counts) {
		if first {
			all.WebSocket.HandshakeDown += int64(len(raw))
		} else {
			all.WebSocket.Down += int64(len(raw))
		}
	})
}

// Report does nothing: Received and Sent count the bytes.
func (t *tap) Report(play.Event) {}

// Detach counts the end of the WebSocket.
func (t *tap) Detach() {
	if t.answered {
		t.counter.add(func(all *Counts) { all.WebSocket.Ended++ })
	}
}
