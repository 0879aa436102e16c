package socketioconformance

import (
	"strings"
	"time"

	"github.com/gorilla/websocket"
)

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
	dialer := websocket.Dialer{HandshakeTimeout: p.server.Timeout, NetDialContext: p.server.Dial}
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
