package socketio_test

import (
	"context"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/gorilla/websocket"

	"twocups/lessons/play"
	"twocups/lessons/play/digits"
	"twocups/server/socket/sockettest"
)

// TestTheWireShowsThePacketsOfTheOfficialClient runs testdata/packets.js in Node: the official
// client from npm sends packets, and a page's console shows their frames.
func TestTheWireShowsThePacketsOfTheOfficialClient(t *testing.T) {
	modules := os.Getenv("SOCKET_IO_CLIENT")
	if modules == "" {
		t.Fatal("no socket.io-client: run make test, which installs it, or name the node_modules folder that it is in as SOCKET_IO_CLIENT=/path")
	}
	url, query, stream := watch(t)
	sockettest.Write(t, stream, websocket.TextMessage, play.WireOn)
	ctx, cancel := context.WithTimeout(t.Context(), 2*sockettest.Timeout)
	defer cancel()
	node := exec.CommandContext(ctx, "node", "testdata/packets.js", url, strings.TrimPrefix(query, "&"))
	node.Env = append(os.Environ(), "NODE_PATH="+modules)
	if out, err := node.CombinedOutput(); err != nil || len(out) > 0 {
		t.Fatalf("%v\n%s", err, out)
	}

	var frames []string
	for over := false; !over; {
		n := notice(t, stream)
		if n.Wire == nil {
			continue
		}
		over = n.Wire.End != nil
		for _, f := range n.Wire.Frames {
			frames = append(frames, f.Sender.String()+": "+inParts(t, f))
		}
	}
	for _, want := range []string{
		`server: open { eio-sid "sid":… , eio-upgrades "upgrades":… , eio-interval "pingInterval":… , eio-timeout "pingTimeout":… , eio-most "maxPayload":… }`,
		`client: message CONNECT`,
		`server: message CONNECT { sio-sid "sid":… }`,
		`client: message EVENT [ sio-event "message" , sio-argument "hello" , sio-argument {"a":… ]`,
		`client: message EVENT sio-id 0 [ sio-event "echo" , sio-argument "hi" ]`,
		`server: message ACK sio-id 0 [ sio-argument "hi" ]`,
		`client: message BINARY_EVENT sio-attachments 2- sio-id 1 [ sio-event "echo" , sio-argument {"_placeholder":… , sio-argument {"more":… ]`,
		`client: attachment 1 of 2: 01 02`,
		`client: attachment 2 of 2: 03`,
		`server: message BINARY_ACK`,
		`server: attachment 1 of 2: 01 02`,
		`server: attachment 2 of 2: 03`,
		`client: message CONNECT sio-namespace /chat, { sio-auth "token":… }`,
		`server: message CONNECT sio-namespace /chat, { sio-sid "sid":… }`,
		`client: message EVENT sio-namespace /chat, sio-id 0 [ sio-event "join" , sio-argument "kitchen" ]`,
		`server: message ACK sio-namespace /chat, sio-id 0 [`,
		`client: message CONNECT sio-namespace /nowhere,`,
		`server: message CONNECT_ERROR sio-namespace /nowhere, { sio-refusal "message":… }`,
		`client: message DISCONNECT sio-namespace /chat,`,
		`client: message DISCONNECT`,
	} {
		if !strings.Contains(strings.Join(frames, "\n"), want) {
			t.Errorf("no frame is shown as\n%s", want)
		}
	}
	if t.Failed() {
		t.Log("the frames are shown as\n" + strings.Join(frames, "\n"))
	}
}

// inParts writes the parts of a frame as a page gets them. It leaves out the values of members.
func inParts(t *testing.T, f play.FrameRow) string {
	t.Helper()
	if a := f.Attachment; a.Count > 0 {
		return "attachment " + string(rune('0'+a.Number)) + " of " + string(rune('0'+a.Count)) + ": " + digits.FormatHex(f.Payload)
	}
	if f.Packet == nil {
		return f.Opcode.String()
	}
	if f.Packet.Fault != "" {
		t.Errorf("%s is no packet: %s", f.Text, f.Packet.Fault)
	}
	var words []string
	for _, p := range f.Packet.Pieces {
		name, _, member := strings.Cut(p.Text, ":")
		if member {
			name += ":…"
		}
		switch {
		case p.Says != "":
			words = append(words, p.Says)
		case p.Part != "":
			words = append(words, string(p.Part)+" "+name)
		default:
			words = append(words, p.Text)
		}
	}
	return strings.Join(words, " ")
}
