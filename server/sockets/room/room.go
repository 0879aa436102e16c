// Package room is the socket that sends every message to the other members of a room: a
// broadcast that leaves out the sender. Lessons with several clients use it.
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

	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
	"twocups/lessons/play/wsblock"
	"twocups/server/socket"
)

// Path is where the socket is.
const Path = play.RoomPath

// MaxMembers is how many members a room takes; one more is closed with 1013. It is
// twice the clients that a block can name, since a client that comes back may
// arrive before its last connection is known to be gone.
const MaxMembers = 2 * wsblock.MaxClients

// Handler serves rooms. A client without a tag belongs to no room: it is refused before
// it is upgraded.
func Handler(sockets *socket.Sockets) http.Handler {
	rs := &rooms{members: make(map[key]map[*socket.Conn]struct{})}
	connections := sockets.Handler(rs.join)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if websocket.IsWebSocketUpgrade(r) && r.URL.Query().Get("console") == "" {
			socket.Answer(w, http.StatusBadRequest, "A room is for the clients of one ws block. Say which in the query: console, block and attempt.")
			return
		}
		connections.ServeHTTP(w, r)
	})
}

// rooms are all rooms that have members.
type rooms struct {
	mu      sync.Mutex
	members map[key]map[*socket.Conn]struct{}
}

// key says which room a connection belongs to.
type key struct{ console, block string }

// join makes the client a member, if there is a place for it.
func (rs *rooms) join(c *socket.Conn) socket.Behaviour {
	m := &member{rooms: rs, room: key{c.Tag().Console, c.Tag().Block}, conn: c}
	rs.mu.Lock()
	defer rs.mu.Unlock()
	switch others := rs.members[m.room]; {
	case others == nil:
		rs.members[m.room] = map[*socket.Conn]struct{}{c: {}}
	case len(others) == MaxMembers:
		c.Close(rfc6455.TryAgainLater, fmt.Sprintf("the room is full: it takes %d members", MaxMembers))
		return nil
	default:
		others[c] = struct{}{}
	}
	return m
}

// member is the [socket.Behaviour] of a connection in a room.
type member struct {
	rooms *rooms
	room  key
	conn  *socket.Conn
}

// Message sends the message to the other members, and waits for none of them. A member
// that reads too slowly is closed with 1008.
func (m *member) Message(message socket.Message) {
	prepared := socket.Prepare(message)
	m.rooms.mu.Lock()
	defer m.rooms.mu.Unlock()
	for other := range m.rooms.members[m.room] {
		if other != m.conn {
			other.Deliver(prepared)
		}
	}
}

// Left ends the membership. A room ends with its last member.
func (m *member) Left() {
	m.rooms.mu.Lock()
	defer m.rooms.mu.Unlock()
	members := m.rooms.members[m.room]
	delete(members, m.conn)
	if len(members) == 0 {
		delete(m.rooms.members, m.room)
	}
}
