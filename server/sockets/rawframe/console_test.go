package rawframe_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
	"twocups/server/console"
	"twocups/server/socket"
	"twocups/server/socket/sockettest"
	"twocups/server/sockets/rawframe"
)

func TestTheLearnersConsoleGetsBothConnections(t *testing.T) {
	consoles := console.New(console.Config{TickEvery: time.Hour, Socket: sockettest.Patient(socket.Config{})})
	mux := http.NewServeMux()
	mux.Handle(play.ConsolePath, consoles.Handler())
	mux.Handle(rawframe.Path, handlerOf(sockettest.Patient(socket.Config{Consoles: consoles})))
	url := sockettest.Serve(t, mux)
	stream := sockettest.Dial(t, url+play.ConsolePath)
	next := func() (n play.Notice) {
		_, text := sockettest.Read(t, stream)
		if err := json.Unmarshal([]byte(text), &n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	name := next().Console
	send(t, stream, play.WireOn)
	conn := sockettest.Dial(t, url+rawframe.Path+"?"+play.Tag{Console: name, Block: "b", Attempt: 3}.Query())
	send(t, conn, "unmasked text Hello")
	expect(t, conn, "close 1002 a frame from a client must be masked", "the connection ended")
	var rows []string
	for broken, answered := false, false; !broken || !answered || len(rows) < 4; {
		n := next()
		if n.Block != "b" || n.Attempt != 3 || n.Client != "" {
			t.Errorf("a notice has the tag %+v", n.Tag)
		}
		if !n.Raw {
			if n.Event.Kind == play.Sent && n.Event.Text == "close 1002 a frame from a client must be masked" {
				answered = true
				if len(rows) < 3 {
					t.Errorf("the learner gets the close frame before the console has the events of the raw connection: %q", rows)
				}
			}
			continue
		}
		if n.Wire == nil {
			rows = append(rows, n.Event.Row().Words)
			continue
		}
		for _, f := range n.Wire.Frames {
			broken = broken || len(f.Violations) == 1 && f.Violations[0].Field == rfc6455.MaskField
		}
	}
	want := []string{"Client connected!", "a frame came that breaks the protocol: a frame from a client must be masked",
		"closing 1002 a frame from a client must be masked (protocol error)", "Client disconnected! 1006 (no valid close frame came)"}
	if strings.Join(rows, "\n") != strings.Join(want, "\n") {
		t.Errorf("the console got %q, want %q", rows, want)
	}
}
