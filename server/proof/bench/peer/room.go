package main

import (
	"net/http"

	"twocups/server/socket"
	"twocups/server/sockets/echo"
)

// serveRoom is Two Cups with one room that takes everyone.
func serveRoom(mux *http.ServeMux) {
	sockets := socket.New(socket.Config{})
	mux.Handle("/echo", sockets.Handler(echo.Echo{}))
	mux.Handle("/room", sockets.Handler(&room{}))
}

// room is the [socket.Behaviour] of a room without a limit.
type room struct{ crowd crowd[*socket.Conn] }

func (r *room) Joined(c *socket.Conn) { r.crowd.enter(c) }
func (r *room) Left(c *socket.Conn)   { r.crowd.leave(c) }

func (r *room) Message(c *socket.Conn, m socket.Message) {
	prepared := socket.Prepare(m)
	r.crowd.others(c, func(other *socket.Conn) { other.Deliver(prepared) })
}
