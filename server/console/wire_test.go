package console_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/gorilla/websocket"

	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
	"twocups/server/console"
	"twocups/server/socket"
	"twocups/server/socket/sockettest"
)

// wire has the pieces of a connection's wire that a page has got.
type wire struct {
	handshake *play.Handshake
	frames    []play.FrameRow
	ended     bool
}

// String returns the rows of the frames.
func (w *wire) String() string {
	var words []string
	for _, f := range w.frames {
		words = append(words, fmt.Sprintf("%d%s%s %s", f.Number, f.Arrow, f.Kind, f.Words))
	}
	return strings.Join(words, ", ")
}

// readWire reads notices until the function enough returns true. It ignores events.
func readWire(t testing.TB, stream *websocket.Conn, wires map[play.Tag]*wire, enough func() bool) {
	t.Helper()
	for !enough() {
		n := next(t, stream)
		if n.Wire == nil {
			continue
		}
		w := wires[n.Tag]
		if w == nil {
			w = &wire{}
			wires[n.Tag] = w
		}
		if n.Wire.Handshake != nil {
			w.handshake = n.Wire.Handshake
		}
		w.frames = append(w.frames, n.Wire.Frames...)
		w.ended = w.ended || n.Wire.End != nil
	}
}

func TestAPageThatAsksGetsTheEarlierAndTheLaterFrames(t *testing.T) {
	url := sockettest.Serve(t, handlerOf(newPatient(console.Config{})))
	stream, name := open(t, url)
	tag := play.Tag{Block: "b", Client: "alice", Attempt: 3}
	query := "?" + play.Tag{Console: name, Block: tag.Block, Client: tag.Client, Attempt: tag.Attempt}.Query()
	conn := sockettest.Dial(t, url+play.EchoPath+query, "chat")
	sockettest.Write(t, conn, websocket.TextMessage, "before")
	sockettest.Read(t, conn)

	sockettest.Write(t, stream, websocket.TextMessage, play.WireOn)
	wires := make(map[play.Tag]*wire)
	readWire(t, stream, wires, func() bool { return wires[tag] != nil && len(wires[tag].frames) == 2 })
	sockettest.Write(t, conn, websocket.TextMessage, "after")
	sockettest.Read(t, conn)
	sockettest.Close(t, conn, 3000, "bye")
	readWire(t, stream, wires, func() bool { return wires[tag].ended })

	w := wires[tag]
	if line := w.handshake.Request.Line; line != "GET /echo"+query+" HTTP/1.1" {
		t.Errorf("the request begins with %s", line)
	}
	if line := w.handshake.Answer.Line; line != "HTTP/1.1 101 Switching Protocols" {
		t.Errorf("the answer begins with %s", line)
	}
	if got, want := w.String(), "1→text before, 2←text before, 3→text after, 4←text after, 5→close 3000 bye, 6←close 3000 bye"; got != want {
		t.Errorf("frames %s\nwant %s", got, want)
	}
}

func TestAPageThatDoesNotAskGetsNothingOfTheWire(t *testing.T) {
	url := sockettest.Serve(t, handlerOf(newPatient(console.Config{})))
	stream, name := open(t, url)
	for _, ask := range []string{"", play.WireOn, play.WireOff} {
		if ask != "" {
			sockettest.Write(t, stream, websocket.TextMessage, ask)
		}
		if ask == play.WireOn {
			continue
		}
		conn := sockettest.Dial(t, url+play.EchoPath+"?"+play.Tag{Console: name, Block: "b"}.Query())
		sockettest.Close(t, conn, 1000, "")
		for kind := play.Kind(0); kind != play.Closed; {
			n := next(t, stream)
			if kind = n.Event.Kind; n.Wire != nil && ask == "" {
				t.Errorf("got %+v", n.Wire)
			}
		}
	}
}

