package main

import (
	"bytes"
	"net/http"

	"github.com/lxzan/gws"
)

// serveGWS follows the README of gws: its echo, without handling a connection's
// messages in parallel, which would change their order, and its broadcaster.
func serveGWS(mux *http.ServeMux) {
	mux.HandleFunc("/echo", gwsHandler(&gwsEcho{}))
	mux.HandleFunc("/room", gwsHandler(&gwsRoom{}))
}

func gwsHandler(events gws.Event) http.HandlerFunc {
	upgrader := gws.NewUpgrader(events, &gws.ServerOption{})
	return func(w http.ResponseWriter, r *http.Request) {
		conn, err := upgrader.Upgrade(w, r)
		if err != nil {
			return
		}
		go conn.ReadLoop() // so that the request's memory goes
	}
}

type gwsEcho struct{ gws.BuiltinEventHandler }

func (*gwsEcho) OnMessage(conn *gws.Conn, message *gws.Message) {
	defer message.Close()
	conn.WriteMessage(message.Opcode, message.Bytes())
}

type gwsRoom struct {
	gws.BuiltinEventHandler
	room crowd[*gws.Conn]
}

func (g *gwsRoom) OnOpen(conn *gws.Conn)           { g.room.enter(conn) }
func (g *gwsRoom) OnClose(conn *gws.Conn, _ error) { g.room.leave(conn) }

func (g *gwsRoom) OnMessage(conn *gws.Conn, message *gws.Message) {
	defer message.Close()
	broadcast := gws.NewBroadcaster(message.Opcode, bytes.Clone(message.Bytes()))
	defer broadcast.Close()
	g.room.others(conn, func(other *gws.Conn) { broadcast.Broadcast(other) })
}
