package main

import (
	"net/http"

	"github.com/gorilla/websocket"
)

// serveGorilla follows gorilla's examples: the echo, and the chat, in which a goroutine for each
// client writes. Unlike the chat, it prepares each message once, and sends each message in a
// frame of its own.
func serveGorilla(mux *http.ServeMux) {
	upgrader := websocket.Upgrader{}
	mux.HandleFunc("/echo", func(w http.ResponseWriter, r *http.Request) {
		conn, err := upgrader.Upgrade(w, r, nil)
		if err != nil {
			return
		}
		defer conn.Close()
		for {
			opcode, payload, err := conn.ReadMessage()
			if err != nil {
				return
			}
			if err := conn.WriteMessage(opcode, payload); err != nil {
				return
			}
		}
	})

	var room memberSet[*gorillaMember]
	mux.HandleFunc("/room", func(w http.ResponseWriter, r *http.Request) {
		conn, err := upgrader.Upgrade(w, r, nil)
		if err != nil {
			return
		}
		defer conn.Close()
		m := &gorillaMember{conn, make(chan *websocket.PreparedMessage, queueLength)}
		go m.write()
		defer close(m.queue)
		room.add(m)
		defer room.remove(m)
		for {
			opcode, payload, err := conn.ReadMessage()
			if err != nil {
				return
			}
			message, err := websocket.NewPreparedMessage(opcode, payload)
			if err != nil {
				return
			}
			room.eachOther(m, func(other *gorillaMember) { other.send(message) })
		}
	})
}

type gorillaMember struct {
	conn  *websocket.Conn
	queue chan *websocket.PreparedMessage
}

func (m *gorillaMember) send(message *websocket.PreparedMessage) {
	select {
	case m.queue <- message:
	default:
		m.conn.Close()
	}
}

func (m *gorillaMember) write() {
	for message := range m.queue {
		if m.conn.WritePreparedMessage(message) != nil {
			m.conn.Close()
		}
	}
}
