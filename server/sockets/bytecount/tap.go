package bytecount

import (
	"net/http"

	"twocups/lessons/play"
)

// tap weighs a WebSocket (socket.Tap).
type tap struct {
	run      *run
	answered bool // the handshake is
}

// Handshake weighs the request, which is the last on its connection.
func (t *tap) Handshake(r *http.Request) {
	var up int64
	if c := connOf(r); c != nil {
		up = c.request()
	}
	t.run.add(func(w *Weight) {
		w.WebSocket.Connections++
		w.WebSocket.HandshakeUp += up
	})
}

// Received weighs frames of the client's.
func (t *tap) Received(raw []byte) { t.run.add(func(w *Weight) { w.WebSocket.Up += int64(len(raw)) }) }

// Sent weighs the handshake's answer, which is sent in one go, and then the server's
// frames.
func (t *tap) Sent(raw []byte) {
	first := !t.answered
	t.answered = true
	t.run.add(func(w *Weight) {
		if first {
			w.WebSocket.HandshakeDown += int64(len(raw))
		} else {
			w.WebSocket.Down += int64(len(raw))
		}
	})
}

// Report needs nothing: what happens has been weighed.
func (t *tap) Report(play.Event) {}

// Detach counts the end.
func (t *tap) Detach() {
	if t.answered {
		t.run.add(func(w *Weight) { w.WebSocket.Ended++ })
	}
}
