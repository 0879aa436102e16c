// Package room is the socket that sends every message to the other members of a
// room: a broadcast, in which the sender has no part.
//
// Connections whose tags name the same console and the same block are members of
// one room. So the clients of a ws block meet each other, and nobody else: not the
// reader of the same page next door, and not another block. A message arrives as it
// was sent, one for one; every member gets the messages of the others in the same
// order.
package room

import (
	"fmt"
	"net/http"
	"sync"

	"github.com/gorilla/websocket"

	"twocups/lessons/play/rfc6455"
	"twocups/lessons/play/wsblock"
	"twocups/server/socket"
)

// MaxMembers is how many members a room takes; one more is closed with 1013. It is
// twice the clients that a block can name, since a client that comes back may
// arrive before its last connection is known to be gone.
const MaxMembers = 2 * wsblock.MaxClients

// Rooms is the [socket.Behaviour], with all rooms that have members.
type Rooms struct {
	mu    sync.Mutex
	rooms map[key]members
}

// key says which room a connection belongs to.
type key struct{ console, block string }

type members map[*socket.Conn]struct{}

// New returns rooms without members.
func New() *Rooms { return &Rooms{rooms: make(map[key]members)} }

// Handler serves the rooms on the sockets. A client without a tag belongs to no
// room and is refused before it is upgraded.
func (rs *Rooms) Handler(sockets *socket.Sockets) http.Handler {
	connections := sockets.Handler(rs)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if websocket.IsWebSocketUpgrade(r) && r.URL.Query().Get("console") == "" {
			socket.Answer(w, http.StatusBadRequest, "A room is for the clients of one ws block. Say which in the query: console, block and attempt.")
			return
		}
		connections.ServeHTTP(w, r)
	})
}

func keyOf(c *socket.Conn) key { return key{c.Tag().Console, c.Tag().Block} }

// Joined makes the client a member, if there is room.
func (rs *Rooms) Joined(c *socket.Conn) {
	rs.mu.Lock()
	defer rs.mu.Unlock()
	room := rs.rooms[keyOf(c)]
	switch {
	case room == nil:
		rs.rooms[keyOf(c)] = members{c: {}}
	case len(room) == MaxMembers:
		c.Close(rfc6455.TryAgainLater, fmt.Sprintf("the room is full: it takes %d members", MaxMembers))
	default:
		room[c] = struct{}{}
	}
}

// Message sends the message to the other members. None of them is waited for: one
// that reads too slowly is closed with 1008.
func (rs *Rooms) Message(c *socket.Conn, m socket.Message) {
	prepared := socket.Prepare(m)
	rs.mu.Lock()
	defer rs.mu.Unlock()
	for member := range rs.rooms[keyOf(c)] {
		if member != c {
			member.Deliver(prepared)
		}
	}
}

// Left ends the membership, and with the last one the room.
func (rs *Rooms) Left(c *socket.Conn) {
	rs.mu.Lock()
	defer rs.mu.Unlock()
	room := rs.rooms[keyOf(c)]
	delete(room, c)
	if len(room) == 0 {
		delete(rs.rooms, keyOf(c))
	}
}
