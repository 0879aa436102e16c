package player

import (
	"strings"
	"testing"

	"twocups/lessons/play/rfc6455"
)

// overSocketIO presses step 0, a connect step, and reports that the server lets the client
// in.
func (p *page) overSocketIO(namespace string) (conn int) {
	p.t.Helper()
	p.Press(0)
	conn = p.connectionCount
	p.Opened(conn, "")
	p.receives(conn, `0{"sid":"e","upgrades":[],"pingInterval":20000,"pingTimeout":30000,"maxPayload":65536}`)
	if got := p.connectionOf("").state; got != Connecting {
		p.t.Errorf("before the server has let it in, the client is %v", got)
	}
	p.receives(conn, "40"+namespace+`{"sid":"s-1"}`)
	p.wantAsked("open 1 /socket.io/?EIO=4&transport=websocket", "send 1 text 40"+namespace, "named 1 s-1")
	return conn
}

func TestAClientIsOpenOnceTheServerHasLetItIn(t *testing.T) {
	p := load(t, "connect socket.io /chat", "disconnect")
	conn := p.overSocketIO("/chat,")
	if p.state() != Open {
		t.Errorf("the client is %v", p.state())
	}
	p.wantSteps("done", "idle")
	p.wantRows(rfc6455.Client, "connecting to socket.io /chat", "open")
	p.receives(conn, "2")
	p.wantAsked("send 1 text 3")
	p.Press(1)
	p.wantAsked("send 1 text 41/chat,", "close 1 1000")
	p.closes(conn, 1000, "")
	p.wantSteps("done", "done")
	p.wantRows(rfc6455.Client, "leaving the namespace /chat", "→ closing 1000 (normal closure)", "closed 1000 (normal closure)")
}

func TestEventsAndAcknowledgementsAreShownWithTheirPackets(t *testing.T) {
	p := load(t, "connect socket.io", `emitWithAck message "hi", 2`, "expect ack", `emit ask true`, "expect event ask true", `ack "yes"`, `expect event answer "yes"`)
	conn := p.overSocketIO("")
	p.Press(1)
	p.wantAsked(`send 1 text 420["message","hi",2]`)
	p.pass(5)
	p.receives(conn, "430[]")
	p.Press(3)
	p.receives(conn, `427["ask",true]`)
	p.Press(5)
	p.wantAsked(`send 1 text 42["ask",true]`, `send 1 text 437["yes"]`)
	p.receives(conn, `42["answer","yes"]`)
	p.wantSteps("done", "done", "done", "done", "done", "done", "done")
	var shown []string
	for _, row := range p.rows {
		r := row.Event.Row()
		shown = append(shown, strings.TrimSpace(r.Arrow+" "+r.Words+" | "+r.Packet+" | "+r.Meta))
	}
	want := []string{
		"connecting to socket.io |  |", "open |  |",
		`→ message: "hi", 2 (asks for acknowledgement 0) | 420["message","hi",2] | to the server · text · 21 bytes`,
		`← acknowledgement 0 | 430[] | to the client · text · 5 bytes · round trip 5.0 ms`,
		`→ ask: true | 42["ask",true] | to the server · text · 14 bytes`,
		`← ask: true (asks for acknowledgement 7) | 427["ask",true] | to the client · text · 15 bytes`,
		`→ acknowledgement 7: "yes" | 437["yes"] | to the server · text · 10 bytes`,
		`← answer: "yes" | 42["answer","yes"] | to the client · text · 18 bytes`,
	}
	if got := strings.Join(shown, "\n"); got != strings.Join(want, "\n") {
		t.Errorf("the rows are\n%s\nwant\n%s", got, strings.Join(want, "\n"))
	}
}

func TestAnExpectationWaitsForAnEventOrForAnAcknowledgement(t *testing.T) {
	p := load(t, "connect socket.io", "emitWithAck a", "expect ack 1", "expect event b 2")
	conn := p.overSocketIO("")
	p.Press(1)
	p.receives(conn, `42["b",3]`)
	p.receives(conn, `430[1]`)
	p.wantSteps("done", "done", "done", "failed: This came instead: b: 3")
}

func TestARefusedNamespaceIsExplained(t *testing.T) {
	p := load(t, "connect socket.io /nowhere", "ack 1")
	p.Press(0)
	p.Opened(1, "")
	p.receives(1, "0{}")
	p.receives(1, `44/nowhere,{"message":"Invalid namespace"}`)
	p.wantAsked("open 1 /socket.io/?EIO=4&transport=websocket", "send 1 text 40/nowhere,", "close 1 1000")
	p.closes(1, 1000, "")
	p.wantSteps("failed: The server refuses the namespace /nowhere: Invalid namespace", "idle")
	p.wantRows(rfc6455.Client, "connecting to socket.io /nowhere", "The server refuses the namespace /nowhere: Invalid namespace", "→ closing 1000 (normal closure)", "closed 1000 (normal closure)")
}

