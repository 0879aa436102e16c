package headless

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
	"twocups/lessons/play/wsblock"
	"twocups/server/socket/sockettest"
	"twocups/wasm/player"
)

// patience is the time that a page may be open. The waits of a block's steps are part of it.
const patience = 2 * sockettest.Timeout

// Page is a page with one block. As in a browser, a single goroutine carries out all tasks: the
// goroutine of the test.
type Page struct {
	Events []play.Event // of both sides, in the order in which the player has shown them
	View   player.View  // the latest

	t       *testing.T
	address string // ws://host:port
	player  *player.Player
	sockets map[int]*websocket.Conn
	tasks   chan func() // for the goroutine of the test to carry out
	timer   *time.Timer
	opened  time.Time

	ctx     context.Context
	cancel  context.CancelFunc
	readers sync.WaitGroup
}

// Open opens a page of the server at an http address. The page's one block has this name and these
// steps.
func Open(t *testing.T, address, block string, steps []wsblock.Step) *Page {
	t.Helper()
	p := &Page{
		t: t, address: "ws" + strings.TrimPrefix(address, "http"), sockets: map[int]*websocket.Conn{},
		tasks: make(chan func(), 1024), timer: time.NewTimer(time.Hour), opened: time.Now(),
	}
	p.ctx, p.cancel = context.WithTimeout(t.Context(), patience)
	p.player = player.New(playerPage{p}, block, steps)
	p.player.SetPace(0)
	p.openConsole()
	return p
}

// Close closes the server console and waits until no goroutine of the page is left. The test
// first waits until the connections are closed: Close waits for their goroutines, and doesn't close
// them.
func (p *Page) Close() {
	p.cancel()
	p.readers.Wait()
}

// openConsole opens the server console and hands its notices to the player.
func (p *Page) openConsole() {
	p.t.Helper()
	stream, _, err := websocket.DefaultDialer.DialContext(p.ctx, p.address+play.ConsolePath, nil)
	if err != nil {
		p.t.Fatal("opening the server console:", err)
	}
	context.AfterFunc(p.ctx, func() { stream.Close() })
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
			if n.Block != "" {
				p.tasks <- func() { p.player.Notice(n) }
			}
		}
	})
}

// Rewrite replaces the steps, as a task's editor does.
func (p *Page) Rewrite(steps string) {
	p.t.Helper()
	if faults := p.player.Rewrite(steps); len(faults) > 0 {
		p.t.Fatal(faults)
	}
}

// Run runs all steps one after the other.
func (p *Page) Run() { p.player.Run() }

// WaitUntil carries out tasks until the condition is true.
func (p *Page) WaitUntil(condition func() bool) {
	p.t.Helper()
	for {
		p.View = p.player.View()
		for _, row := range p.View.Rows {
			p.Events = append(p.Events, row.Event)
		}
		if condition() {
			return
		}
		select {
		case task := <-p.tasks:
			task()
		case <-p.timer.C:
			p.player.Woken()
		case <-p.ctx.Done():
			p.t.Fatalf("the page waited too long; events: %s; steps: %+v", Transcript(p.Events), p.View.Steps)
		}
	}
}

// Stopped reports whether no run is under way.
func (p *Page) Stopped() bool { return !p.View.Running }

// Finished reports whether no run is under way and both sides of every connection have ended.
func (p *Page) Finished() bool { return p.Stopped() && BothSidesEnded(p.Events) }

// CloseSockets starts the closing handshake on every connection that is not closed yet, and
// waits until both sides have ended.
func (p *Page) CloseSockets(code rfc6455.CloseCode) {
	p.t.Helper()
	for _, conn := range p.sockets {
		payload := websocket.FormatCloseMessage(int(code), "")
		_ = conn.WriteControl(websocket.CloseMessage, payload, time.Now().Add(sockettest.Timeout)) // fails on a closed connection
	}
	p.WaitUntil(p.Finished)
}
