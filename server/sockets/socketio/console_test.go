package socketio_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/gorilla/websocket"

	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
	protocol "twocups/lessons/play/socketio"
	"twocups/server/console"
	"twocups/server/socket"
	"twocups/server/socket/sockettest"
	"twocups/server/sockets/socketio"
)

// watch serves sessions with consoles, and opens a console. It returns the URL of the server, the
// query of a tag for the console, and the stream of the console.
func watch(t *testing.T) (url, query string, stream *websocket.Conn) {
	t.Helper()
	consoles := console.New(console.Config{Socket: sockettest.Patient(socket.Config{})})
	t.Cleanup(func() { consoles.Shutdown(t.Context()) })
	url = serve(t, socketio.Config{Consoles: consoles})
	stream = sockettest.Dial(t, sockettest.Serve(t, consoles.Handler()))
	tag := play.Tag{Console: notice(t, stream).Console, Block: "b", Client: "alice"}
	return url, "&" + tag.Query(), stream
}

// notice returns the next notice that is not empty.
func notice(t *testing.T, stream *websocket.Conn) play.Notice {
	t.Helper()
	for {
		_, text := sockettest.Read(t, stream)
		var n play.Notice
		if err := json.Unmarshal([]byte(text), &n); err != nil {
			t.Fatal(err)
		}
		if text != "{}" {
			return n
		}
	}
}

// expectRows checks that the console shows these rows, each with its direction.
func expectRows(t *testing.T, stream *websocket.Conn, want ...string) {
	t.Helper()
	for _, row := range want {
		n := notice(t, stream)
		got := n.Event.Row()
		if shown := strings.TrimSpace(got.Arrow + " " + got.Words); shown != row || n.Tag.Client != "alice" || n.Event.Side != rfc6455.Server {
			t.Errorf("the console shows %q of %+v, want %q", shown, n, row)
		}
	}
}

func TestTheConsoleShowsASessionThatPolls(t *testing.T) {
	url, query, stream := watch(t)
	c := connected(t, url, query)
	c.post(`42["message","hello"]` + protocol.Separator + `427["echo",{"a":1},"käse"]` + protocol.Separator + `42["nothing"]`)
	c.post(`451-["echo",` + place + `,2]` + protocol.Separator + `bAQL/`)
	c.post("40/chat," + protocol.Separator + `42/chat,["message","hi"]` + protocol.Separator + "40/nowhere,")
	c.post("1")
	expectRows(t, stream,
		`Client connected!`,
		`→ message: "hello"`,
		`→ echo: {"a":1}, "käse" (asks for acknowledgement 7)`,
		`← acknowledgement 7: {"a":1}, "käse"`,
		`→ nothing`,
		`→ echo: <01 02 ff>, 2`,
		`← echo: <01 02 ff>, 2`,
		`Client connected to /chat!`,
		`→ /chat message: "hi"`,
		`a client wanted to connect to "/nowhere", which is no namespace here`,
		`Client disconnected!`,
		`Client disconnected from /chat!`,
	)
}

func TestTheConsoleShowsAChangeToAWebSocketAndItsWire(t *testing.T) {
	url, query, stream := watch(t)
	c := connected(t, url, query)
	sockettest.Write(t, stream, websocket.TextMessage, play.WireOn)
	conn := c.probe()
	write(t, conn, "2probe")
	expect(t, conn, "3probe")
	write(t, conn, "5")
	write(t, conn, `42["message","hello"]`)
	write(t, conn, "41")
	write(t, conn, "1")
	sockettest.ReadClose(t, conn)
	var rows, frames []string
	ended := false
	for !ended {
		n := notice(t, stream)
		if n.Wire == nil {
			rows = append(rows, n.Event.Row().Words)
			continue
		}
		if h := n.Wire.Handshake; h != nil && !strings.Contains(h.Request.Line, "transport=websocket") {
			t.Errorf("the handshake is %+v", h)
		}
		for _, f := range n.Wire.Frames {
			frames = append(frames, f.Sender.String()+" "+f.Opcode.String()+" "+f.Text)
		}
		ended = n.Wire.End != nil
	}
	if got, want := strings.Join(rows, "|"), "Client connected!|the client has changed from long-polling to a WebSocket|"+
		`message: "hello"|Client disconnected!`; got != want {
		t.Errorf("the console shows\n%s, want\n%s", got, want)
	}
	if got := strings.Join(frames, "|"); !strings.HasPrefix(got, `client text 2probe|server text 3probe|client text 5|client text 42["message","hello"]|client text 41|client text 1|server close`) {
		t.Errorf("the wire shows\n%s", got)
	}
}

func TestTheConsoleShowsAClientThatBreaksTheProtocol(t *testing.T) {
	url, query, stream := watch(t)
	conn := dial(t, url, query)
	write(t, conn, "nonsense")
	sockettest.ReadClose(t, conn)
	expectRows(t, stream,
		`Client connected!`,
		`the client broke the protocol: engine.io packet "nonsense" (want a type from 0 to 6 first)`,
		`this breaks the protocol of Socket.IO`,
		`Client disconnected!`,
	)
}

func TestClientsOfOneBlockGetEachOthersMessages(t *testing.T) {
	url, query, stream := watch(t)
	// The events of two sessions come in no particular order. Each session is shown before the next begins.
	begun := func(query string) *websocket.Conn {
		conn := dial(t, url, query)
		expectRows(t, stream, "Client connected!")
		return conn
	}
	alice, bob, other := begun(query), begun(query), begun(strings.Replace(query, "block=b", "block=c", 1))
	write(t, alice, `421["broadcast","hi"]`)
	expect(t, alice, "431[1]")
	expect(t, bob, `42["broadcast","hi"]`)
	write(t, other, `421["broadcast","hi"]`)
	expect(t, other, "431[0]")
	expectRows(t, stream, `→ broadcast: "hi" (asks for acknowledgement 1)`, `← broadcast: "hi"`, `← acknowledgement 1: 1`)
}

func TestAConsoleWatchesAtMostMaxWatchedSessions(t *testing.T) {
	consoles := console.New(console.Config{MaxWatched: 1, Socket: sockettest.Patient(socket.Config{})})
	t.Cleanup(func() { consoles.Shutdown(t.Context()) })
	url := serve(t, socketio.Config{Consoles: consoles})
	stream := sockettest.Dial(t, sockettest.Serve(t, consoles.Handler()))
	query := "&" + play.Tag{Console: notice(t, stream).Console, Block: "b"}.Query()
	begin(t, url, query)
	expectRefused(t, url, query, "this page has 1 connections open")
}