func TestASessionThatTheServerEndsIsExplained(t *testing.T) {
	for packet, words := range map[string]string{
		"41": "The server has disconnected this client from the namespace /.",
		"1":  "The server ends the session.",
	} {
		p := load(t, "connect socket.io")
		conn := p.overSocketIO("")
		p.receives(conn, packet)
		p.receives(conn, packet)
		p.wantAsked("close 1 1000")
		p.wantRows(rfc6455.Client, "connecting to socket.io", "open", words, "→ closing 1000 (normal closure)", words)
	}
	p := load(t, "connect socket.io")
	conn := p.overSocketIO("")
	p.receives(conn, "nonsense")
	p.wantRows(rfc6455.Client, "connecting to socket.io", "open", "The client does not know this packet.")
	p.breaks(conn)
	p.Press(0)
	p.breaks(2)
	p.wantAsked("open 2 /socket.io/?EIO=4&transport=websocket", "probe 2 /echo")
}

func TestALearnersOwnMessageOverSocketIOIsAnEvent(t *testing.T) {
	p := load(t, "connect socket.io", "emit a 1", "ack 1")
	if refused := p.SendOwn(0, "a"); refused != "Not sent: the connection is closed. Connect first." {
		t.Errorf("refused with %q", refused)
	}
	conn := p.overSocketIO("")
	if refused := p.SendOwn(0, `message "hello"`); refused != "" {
		t.Errorf("refused with %q", refused)
	}
	if refused := p.SendOwn(0, `message 'hello'`); !strings.HasPrefix(refused, `Not sent: column 9: arguments "'hello'" (want a JSON value`) {
		t.Errorf("refused with %q", refused)
	}
	if err := p.Edit(1, `b {"x": 1}`); err != nil {
		t.Error(err)
	}
	if err := p.Edit(1, `disconnect`); err == nil {
		t.Error("a reserved event is accepted")
	}
	if err := p.Edit(2, ` 2, 3`); err != nil {
		t.Error(err)
	}
	p.Press(1)
	p.Press(2)
	p.wantAsked(`send 1 text 42["message","hello"]`, `send 1 text 42["b",{"x":1}]`)
	p.wantSteps("done", "done", "failed: Nothing to acknowledge: no event of the server's is waiting for it.")
	if id, refused := p.Emit(conn, `["x",2]`, true); id != 0 || refused != "" {
		t.Errorf("acknowledgement %d, refused with %q", id, refused)
	}
	if id, refused := p.Emit(conn, `["y"]`, true); id != 1 || refused != "" {
		t.Errorf("acknowledgement %d, refused with %q", id, refused)
	}
	if _, refused := p.Emit(conn, `["connect"]`, false); !strings.Contains(refused, "keeps for itself") {
		t.Errorf("refused with %q", refused)
	}
	p.receives(conn, `431["ok"]`)
	p.receives(conn, `439["nobody asked"]`)
	p.wantAsked(`send 1 text 420["x",2]`, `send 1 text 421["y"]`, `acked 1 1 ["ok"]`)
	p.Disconnect(conn)
	if _, refused := p.Emit(conn, `["x"]`, false); refused != "Not sent: the connection is closing." {
		t.Errorf("refused with %q", refused)
	}
	p.Disconnect(conn)
	p.wantAsked("send 1 text 41", "close 1 1000")
	p.closes(conn, 1000, "")
	if _, refused := p.Emit(conn, `["x"]`, false); refused != "Not sent: the connection is closed. Connect first." {
		t.Errorf("refused with %q", refused)
	}
}

func TestAnEventOnAConnectionThatIsNotOpenIsRefused(t *testing.T) {
	p := load(t, "connect socket.io")
	p.Press(0)
	if _, refused := p.Emit(p.connectionCount, `["x"]`, false); refused != "Not sent: the connection is not open yet." {
		t.Errorf("refused with %q", refused)
	}
	p.Reset()
	if _, refused := p.Emit(p.connectionCount, `["x"]`, false); refused != "Not sent: the connection is closed. Connect first." {
		t.Errorf("after a reset it is refused with %q", refused)
	}
}

func TestTheBytesOfAnEventAreRowsOfTheirOwn(t *testing.T) {
	p := load(t, "connect socket.io", "emit a", "expect event b {\"_placeholder\":true,\"num\":0}", "expect event c")
	conn := p.overSocketIO("")
	p.Press(1)
	p.receives(conn, `451-["b",{"_placeholder":true,"num":0}]`)
	p.Received(conn, rfc6455.Binary, []byte{1, 2})
	p.receives(conn, `42["c"]`)
	p.wantSteps("done", "done", "done", "done")
}

func TestPendingAcknowledgementsAreBounded(t *testing.T) {
	p := load(t, "connect socket.io")
	conn := p.overSocketIO("")
	for n := range maxUnanswered {
		if id, refused := p.Emit(conn, `["x"]`, true); id != n || refused != "" {
			t.Fatalf("acknowledgement %d, refused with %q", id, refused)
		}
	}
	if _, refused := p.Emit(conn, `["x"]`, true); refused != "Not sent: 1024 acknowledgements have not come yet." {
		t.Errorf("refused with %q", refused)
	}
	if _, refused := p.Emit(conn, `["x"]`, false); refused != "" {
		t.Errorf("one that asks for none is refused with %q", refused)
	}
	p.receives(conn, `430[]`)
	if id, refused := p.Emit(conn, `["x"]`, true); id != maxUnanswered || refused != "" {
		t.Errorf("acknowledgement %d, refused with %q", id, refused)
	}
}
