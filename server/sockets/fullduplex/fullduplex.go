// Package fullduplex is the socket whose server sends messages without being asked. A lesson uses
// it to draw the messages of both directions. After a client has joined, the server sends
// [Messages] messages, one every [Interval]. A message is JSON: its number, the time at the
// server, and the times at which the client's messages came since the last one:
//
//	{"number": 3, "at": 300.1, "heard": [150.4, 250.2]}
//
// All times are in milliseconds since the client joined. The server does not answer the client's
// messages, so both ends send at the same time. The server keeps the time of a client's message,
// but not the message.
package fullduplex

import (
	"encoding/json"
	"net/http"
	"sync"
	"time"

	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
	"twocups/server/socket"
)

// Path is where the socket is.
const Path = "/both"

// Interval is the time between two messages, long enough for a drawing that shows each one.
// Messages is the number of messages. The server stops after ten seconds, because a client may
// forget to leave.
const (
	Interval = 100 * time.Millisecond
	Messages = 100
)

// MaxReceived is the greatest number of entries in "heard", far more than the lesson needs. The
// server drops further entries.
const MaxReceived = 64

// Handler serves the socket.
func Handler(sockets *socket.Sockets) http.Handler {
	return sockets.Handler(func(c *socket.Conn) socket.Behaviour {
		b := &behaviour{conn: c, began: time.Now(), left: make(chan struct{})}
		b.sender.Go(b.send)
		return b
	})
}

// behaviour is the [socket.Behaviour] of one connection.
type behaviour struct {
	conn   *socket.Conn
	began  time.Time
	left   chan struct{} // closed when the client has left
	sender sync.WaitGroup

	mu       sync.Mutex
	received []play.Milliseconds // since the last message
}

// message is the JSON of a message from the server.
type message struct {
	Number   int                 `json:"number"`
	At       play.Milliseconds   `json:"at"`
	Received []play.Milliseconds `json:"heard"`
}

// Message notes the time at which a message of the client came.
func (b *behaviour) Message(socket.Message) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.received) < MaxReceived {
		b.received = append(b.received, b.now())
	}
}

// Left ends the sending.
func (b *behaviour) Left() {
	close(b.left)
	b.sender.Wait()
}

// send sends the server's messages until the client has left.
func (b *behaviour) send() {
	tick := time.NewTicker(Interval)
	defer tick.Stop()
	for number := range Messages {
		select {
		case <-tick.C:
		case <-b.left:
			return
		}
		text, _ := json.Marshal(message{number + 1, b.now(), b.receivedSince()}) // never fails for numbers
		b.conn.Deliver(socket.Prepare(socket.Message{Opcode: rfc6455.Text, Payload: text}))
	}
}

// receivedSince returns the times of the messages that came since the last call.
func (b *behaviour) receivedSince() []play.Milliseconds {
	b.mu.Lock()
	defer b.mu.Unlock()
	times := append([]play.Milliseconds{}, b.received...)
	b.received = b.received[:0]
	return times
}

// now returns the time since the client joined.
func (b *behaviour) now() play.Milliseconds {
	return play.Milliseconds(float64(time.Since(b.began).Microseconds()) / 1000)
}
