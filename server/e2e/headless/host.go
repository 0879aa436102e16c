package headless

import (
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/gorilla/websocket"

	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
	"twocups/wasm/player"
)

// host is the [player.Page] that the player runs in.
type host struct{ page *Page }

func (h host) Open(number int, client, path string, subprotocols []string) {
	p := h.page
	p.readers.Go(func() {
		dialer := websocket.Dialer{Subprotocols: subprotocols}
		conn, _, err := dialer.Dial(p.address+path, nil)
		if err != nil {
			p.tasks <- func() { p.player.Closed(number, rfc6455.AbnormalClosure, "", false) }
			return
		}
		defer conn.Close()
		conn.SetCloseHandler(func(code int, reason string) error { // a browser sends the reason back too
			conn.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, reason), time.Now().Add(time.Second)) // fails if this end began the closing handshake
			return nil
		})
		p.tasks <- func() {
			p.sockets[number] = conn
			p.player.Opened(number, conn.Subprotocol())
		}
		h.read(number, conn)
	})
}

// read passes messages to the player, and then reports to it how the connection was closed.
func (h host) read(number int, conn *websocket.Conn) {
	p := h.page
	for {
		kind, payload, err := conn.ReadMessage()
		var closed *websocket.CloseError
		switch {
		case err == nil:
			p.tasks <- func() { p.player.Received(number, rfc6455.Opcode(kind), payload) }
			continue
		case errors.As(err, &closed) && closed.Code != websocket.CloseAbnormalClosure:
			p.tasks <- func() { p.player.Closed(number, rfc6455.CloseCode(closed.Code), closed.Text, true) }
		default:
			p.tasks <- func() { p.player.Closed(number, rfc6455.AbnormalClosure, "", false) }
		}
		return
	}
}

func (h host) Send(number int, opcode rfc6455.Opcode, payload []byte) {
	if err := h.page.sockets[number].WriteMessage(int(opcode), payload); err != nil {
		h.page.t.Error("sending:", err)
	}
}

func (h host) Close(number int, code rfc6455.CloseCode, reason string) {
	var payload []byte
	if code != 0 {
		payload = websocket.FormatCloseMessage(int(code), reason)
	}
	if err := h.page.sockets[number].WriteControl(websocket.CloseMessage, payload, time.Now().Add(time.Second)); err != nil {
		h.page.t.Error("closing:", err)
	}
}

func (h host) Probe(number int, path string) {
	p := h.page
	p.readers.Go(func() {
		answer, status := player.NoAnswer, 0
		if response, err := http.Get("http" + strings.TrimPrefix(p.address, "ws") + path); err == nil {
			response.Body.Close()
			answer, status = player.Answered, response.StatusCode
		}
		p.tasks <- func() { p.player.Probed(number, answer, status) }
	})
}

func (h host) Named(int, string) {}

func (h host) Acked(int, int, string) {}

func (h host) Wake(after play.Milliseconds) {
	h.page.timer.Reset(time.Duration(float64(after) * float64(time.Millisecond)))
}

func (h host) Changed() {}

func (h host) Now() play.Milliseconds {
	return play.Milliseconds(time.Since(h.page.opened).Seconds() * 1000)
}
