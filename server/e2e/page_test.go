package e2e

import (
	"context"
	"encoding/json"
	"errors"
	"math"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
	"twocups/lessons/play/wsblock"
	"twocups/wasm/player"
)

// page is a page without a browser: it plays a block over gorilla's client.
// Whatever happens is done by its one loop, as in a browser.
type page struct {
	t       *testing.T
	address string // ws://host:port
	player  *player.Player
	sockets map[int]*websocket.Conn
	events  chan func()
	timer   *time.Timer
	began   time.Time
	readers sync.WaitGroup
	seen    []play.Event
	view    player.View
}

func newPage(t *testing.T, address string, name string, steps []wsblock.Step) *page {
	p := &page{
		t: t, address: "ws" + strings.TrimPrefix(address, "http"), sockets: map[int]*websocket.Conn{},
		events: make(chan func(), 1024), timer: time.NewTimer(time.Hour), began: time.Now(),
	}
	p.player = player.New(p, name, steps)
	p.player.SetPace(0)
	return p
}

// watch opens the server console and has its notices told to the player.
func (p *page) watch(ctx context.Context) {
	stream := p.dial(ctx, play.ConsolePath, nil)
	context.AfterFunc(ctx, func() { stream.Close() })
	var first play.Notice
	if err := stream.ReadJSON(&first); err != nil {
		p.t.Fatal("reading the console's name:", err)
	}
	p.player.SetConsole(first.Console)
	p.readers.Go(func() {
		for {
			var n play.Notice
			if stream.ReadJSON(&n) != nil {
				return
			}
			p.events <- func() {
				if n.Block != "" {
					p.player.Notice(n)
				}
			}
		}
	})
}

// until lets things happen until what is seen satisfies the condition.
func (p *page) until(ctx context.Context, enough func() bool) {
	p.t.Helper()
	for {
		p.view = p.player.View()
		for _, row := range p.view.Rows {
			p.seen = append(p.seen, row.Event)
		}
		if enough() {
			return
		}
		select {
		case happens := <-p.events:
			happens()
		case <-p.timer.C:
			p.player.Woken()
		case <-ctx.Done():
			p.t.Fatalf("waited in vain; seen so far: %v; steps: %+v", transcriptOf(p.seen), p.view.Steps)
		}
	}
}

func (p *page) dial(ctx context.Context, path string, subprotocols []string) *websocket.Conn {
	dialer := websocket.Dialer{Subprotocols: subprotocols}
	conn, _, err := dialer.DialContext(ctx, p.address+path, nil)
	if err != nil {
		p.t.Fatal("dialling", path, ":", err)
	}
	return conn
}

func (p *page) Open(number int, client, path string, subprotocols []string) {
	p.readers.Go(func() {
		dialer := websocket.Dialer{Subprotocols: subprotocols}
		conn, _, err := dialer.Dial(p.address+path, nil)
		if err != nil {
			p.events <- func() { p.player.Closed(number, rfc6455.AbnormalClosure, "", false) }
			return
		}
		defer conn.Close()
		conn.SetCloseHandler(func(code int, reason string) error { // as browsers do: they repeat the reason as well
			conn.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, reason), time.Now().Add(time.Second)) // in vain, if this end began
			return nil
		})
		p.events <- func() {
			p.sockets[number] = conn
			p.player.Opened(number, conn.Subprotocol())
		}
		p.read(number, conn)
	})
}

func (p *page) read(number int, conn *websocket.Conn) {
	for {
		kind, payload, err := conn.ReadMessage()
		var closed *websocket.CloseError
		switch {
		case err == nil:
			p.events <- func() { p.player.Received(number, rfc6455.Opcode(kind), payload) }
			continue
		case errors.As(err, &closed) && closed.Code != websocket.CloseAbnormalClosure:
			p.events <- func() { p.player.Closed(number, rfc6455.CloseCode(closed.Code), closed.Text, true) }
		default:
			p.events <- func() { p.player.Closed(number, rfc6455.AbnormalClosure, "", false) }
		}
		return
	}
}

func (p *page) Send(number int, opcode rfc6455.Opcode, payload []byte) {
	if err := p.sockets[number].WriteMessage(int(opcode), payload); err != nil {
		p.t.Error("sending:", err)
	}
}

func (p *page) Close(number int, code rfc6455.CloseCode, reason string) {
	var payload []byte
	if code != 0 {
		payload = websocket.FormatCloseMessage(int(code), reason)
	}
	if err := p.sockets[number].WriteControl(websocket.CloseMessage, payload, time.Now().Add(time.Second)); err != nil {
		p.t.Error("closing:", err)
	}
}

func (p *page) Probe(number int, path string) {
	p.readers.Go(func() {
		answer, status := player.NoAnswer, 0
		if response, err := http.Get("http" + strings.TrimPrefix(p.address, "ws") + path); err == nil {
			response.Body.Close()
			answer, status = player.Answered, response.StatusCode
		}
		p.events <- func() { p.player.Probed(number, answer, status) }
	})
}

func (p *page) Named(int, string) {}

func (p *page) Acked(int, int, string) {}

func (p *page) Wake(after play.Milliseconds) {
	p.timer.Reset(time.Duration(float64(after) * float64(time.Millisecond)))
}

func (p *page) Changed() {}

func (p *page) Now() play.Milliseconds {
	return play.Milliseconds(time.Since(p.began).Seconds() * 1000)
}

// transcriptOf returns events one a line, as a transcript's file has them.
func transcriptOf(events []play.Event) string {
	var lines []string
	for _, e := range events {
		e.At, e.RoundTrip = rounded(e.At), rounded(e.RoundTrip)
		line, err := json.Marshal(e)
		if err != nil {
			return err.Error()
		}
		lines = append(lines, "    "+string(line))
	}
	return "[\n" + strings.Join(lines, ",\n") + "\n  ]"
}

// rounded returns the time in whole microseconds.
func rounded(m play.Milliseconds) play.Milliseconds {
	return play.Milliseconds(math.Round(float64(m)*1000) / 1000)
}
