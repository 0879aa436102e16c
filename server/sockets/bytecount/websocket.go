package bytecount

import (
	"bytes"
	"fmt"
	"net/http"
	"sync"
	"time"

	"twocups/lessons/play/rfc6455"
	"twocups/server/socket"
)

// serveWebSocket echoes over a WebSocket.
func serveWebSocket(w http.ResponseWriter, r *http.Request, sockets *socket.Sockets) {
	delay, ok := delayOf(r)
	if !ok {
		socket.Answer(w, http.StatusBadRequest, wrongDelay)
		return
	}
	if wait(r, delay) {
		sockets.Handler(func(c *socket.Conn) socket.Behaviour { return newEcho(c, delay) }).ServeHTTP(w, r)
	}
}

// maxWaiting is the number of messages of a connection that may wait for their time. While
// maxWaiting messages wait, the server reads no more.
const maxWaiting = 256

// echo sends the messages of one connection back, each after the delay.
type echo struct {
	conn    *socket.Conn
	delay   time.Duration
	waiting chan delayed
	left    chan struct{}
	sender  sync.WaitGroup
}

// delayed is a message that waits for its time.
type delayed struct {
	socket.Message
	due time.Time
}

// newEcho returns the echo of a connection. If there is a delay, it starts the sender.
func newEcho(c *socket.Conn, delay time.Duration) *echo {
	e := &echo{conn: c, delay: delay}
	if delay > 0 {
		e.waiting, e.left = make(chan delayed, maxWaiting), make(chan struct{})
		e.sender.Go(e.send)
	}
	return e
}

// Message sends the message back, or queues it until its time.
func (e *echo) Message(m socket.Message) {
	if len(m.Payload) > MaxMessage {
		e.conn.Close(rfc6455.MessageTooBig, fmt.Sprintf("a message may have at most %d bytes", MaxMessage))
		return
	}
	if e.delay == 0 {
		e.conn.Send(m)
		return
	}
	m.Payload = bytes.Clone(m.Payload)
	e.waiting <- delayed{m, time.Now().Add(e.delay)}
}

// send sends each waiting message at its time.
func (e *echo) send() {
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		var next delayed
		select {
		case next = <-e.waiting:
		case <-e.left:
			return
		}
		timer.Reset(time.Until(next.due))
		select {
		case <-timer.C:
		case <-e.left:
			return
		}
		e.conn.Push(next.Message) // returns at once if the connection is closing
	}
}

// Left drops the messages that wait.
func (e *echo) Left() {
	if e.delay > 0 {
		close(e.left)
		e.sender.Wait()
	}
}
