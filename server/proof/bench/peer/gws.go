package main

import (
	"bytes"
	"net/http"

	"github.com/lxzan/gws"
)

// serveGWS follows the README of gws: its echo and its broadcaster. It doesn't handle the messages
// of a connection in parallel, because this would change their order.
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
		go conn.ReadLoop() // so that the request's memory is freed
	}
}

type gwsEcho struct{ gws.BuiltinEventHandler }

func (*gwsEcho) OnMessage(conn *gws.Conn, message *gws.Message) {
	defer message.Close()
	conn.WriteMessage(message.Opcode, message.Bytes())
}

type gwsRoom struct {
	gws.BuiltinEventHandler
	room memberSet[*gws.Conn]
}

func (g *gwsRoom) OnOpen(conn *gws.Conn)           { g.room.add(conn) }
func (g *gwsRoom) OnClose(conn *gws.Conn, _ error) { g.room.remove(conn) }

func (g *gwsRoom) OnMessage(conn *gws.Conn, message *gws.Message) {
	defer message.Close()
	broadcast := gws.NewBroadcaster(message.Opcode, bytes.Clone(message.Bytes()))
	defer broadcast.Close()
	g.room.eachOther(conn, func(other *gws.Conn) { broadcast.Broadcast(other) })
}
