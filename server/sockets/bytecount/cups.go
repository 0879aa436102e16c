package bytecount

import (
	"bytes"
	"net/http"
	"sync"
	"time"

	"twocups/lessons/play/rfc6455"
	"twocups/server/socket"
)

// cups echoes over a WebSocket.
func cups(w http.ResponseWriter, r *http.Request, sockets *socket.Sockets) {
	delay, ok := delayOf(r)
	if !ok {
		socket.Answer(w, http.StatusBadRequest, wrongDelay)
		return
	}
	if wait(r, delay) {
		sockets.Handler(&echo{delay: delay}).ServeHTTP(w, r)
	}
}

// maxWaiting is how many messages of a connection may wait for their time. When it is
// reached, the next ones are not read.
const maxWaiting = 256

// echo sends the messages of one connection back, each so much later.
type echo struct {
	delay   time.Duration
	waiting chan late
	left    chan struct{}
	sender  sync.WaitGroup
}

// late is a message that waits for its time.
type late struct {
	socket.Message
	due time.Time
}

// Joined starts the sender, if there is a delay.
func (e *echo) Joined(c *socket.Conn) {
	if e.delay > 0 {
		e.waiting, e.left = make(chan late, maxWaiting), make(chan struct{})
		e.sender.Go(func() { e.send(c) })
	}
}

// Message sends the message back, or has it wait.
func (e *echo) Message(c *socket.Conn, m socket.Message) {
	if len(m.Payload) > MaxMessage {
		c.Close(rfc6455.MessageTooBig, "a message that is weighed may have 1024 bytes at most")
		return
	}
	if e.delay == 0 {
		c.Send(m)
		return
	}
	m.Payload = bytes.Clone(m.Payload)
	e.waiting <- late{m, time.Now().Add(e.delay)}
}

// send sends what waits, each at its time.
func (e *echo) send(c *socket.Conn) {
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		var next late
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
		c.Push(next.Message) // on a closing connection it does nothing, at once
	}
}

// Left drops what waits.
func (e *echo) Left(*socket.Conn) {
	if e.delay > 0 {
		close(e.left)
		e.sender.Wait()
	}
}
