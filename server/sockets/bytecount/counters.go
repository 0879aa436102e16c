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

// The paths of the socket: a page's counter, and the two echoes whose bytes it counts.
const (
	Path          = "/weigh"
	HTTPPath      = "/weigh/http"
	WebSocketPath = "/weigh/websocket"
)

// MaxMessage is the greatest size of a message, in bytes. The lesson sends twelve bytes.
const MaxMessage = 1 << 10

// Counters are the counters of all pages. They are the [socket.Consoles] of the WebSockets
// whose bytes they count.
type Counters struct {
	mu    sync.RWMutex
	named map[string]*counter
}

// New returns counters that no page uses yet.
func New() *Counters { return &Counters{named: make(map[string]*counter)} }

// Handler serves all three paths. The sockets must have the counters among their Consoles.
func (cs *Counters) Handler(sockets *socket.Sockets) http.Handler {
	mux := http.NewServeMux()
	mux.Handle(Path, sockets.Handler(cs.open))
	mux.HandleFunc(HTTPPath, cs.serveHTTP)
	mux.HandleFunc(WebSocketPath, func(w http.ResponseWriter, r *http.Request) { serveWebSocket(w, r, sockets) })
	return mux
}

// Attach returns the tap of a WebSocket whose tag names a counter. For any other tag it returns
// nil (socket.Consoles).
func (cs *Counters) Attach(tag play.Tag) (socket.Watcher, error) {
	if c := cs.find(tag.Console); c != nil {
		return &tap{counter: c}, nil
	}
	return nil, nil
}

func (cs *Counters) find(name string) *counter {
	cs.mu.RLock()
	defer cs.mu.RUnlock()
	return cs.named[name]
}

// open makes a counter for the connection of a page, and sends the page the query that names
// the counter.
func (cs *Counters) open(conn *socket.Conn) socket.Behaviour {
	s := &stream{counters: cs, name: "counter-" + strings.ToLower(rand.Text()), counter: &counter{}, conn: conn}
	cs.mu.Lock()
	cs.named[s.name] = s.counter
	cs.mu.Unlock()
	s.send([]byte(play.Tag{Console: s.name, Block: "counter"}.Query()))
	return s
}

// stream is the [socket.Behaviour] of the connection that a counter belongs to.
type stream struct {
	counters *Counters
	name     string
	counter  *counter
	conn     *socket.Conn
}

// Message sends the counts in answer to any message.
func (s *stream) Message(socket.Message) {
	text, _ := json.Marshal(s.counter.counts()) // numbers alone: never fails
	s.send(text)
}

func (s *stream) send(text []byte) {
	s.conn.Send(socket.Message{Opcode: rfc6455.Text, Payload: text})
}

// Left removes the counter.
func (s *stream) Left() {
	s.counters.mu.Lock()
	defer s.counters.mu.Unlock()
	delete(s.counters.named, s.name)
}
