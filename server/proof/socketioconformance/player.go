package socketioconformance

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// player plays one case.
type player struct {
	ctx     context.Context
	server  Server
	client  *http.Client
	open    []*webSocket
	running sync.WaitGroup // for the functions beside the case
}

func (p *player) closeAll() {
	for _, w := range p.open {
		w.conn.Close()
	}
}

// answer is an answer to a request.
type answer struct {
	status int
	body   string
	header http.Header
}

// send sends a request.
func (p *player) send(method, pathAndQuery, body string) answer {
	ctx, cancel := context.WithTimeout(p.ctx, p.server.Timeout)
	defer cancel()
	a, err := p.try(ctx, method, pathAndQuery, body)
	if err != nil {
		fail("%s %s: %w", method, pathAndQuery, err)
	}
	return a
}

// try sends a request that may fail.
func (p *player) try(ctx context.Context, method, pathAndQuery, body string) (answer, error) {
	request, err := http.NewRequestWithContext(ctx, method, p.server.URL+pathAndQuery, strings.NewReader(body))
	if err != nil {
		return answer{}, err
	}
	response, err := p.client.Do(request)
	if err != nil {
		return answer{}, err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	return answer{response.StatusCode, string(text), response.Header}, err
}

// want fails unless a request is answered with the status.
func (p *player) want(status int, method, pathAndQuery, body string) answer {
	a := p.send(method, pathAndQuery, body)
	if a.status != status {
		fail("%s %s is answered with %d %s, want %d", method, pathAndQuery, a.status, short(a.body), status)
	}
	return a
}

// handshake is the text of the packet that opens a session.
type handshake struct {
	SID          string   `json:"sid"`
	Upgrades     []string `json:"upgrades"`
	PingInterval int      `json:"pingInterval"`
	PingTimeout  int      `json:"pingTimeout"`
	MaxPayload   int      `json:"maxPayload"`
}

func (h handshake) interval() time.Duration { return time.Duration(h.PingInterval) * time.Millisecond }
func (h handshake) timeout() time.Duration  { return time.Duration(h.PingTimeout) * time.Millisecond }

// longest returns the longest time that a case waits for a packet, or for the end of a session.
func (p *player) longest(h handshake) time.Duration {
	return p.server.Timeout + h.interval() + h.timeout()
}

// readHandshake reads the packet that opens a session. Each member must be there.
func readHandshake(packet string) handshake {
	text, isOpen := strings.CutPrefix(packet, "0")
	members := map[string]json.RawMessage{}
	var h handshake
	if !isOpen || json.Unmarshal([]byte(text), &members) != nil || json.Unmarshal([]byte(text), &h) != nil {
		fail("the session begins with %s, want 0 and an object", packet)
	}
	for _, name := range []string{"sid", "upgrades", "pingInterval", "pingTimeout", "maxPayload"} {
		if members[name] == nil {
			fail("the handshake %s has no %s", text, name)
		}
	}
	if h.SID == "" || h.PingInterval <= 0 || h.PingTimeout <= 0 || h.MaxPayload <= 0 {
		fail("the handshake is %s, want a sid and numbers greater than 0", text)
	}
	return h
}

// polling is a session over long-polling.
type polling struct {
	*player
	handshake
	url string // path and query
}

const pollingQuery = "?EIO=4&transport=polling"

// poll begins a session over long-polling.
func (p *player) poll(path string) polling {
	h := readHandshake(p.want(http.StatusOK, http.MethodGet, path+pollingQuery, "").body)
	return polling{p, h, path + pollingQuery + "&sid=" + h.SID}
}

// post sends a payload, which the server must accept.
func (s polling) post(payload string) {
	if a := s.want(http.StatusOK, http.MethodPost, s.url, payload); a.body != "ok" {
		fail("POST %s is answered with %s, want ok", short(payload), short(a.body))
	}
}

// get returns the next payload. It answers pings, and leaves them out, unless a ping is what it
// wants.
func (s polling) get(wanted string) string {
	ctx, cancel := context.WithTimeout(s.ctx, s.longest(s.handshake))
	defer cancel()
	for {
		a, err := s.try(ctx, http.MethodGet, s.url, "")
		switch {
		case err != nil:
			fail("GET: %w", err)
		case a.status != http.StatusOK:
			fail("GET is answered with %d %s, want %q", a.status, short(a.body), short(wanted))
		case wanted == "2":
			return a.body
		}
		if body := s.answerPings(a.body); body != "" {
			return body
		}
	}
}

// getBeside sends a GET beside the case. The answer is empty if none comes.
func (s polling) getBeside() <-chan answer {
	got := make(chan answer, 1)
	s.running.Go(func() {
		ctx, cancel := context.WithTimeout(s.ctx, s.longest(s.handshake))
		defer cancel()
		a, _ := s.try(ctx, http.MethodGet, s.url, "")
		got <- a
	})
	return got
}

// answerPings answers the pings in a payload, and returns the other packets.
func (s polling) answerPings(payload string) string {
	packets := strings.Split(payload, separator)
	others := slices.DeleteFunc(slices.Clone(packets), func(packet string) bool { return packet == "2" })
	for range len(packets) - len(others) {
		s.post("3")
	}
	return strings.Join(others, separator)
}

// separator separates the packets of a payload.
const separator = "\x1e"

// expect fails unless the packets come, in one payload or in several.
func (s polling) expect(packets ...string) {
	for wanted := strings.Join(packets, separator); wanted != ""; {
		got := s.get(wanted)
		rest, ok := strings.CutPrefix(wanted, got)
		if !ok {
			fail("GET is answered with %q, want %q", short(got), short(wanted))
		}
		wanted = strings.TrimPrefix(rest, separator)
	}
}

// expectOver fails unless a GET is answered with 400.
func (s polling) expectOver() { s.want(http.StatusBadRequest, http.MethodGet, s.url, "") }

// webSocket is a WebSocket.
type webSocket struct {
	*player
	conn *websocket.Conn
	handshake
}

const webSocketQuery = "?EIO=4&transport=websocket"

// dial opens a WebSocket.
func (p *player) dial(pathAndQuery string) *webSocket {
	w, err := p.tryDial(pathAndQuery)
	if err != nil {
		fail("opening a WebSocket to %s: %w", pathAndQuery, err)
	}
	return w
}

func (p *player) tryDial(pathAndQuery string) (*webSocket, error) {
	dialer := websocket.Dialer{HandshakeTimeout: p.server.Timeout}
	conn, response, err := dialer.DialContext(p.ctx, "ws"+strings.TrimPrefix(p.server.URL, "http")+pathAndQuery, nil)
	if err != nil {
		if response != nil {
			response.Body.Close()
		}
		return nil, err
	}
	w := &webSocket{player: p, conn: conn}
	p.open = append(p.open, w)
	return w, nil
}

// connect begins a session with a WebSocket.
func (p *player) connect(path string) *webSocket {
	w := p.dial(path + webSocketQuery)
	_, packet := w.read("")
	w.handshake = readHandshake(packet)
	return w
}

func (w *webSocket) write(texts ...string) {
	for _, text := range texts {
		if err := w.conn.WriteMessage(websocket.TextMessage, []byte(text)); err != nil {
			fail("sending %s: %w", text, err)
		}
	}
}

func (w *webSocket) writeBytes(bytes ...byte) {
	if err := w.conn.WriteMessage(websocket.BinaryMessage, bytes); err != nil {
		fail("sending bytes: %w", err)
	}
}

// read reads the next message. It answers pings, unless a ping is what it wants.
func (w *webSocket) read(wanted string) (binary bool, text string) {
	w.conn.SetReadDeadline(time.Now().Add(w.longest(w.handshake)))
	for {
		kind, payload, err := w.conn.ReadMessage()
		if err != nil {
			fail("no message came, want %q: %w", wanted, err)
		}
		if text = string(payload); text == "2" && wanted != "2" {
			w.write("3")
			continue
		}
		return kind == websocket.BinaryMessage, text
	}
}

// expect fails unless the texts come.
func (w *webSocket) expect(texts ...string) {
	for _, want := range texts {
		if binary, got := w.read(want); binary || got != want {
			fail("%q came, want %q", short(got), short(want))
		}
	}
}

func (w *webSocket) expectBytes(want ...byte) {
	if binary, got := w.read(string(want)); !binary || got != string(want) {
		fail("%q came, want the bytes %x", got, want)
	}
}

// expectEnd fails unless the WebSocket ends. It answers no ping.
func (w *webSocket) expectEnd() { w.expectEndWith(func() {}) }

// expectEndDespitePongs fails unless the WebSocket ends although its pings are answered.
func (w *webSocket) expectEndDespitePongs() {
	w.expectEndWith(func() {
		w.conn.WriteMessage(websocket.TextMessage, []byte("3")) // an error means that the WebSocket has ended
	})
}

// expectEndWith fails unless the WebSocket ends. It calls ping for each ping that comes before.
func (w *webSocket) expectEndWith(ping func()) {
	w.conn.SetReadDeadline(time.Now().Add(w.longest(w.handshake)))
	for {
		_, payload, err := w.conn.ReadMessage()
		switch {
		case err == nil && string(payload) == "2":
			ping()
		case err == nil:
			fail("%s came, want the end of the WebSocket", payload)
		case isTimeout(err):
			fail("the WebSocket does not end")
		default:
			return
		}
	}
}

func isTimeout(err error) bool {
	timeout, ok := err.(interface{ Timeout() bool })
	return ok && timeout.Timeout()
}

// expectNoSession fails unless a WebSocket can't be opened, or ends at once.
func (p *player) expectNoSession(pathAndQuery string) {
	if w, err := p.tryDial(pathAndQuery); err == nil {
		w.expectEnd()
	}
}