func TestAConnectionThatIsOverIsShownUntilTheNextOfItsClient(t *testing.T) {
	consoles := newPatient(console.Config{})
	stream, name := open(t, sockettest.Serve(t, handlerOf(consoles)))
	connect := func(client string, attempt int) {
		watcher, err := consoles.Attach(play.Tag{Console: name, Block: "b", Client: client, Attempt: attempt})
		if err != nil {
			t.Fatal(err)
		}
		watcher.(socket.Tap).Received([]byte{0x88, 0x80, 0, 0, 0, 0})
		watcher.Detach()
	}
	connect("alice", 1)
	connect("bob", 2)
	connect("alice", 3)
	for i := range 4 { // with bob and alice, as many as the console holds
		connect(fmt.Sprint("client-", i), 4+i)
	}
	connect("one-more", 8) // so bob's connection, which ended first, is removed
	sockettest.Write(t, stream, websocket.TextMessage, play.WireOn)
	wires := make(map[play.Tag]*wire)
	last := play.Tag{Block: "b", Client: "one-more", Attempt: 8}
	readWire(t, stream, wires, func() bool { return wires[last] != nil && wires[last].ended })
	if len(wires) != 6 || wires[play.Tag{Block: "b", Client: "alice", Attempt: 3}] == nil {
		t.Errorf("got %d connections: %v", len(wires), wires)
	}
	for tag, w := range wires {
		if !w.ended || w.String() != "1→close without a code" {
			t.Errorf("of %+v: %s", tag, w)
		}
	}
}

func TestASlowPageGetsTheRestOfTheWireWithATick(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		consoles := console.New(console.Config{QueueLength: 2})
		pipes, closeServer := sockettest.ServePipes(handlerOf(consoles))
		defer closeServer()
		stream := pipes.Dial(t, play.ConsolePath)
		defer stream.Close()
		name := next(t, stream).Console
		sockettest.Write(t, stream, websocket.TextMessage, play.WireOn)
		synctest.Wait()
		conn := pipes.Dial(t, play.EchoPath+"?"+play.Tag{Console: name, Block: "b"}.Query())
		defer conn.Close()
		const messages = 50 // more frames than a recording holds
		for range messages {
			sockettest.Write(t, conn, websocket.TextMessage, "x")
			sockettest.Read(t, conn)
		}
		synctest.Wait()
		wires := make(map[play.Tag]*wire)
		tag := play.Tag{Block: "b"}
		newest := func() int {
			if w := wires[tag]; w != nil && len(w.frames) > 0 {
				return w.frames[len(w.frames)-1].Number
			}
			return 0
		}
		readWire(t, stream, wires, func() bool { return newest() == 2*messages })
		frames := wires[tag].frames
		if missed := 2*messages - len(frames); missed <= 0 || wires[tag].handshake == nil {
			t.Errorf("%d frames were missed", missed)
		}
		for i := 1; i < len(frames); i++ {
			if frames[i].Number <= frames[i-1].Number {
				t.Errorf("frame %d comes after %d", frames[i].Number, frames[i-1].Number)
			}
		}
	})
}

func TestConnectionsOfARawClientHaveNumbersAndStay(t *testing.T) {
	consoles := newPatient(console.Config{})
	stream, name := open(t, sockettest.Serve(t, handlerOf(consoles)))
	tag := play.Tag{Console: name, Block: "b", Attempt: 1, Raw: true}
	attach := func() socket.Watcher {
		watcher, err := consoles.Attach(tag)
		if err != nil {
			t.Fatal(err)
		}
		watcher.(socket.Tap).Received([]byte{0x88, 0x80, 0, 0, 0, 0})
		return watcher
	}
	first := attach()
	second := attach() // before the console knows that the first is over
	first.Report(play.Event{Side: rfc6455.Server, Kind: play.Closed})
	first.Detach()
	second.Report(play.Event{Side: rfc6455.Server, Kind: play.Opened})
	second.Detach()
	for i, want := range []play.Kind{play.Closed, play.Opened} {
		if n := next(t, stream); n.Connection != i+1 || n.Event.Kind != want || !n.Raw {
			t.Errorf("notice %+v, want %v of connection %d", n, want, i+1)
		}
	}
	sockettest.Write(t, stream, websocket.TextMessage, play.WireOn)
	for ended := map[int]bool{}; len(ended) < 2; {
		if n := next(t, stream); n.Wire.End != nil {
			ended[n.Connection] = true
		}
	}
	tag.Attempt = 2
	attach().Detach()
	for n := next(t, stream); n.Wire.End == nil; n = next(t, stream) {
		if n.Connection != 3 {
			t.Errorf("got %+v, want the third connection", n)
		}
	}
	sockettest.Write(t, stream, websocket.TextMessage, play.WireOff)
	sockettest.Write(t, stream, websocket.TextMessage, play.WireOn)
	if n := next(t, stream); n.Connection != 3 {
		t.Errorf("got %+v of an earlier attempt", n)
	}
}
