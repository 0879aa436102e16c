package main

import (
	"context"
	"net/http"
	"time"

	"github.com/coder/websocket"
)

// serveCoder follows the examples of coder/websocket: the echo, and the chat, in which a
// goroutine for each subscriber writes.
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

	var room memberSet[*coderMember]
	mux.HandleFunc("/room", func(w http.ResponseWriter, r *http.Request) {
		conn, err := websocket.Accept(w, r, nil)
		if err != nil {
			return
		}
		defer conn.CloseNow()
		m := &coderMember{conn, make(chan []byte, queueLength)}
		go m.write(r.Context())
		room.add(m)
		defer room.remove(m)
		for {
			_, payload, err := conn.Read(r.Context())
			if err != nil {
				return
			}
			room.eachOther(m, func(other *coderMember) { other.send(payload) })
		}
	})
}

// coderWriteTime is the time that one write may take. It is twice the time of the library's
// example, and the same as the time of Two Cups.
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
