// Package room is the socket that sends every message to the other members of a room: a
// broadcast that leaves out the sender. Lessons with several clients use it.
//
// Connections whose tags name the same console and the same block are members of one room. So a
// room has the clients of one ws block of one reader, and no others. A message arrives as it was
// sent. All members get the messages of the others in the same order.
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

// MaxMembers is the number of members that a room may have. A further connection is closed with
// 1013. The number is twice that of the clients in a block, because a client may connect again
// before the server knows that the client's last connection is gone.
const MaxMembers = 2 * wsblock.MaxClients

// Handler serves rooms. It refuses a client without a tag before the upgrade, because the client
// belongs to no room.
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

// key identifies a room.
type key struct{ console, block string }

// join makes the client a member of its room. If the room is full, join closes the connection and
// returns nil.
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
// that reads too slowly is closed with 1013.
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
