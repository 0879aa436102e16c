package main

import (
	"context"
	"net/http"
	"time"

	"github.com/coder/websocket"
)

// serveCoder follows the examples of coder/websocket: an echo, and its chat with a
// goroutine that writes for each subscriber.
func serveCoder(mux *http.ServeMux) {
	mux.HandleFunc("/echo", func(w http.ResponseWriter, r *http.Request) {
		conn, err := websocket.Accept(w, r, nil)
		if err != nil {
			return
		}
		defer conn.CloseNow()
		for {
			opcode, payload, err := conn.Read(r.Context())
			if err != nil {
				return
			}
			if err := conn.Write(r.Context(), opcode, payload); err != nil {
				return
			}
		}
	})

	var room crowd[*coderMember]
	mux.HandleFunc("/room", func(w http.ResponseWriter, r *http.Request) {
		conn, err := websocket.Accept(w, r, nil)
		if err != nil {
			return
		}
		defer conn.CloseNow()
		m := &coderMember{conn, make(chan []byte, queueLength)}
		go m.write(r.Context())
		room.enter(m)
		defer room.leave(m)
		for {
			_, payload, err := conn.Read(r.Context())
			if err != nil {
				return
			}
			room.others(m, func(other *coderMember) { other.send(payload) })
		}
	})
}

// coderWriteTime is how long one write may take: twice as long as in the library's
// example, and as long as with Two Cups.
const coderWriteTime = 10 * time.Second

type coderMember struct {
	conn  *websocket.Conn
	queue chan []byte
}

func (m *coderMember) send(payload []byte) {
	select {
	case m.queue <- payload:
	default:
		go m.conn.Close(websocket.StatusPolicyViolation, "too slow")
	}
}

func (m *coderMember) write(ctx context.Context) {
	for {
		select {
		case payload := <-m.queue:
			timed, cancel := context.WithTimeout(ctx, coderWriteTime)
			err := m.conn.Write(timed, websocket.MessageText, payload)
			cancel()
			if err != nil {
				return
			}
		case <-ctx.Done():
			return
		}
	}
}
