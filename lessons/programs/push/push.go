// Package push is the server's part of a live score. The lesson that compares three ways to push
// updates uses it. The clients of a match get each goal in one of three ways:
//
//	WebSocket           /push         the server sends each update when it happens
//	server-sent events  /push/events  the server does the same in an HTTP answer that does not end
//	polling             /push/latest  the client asks now and then whether there is more
//
// An update is the same in each way:
//
//	{"id":3,"red":2,"blue":1}
//
// The match is invented. Each instance has its own match. It goes on while a client watches over
// a WebSocket. When the last such client has gone, the streams of events end too. The server also
// sends the sizes of requests and answers, because a browser's program can't see them.
package push

import (
	"math/rand/v2"
	"net/http"
	"slices"
	"time"

	"twocups/lessons/play/rfc6455"
	"twocups/server/instance"
	"twocups/server/socket"
)

// Path is where the program is, and EventsPath is where its streams of events are.
const (
	Path       = "/push"
	EventsPath = Path + "/events"
)

// The limits of a match.
const (
	MaxKept    = 50               // updates that are kept for clients that ask later
	MaxStreams = 64               // streams of events: as many as WebSockets
	StreamTime = 45 * time.Second // after which a stream ends, and the browser asks for another
	queue      = 16               // updates that may wait for a stream
)

// #region update
// Update is the score after a goal.
type Update struct {
	ID   int `json:"id"` // 1 for the first goal
	Red  int `json:"red"`
	Blue int `json:"blue"`
}

// #endregion

// Match is one match. Its methods are never called at the same time.
type Match struct {
	after    instance.After
	watchers map[*socket.Conn]bool
	streams  map[chan Update]bool
	updates  []Update // the latest, the oldest first
	playing  bool     // a goal is to come
}

// New returns a match before the first goal.
func New(after instance.After, _ instance.Hold) instance.Program {
	return &Match{after: after, watchers: map[*socket.Conn]bool{}, streams: map[chan Update]bool{}}
}

// Joined starts the match, or goes on with it, if nobody watched.
func (m *Match) Joined(c *socket.Conn) {
	m.watchers[c] = true
	m.play()
}

// Greet tells a client the size of its opening handshake.
func (m *Match) Greet(c *socket.Conn, r *http.Request) {
	c.Deliver(instance.JSON(struct {
		Weight weight `json:"weight"`
	}{weighHandshake(r)}))
}

// Message closes the connection: a match takes no messages.
func (m *Match) Message(c *socket.Conn, _ socket.Message) {
	c.Close(rfc6455.PolicyViolation, "a match takes no messages: listen to it")
}

// Left lets the match pause when nobody watches any more.
func (m *Match) Left(c *socket.Conn) {
	delete(m.watchers, c)
	if len(m.watchers) == 0 {
		for stream := range m.streams {
			m.end(stream)
		}
	}
}

// play schedules the next goal, in 0.5 to 3 seconds.
func (m *Match) play() {
	if m.playing || len(m.watchers) == 0 {
		return
	}
	m.playing = true
	m.after(500*time.Millisecond+rand.N(2500*time.Millisecond), func() {
		m.playing = false
		if len(m.watchers) > 0 {
			m.goal()
		}
		m.play()
	})
}

// #region goal
// goal counts a goal, and tells all clients that wait for one.
func (m *Match) goal() {
	update := m.latest()
	update.ID++
	if rand.N(2) == 0 {
		update.Red++
	} else {
		update.Blue++
	}
	m.updates = append(m.updates, update)
	if len(m.updates) > MaxKept {
		m.updates = slices.Delete(m.updates, 0, 1)
	}

	message := instance.JSON(update)
	for watcher := range m.watchers {
		watcher.Deliver(message) // to the WebSockets
	}
	for stream := range m.streams {
		select {
		case stream <- update: // to the streams of events
		default:
			m.end(stream) // it is too slow, and will ask for another
		}
	}
}

// since returns the updates after the one with this number, for a client that asks.
func (m *Match) since(id int) []Update {
	first := slices.IndexFunc(m.updates, func(u Update) bool { return u.ID > id })
	if first < 0 {
		return []Update{}
	}
	return slices.Clone(m.updates[first:])
}

// #endregion

func (m *Match) latest() Update {
	if len(m.updates) == 0 {
		return Update{}
	}
	return m.updates[len(m.updates)-1]
}

// open returns a stream of the updates from now on. It returns nil if nobody watches over a
// WebSocket, or if there are too many streams.
func (m *Match) open() chan Update {
	if len(m.watchers) == 0 || len(m.streams) == MaxStreams {
		return nil
	}
	stream := make(chan Update, queue)
	m.streams[stream] = true
	return stream
}

// end ends a stream, unless the stream has ended already.
func (m *Match) end(stream chan Update) {
	if m.streams[stream] {
		delete(m.streams, stream)
		close(stream)
	}
}
