// Package fullduplex is the socket whose server speaks whether it is spoken to or not. From
// the moment that a client joins, it sends a message every [Every], [Times] times: its
// number, the time by the server's clock, and when the messages came that the client has
// sent meanwhile, as JSON:
//
//	{"number": 3, "at": 300.1, "heard": [150.4, 250.2]}
//
// All times are in milliseconds since the client joined. Nothing that the client
// sends is answered, so what crosses on the wire are two who speak at the same time. What a
// client says is not kept, only when.
package fullduplex

import (
	"encoding/json"
	"sync"
	"time"

	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
	"twocups/server/socket"
)

// How often the server speaks: slowly enough to be drawn, and for ten seconds at most, as
// a client may forget to leave.
const (
	Every = 100 * time.Millisecond
	Times = 100
)

// MaxHeard is how many times a message tells: several times what the lesson sends. The
// client may send more, which is not told.
const MaxHeard = 64

// Both is the [socket.Behaviour].
type Both struct {
	mu       sync.Mutex
	speakers map[*socket.Conn]*speaker
}

// New returns a behaviour without clients.
func New() *Both { return &Both{speakers: make(map[*socket.Conn]*speaker)} }

// Joined has the server speak to the client from now on.
func (b *Both) Joined(c *socket.Conn) {
	s := &speaker{began: time.Now(), left: make(chan struct{})}
	b.mu.Lock()
	b.speakers[c] = s
	b.mu.Unlock()
	s.speaking.Go(func() { s.speak(c) })
}

// Message notes when the client has spoken.
func (b *Both) Message(c *socket.Conn, _ socket.Message) { b.of(c).hear() }

// Left has the server stop.
func (b *Both) Left(c *socket.Conn) {
	s := b.of(c)
	b.mu.Lock()
	delete(b.speakers, c)
	b.mu.Unlock()
	close(s.left)
	s.speaking.Wait()
}

func (b *Both) of(c *socket.Conn) *speaker {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.speakers[c]
}

// speaker speaks to one client.
type speaker struct {
	began    time.Time
	left     chan struct{} // closed when the client has left
	speaking sync.WaitGroup

	mu    sync.Mutex
	heard []play.Milliseconds // since the last message
}

// said is a message of the server's.
type said struct {
	Number int                 `json:"number"`
	At     play.Milliseconds   `json:"at"`
	Heard  []play.Milliseconds `json:"heard"`
}

func (s *speaker) speak(c *socket.Conn) {
	tick := time.NewTicker(Every)
	defer tick.Stop()
	for number := range Times {
		select {
		case <-tick.C:
		case <-s.left:
			return
		}
		text, _ := json.Marshal(said{number + 1, s.now(), s.take()}) // numbers alone: never fails
		c.Deliver(socket.Prepare(socket.Message{Opcode: rfc6455.Text, Payload: text}))
	}
}

func (s *speaker) hear() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.heard) < MaxHeard {
		s.heard = append(s.heard, s.now())
	}
}

// take returns what was heard since it was last called.
func (s *speaker) take() []play.Milliseconds {
	s.mu.Lock()
	defer s.mu.Unlock()
	heard := append([]play.Milliseconds{}, s.heard...)
	s.heard = s.heard[:0]
	return heard
}

func (s *speaker) now() play.Milliseconds {
	return play.Milliseconds(float64(time.Since(s.began).Microseconds()) / 1000)
}
