package main

import (
	"net/http"

	"twocups/server/socket"
	"twocups/server/sockets/echo"
)

// serveRoom serves package socket of Two Cups, with one room that has no limit of members.
func serveRoom(mux *http.ServeMux) {
	sockets := socket.New(socket.Config{})
	mux.Handle("/echo", echo.Handler(sockets))
	mux.Handle("/room", sockets.Handler(new(room).join))
}

// room is a room without a limit.
type room struct{ members memberSet[*socket.Conn] }

func (r *room) join(c *socket.Conn) socket.Behaviour {
	r.members.add(c)
	return member{r, c}
}

// member is the [socket.Behaviour] of a connection in the room.
type member struct {
	room *room
	conn *socket.Conn
}

func (m member) Message(message socket.Message) {
	prepared := socket.Prepare(message)
	m.room.members.eachOther(m.conn, func(other *socket.Conn) { other.Deliver(prepared) })
}

func (m member) Left() { m.room.members.remove(m.conn) }
