package socket_test

import (
	"net/http"
	"sync"

	"twocups/server/socket"
)

// crowd sends each message of a member to all others.
type crowd struct {
	mu      sync.Mutex
	members map[*socket.Conn]struct{}
}

// member is the behaviour of a member's connection.
type member struct {
	crowd *crowd
	conn  *socket.Conn
}

func newCrowd(sockets *socket.Sockets) http.Handler {
	all := &crowd{members: make(map[*socket.Conn]struct{})}
	return sockets.Handler(func(c *socket.Conn) socket.Behaviour {
		all.mu.Lock()
		defer all.mu.Unlock()
		all.members[c] = struct{}{}
		return member{all, c}
	})
}

func (m member) Message(message socket.Message) {
	m.crowd.mu.Lock()
	defer m.crowd.mu.Unlock()
	prepared := socket.Prepare(message)
	for other := range m.crowd.members {
		if other != m.conn {
			other.Deliver(prepared)
		}
	}
}

func (m member) Left() {
	m.crowd.mu.Lock()
	defer m.crowd.mu.Unlock()
	delete(m.crowd.members, m.conn)
}
