package bytecount

import (
	"crypto/rand"
	"encoding/json"
	"net/http"
	"strings"
	"sync"

	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
	"twocups/server/socket"
)

// MaxMessage is how many bytes a message may have that is weighed: the lesson sends
// twelve.
const MaxMessage = 1 << 10

// Scales are those of all pages. They are the [socket.Consoles] of the WebSockets that
// they weigh.
type Scales struct {
	mu     sync.RWMutex
	named  map[string]*run
	ofConn map[*socket.Conn]string
}

// New returns scales that nobody uses yet.
func New() *Scales {
	return &Scales{named: make(map[string]*run), ofConn: make(map[*socket.Conn]string)}
}

// Mount puts all that pages need at its path. The sockets' limits are those of the
// scales, and must have them among their Consoles.
func (s *Scales) Mount(mux *http.ServeMux, sockets *socket.Sockets) {
	mux.Handle(play.WeighPath, sockets.Handler(stream{s}))
	mux.HandleFunc(play.WeighHTTPPath, s.plane)
	mux.HandleFunc(play.WeighSocketPath, func(w http.ResponseWriter, r *http.Request) { cups(w, r, sockets) })
}

// Attach returns the tap for a WebSocket with this tag, nil without such scales
// (socket.Consoles).
func (s *Scales) Attach(tag play.Tag) (socket.Watcher, error) {
	if r := s.find(tag.Console); r != nil {
		return &tap{run: r}, nil
	}
	return nil, nil
}

func (s *Scales) find(name string) *run {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.named[name]
}

// stream is what the connection of a page's scales does.
type stream struct{ scales *Scales }

// Joined sets up scales, and tells the page the query that leads to them.
func (st stream) Joined(c *socket.Conn) {
	name := "scales-" + strings.ToLower(rand.Text())
	s := st.scales
	s.mu.Lock()
	s.named[name], s.ofConn[c] = &run{}, name
	s.mu.Unlock()
	c.Send(socket.Message{Opcode: rfc6455.Text, Payload: []byte(play.Tag{Console: name, Block: "scales"}.Query())})
}

// Message tells what lies on the scales.
func (st stream) Message(c *socket.Conn, _ socket.Message) {
	s := st.scales
	s.mu.RLock()
	r := s.named[s.ofConn[c]]
	s.mu.RUnlock()
	text, _ := json.Marshal(r.now()) // numbers alone: never fails
	c.Send(socket.Message{Opcode: rfc6455.Text, Payload: text})
}

// Left takes the scales away.
func (st stream) Left(c *socket.Conn) {
	s := st.scales
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.named, s.ofConn[c])
	delete(s.ofConn, c)
}
