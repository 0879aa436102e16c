package main

import (
	"net"
	"net/http"

	"github.com/gobwas/ws"
	"github.com/gobwas/ws/wsutil"
)

// serveGobwas follows the README of gobwas/ws: its first echo, and frames that are compiled once
// for a broadcast.
func serveGobwas(mux *http.ServeMux) {
	mux.HandleFunc("/echo", func(w http.ResponseWriter, r *http.Request) {
		conn, _, _, err := ws.UpgradeHTTP(r, w)
		if err != nil {
			return
		}
		go func() {
			defer conn.Close()
			for {
				payload, opcode, err := wsutil.ReadClientData(conn)
				if err != nil {
					return
				}
				if err := wsutil.WriteServerMessage(conn, opcode, payload); err != nil {
					return
				}
			}
		}()
	})

	var room memberSet[*gobwasMember]
	mux.HandleFunc("/room", func(w http.ResponseWriter, r *http.Request) {
		conn, _, _, err := ws.UpgradeHTTP(r, w)
		if err != nil {
			return
		}
		m := &gobwasMember{conn, make(chan []byte, queueLength)}
		room.add(m)
		go m.write()
		go func() {
			defer conn.Close()
			defer close(m.queue)
			defer room.remove(m)
			for {
				payload, opcode, err := wsutil.ReadClientData(conn)
				if err != nil {
					return
				}
				frame, err := ws.CompileFrame(ws.NewFrame(opcode, true, payload))
				if err != nil {
					return
				}
				room.eachOther(m, func(other *gobwasMember) { other.send(frame) })
			}
		}()
	})
}

type gobwasMember struct {
	conn  net.Conn
	queue chan []byte
}

func (m *gobwasMember) send(frame []byte) {
	select {
	case m.queue <- frame:
	default:
		m.conn.Close()
	}
}

func (m *gobwasMember) write() {
	for frame := range m.queue {
		if _, err := m.conn.Write(frame); err != nil {
			m.conn.Close()
		}
	}
}
