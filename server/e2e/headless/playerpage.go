package headless

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/gorilla/websocket"

	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
	"twocups/server/socket/sockettest"
	"twocups/wasm/player"
)

// playerPage is the [player.Page] that the player runs in.
type playerPage struct{ page *Page }

func (pp playerPage) Open(number int, client, path string, subprotocols []string) {
	p := pp.page
	p.readers.Go(func() {
		dialer := websocket.Dialer{Subprotocols: subprotocols}
		conn, _, err := dialer.Dial(p.address+path, nil)
		if err != nil {
			p.tasks <- func() { p.player.Closed(number, rfc6455.AbnormalClosure, "", false) }
			return
		}
		defer conn.Close()
		conn.SetCloseHandler(func(code int, reason string) error { // a browser sends the reason back too
			conn.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, reason), time.Now().Add(sockettest.Timeout)) // fails if this end began the closing handshake
			return nil
		})
		p.tasks <- func() {
			p.sockets[number] = conn
			p.player.Opened(number, conn.Subprotocol())
		}
		pp.read(number, conn)
	})
}

// read passes messages to the player, and then reports to it how the connection was closed.
func (pp playerPage) read(number int, conn *websocket.Conn) {
	p := pp.page
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

// Send sends a message. As in a browser, a connection that closes drops the message: the server may
// have begun to close it, and the task that tells the player may still wait.
func (pp playerPage) Send(number int, opcode rfc6455.Opcode, payload []byte) {
	p := pp.page
	if p.sockets[number].WriteMessage(int(opcode), payload) != nil {
		p.tasks <- func() { p.player.Dropped(number, len(payload)) }
	}
}

// Close sends a close frame, which fails on a connection that closes already.
func (pp playerPage) Close(number int, code rfc6455.CloseCode, reason string) {
	var payload []byte
	if code != 0 {
		payload = websocket.FormatCloseMessage(int(code), reason)
	}
	_ = pp.page.sockets[number].WriteControl(websocket.CloseMessage, payload, time.Now().Add(sockettest.Timeout))
}

func (pp playerPage) Probe(number int, path string) {
	p := pp.page
	p.readers.Go(func() {
		answer, status, text := player.NoAnswer, 0, []byte(nil)
		if response, err := http.Post("http"+strings.TrimPrefix(p.address, "ws")+path, "", nil); err == nil {
			text, _ = io.ReadAll(response.Body) // an error leaves the beginning of the text
			response.Body.Close()
			answer, status = player.Answered, response.StatusCode
		}
		p.tasks <- func() { p.player.Probed(number, answer, status, string(text)) }
	})
}

func (pp playerPage) Named(int, string) {}

func (pp playerPage) Acked(int, int, string) {}

func (pp playerPage) Wake(after play.Milliseconds) {
	pp.page.timer.Reset(time.Duration(float64(after) * float64(time.Millisecond)))
}

func (pp playerPage) Changed() {}

func (pp playerPage) Now() play.Milliseconds {
	return play.Milliseconds(time.Since(pp.page.opened).Seconds() * 1000)
}
