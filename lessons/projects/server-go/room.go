package main

import (
	"log"
	"net/http"
	"sync"

	"github.com/gorilla/websocket"
)

// #region room
// room passes each message on to all its other members.
type room struct {
	mu      sync.Mutex
	members map[*member]bool
}

func newRoom() *room { return &room{members: map[*member]bool{}} }

func (r *room) pass(from *member, m message) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for other := range r.members {
		if other == from {
			continue
		}
		select {
		case other.queue <- m:
		default: // its queue is full: it must not keep the others waiting
			other.conn.Close()
		}
	}
}

// #endregion

func (r *room) enter(m *member) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.members[m] = true
}

// leave takes a member out, and ends its queue: nobody adds to it any more.
func (r *room) leave(m *member) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.members, m)
	close(m.queue)
}

// #region serve
func (r *room) serve(w http.ResponseWriter, request *http.Request) {
	conn, err := upgrader.Upgrade(w, request, nil)
	if err != nil {
		return
	}
	m := &member{conn: conn, queue: make(chan message, maxWaiting)}
	r.enter(m)
	log.Print("Client connected!")
	var writing sync.WaitGroup
	writing.Add(1)
	go func() {
		defer writing.Done()
		m.write()
	}()
	err = m.read(func(message message) { r.pass(m, message) })
	log.Print("Client disconnected! ", err)
	conn.Close()
	r.leave(m)
	writing.Wait()
}

// #endregion

// message is text or binary, as gorilla numbers them.
type message struct {
	kind    int
	payload []byte
}

// member is one connection, with what waits to be written to it.
type member struct {
	conn  *websocket.Conn
	queue chan message
}
