package e2e

import (
	"strings"
	"testing"
)

func TestBrowserABlockSpeaksSocketIO(t *testing.T) {
	t.Parallel()
	tab := visit(t, program.Start(t)+lesson8)
	events := tab.block("emit-here")
	events.act("run")
	events.waitAllDone()
	events.waitRows("client",
		"connecting to socket.io",
		"open",
		`→ message: "hello" [to the server · text · 21 bytes]`,
		`→ echo: "hello", 2 (asks for acknowledgement 0) [to the server · text · 21 bytes]`,
		`← acknowledgement 0: "hello", 2 [to the client · text · 14 bytes · round trip]`,
		"leaving the namespace /",
		"→ closing 1000 (normal closure) [to the server · close]",
		"closed 1000 (normal closure)",
	)
	events.waitRows("server",
		"Client connected!",
		`→ message: "hello" [to the server · text · 21 bytes]`,
		`→ echo: "hello", 2 (asks for acknowledgement 0) [to the server · text · 21 bytes]`,
		`← acknowledgement 0: "hello", 2 [to the client · text · 14 bytes]`,
		"Client disconnected!",
	)
	packets := evaluate[string](tab.document, `[...document.querySelectorAll("#emit-here .ends .packet")].map((e) => e.textContent).join(" ")`)
	if want := `42["message","hello"] 420["echo","hello",2] 430["hello",2] 41`; packets != want {
		t.Errorf("the packets are %s, want %s", packets, want)
	}
}

func TestBrowserALearnerEmitsEventsOfTheirOwn(t *testing.T) {
	t.Parallel()
	tab := visit(t, program.Start(t)+lesson8)
	events := tab.block("emit-here")
	events.take(1)
	events.waitState("open")

	tab.write(events.step(2)+" input", `echo {"a": [1]}`)
	events.take(2)
	events.waitRow("client", `→ echo: {"a":[1]} [to the server · text · 20 bytes]`)
	events.waitRow("client", `← echo: {"a":[1]} [to the client · text · 20 bytes]`)
	tab.write(events.step(2)+" input", `echo 'a'`)
	events.take(2)
	events.waitOutcome(2, `column 6: arguments "'a'" (want a JSON value such as "text", 1 or true)`)

	tab.write(events.at(".own input"), `message "typed"`)
	events.act("send")
	events.waitRow("server", `→ message: "typed" [to the server · text · 21 bytes]`)
	tab.write(events.at(".own input"), `connect 1`)
	events.act("send")
	events.waitText(events.at(".own .outcome"), `Not sent: column 1: event "connect" is a name that Socket.IO keeps for itself (want another)`)
}

func TestBrowserTheConsoleOfTheBrowserEmits(t *testing.T) {
	t.Parallel()
	tab := visit(t, program.Start(t)+lesson8)
	events := tab.block("emit-here")
	if says := events.text(events.at(".devtools")); !strings.Contains(says, `socket.emit('message', 'hello')`) {
		t.Errorf("the block says %q", says)
	}
	events.take(1)
	events.waitState("open")
	if said := tab.enter(`socket.emit('message', "message")`); said != "true" {
		t.Errorf("emit returns %s", said)
	}
	events.waitRow("client", `→ message: "message" [to the server · text · 23 bytes]`)
	events.waitRow("server", `→ message: "message" [to the server · text · 23 bytes]`)

	if connected := tab.enter(`socket.connected && socket.id.length > 10`); connected != "true" {
		t.Errorf("connected with an id: %s", connected)
	}
	tab.enter(`socket.emitWithAck("echo", { a: "käse" }).then((answer) => { window.answer = answer.a })`)
	tab.wait("the acknowledgement", `window.answer === "käse"`)
	tab.enter(`socket.emit("echo", 1, 2, (...values) => { window.answer = String(values) })`)
	tab.wait("the acknowledgement", `window.answer === "1,2"`)
	for line, want := range map[string]string{
		`socket.emit("connect")`:                  "keeps for itself",
		`socket.emit("bytes", new Uint8Array(2))`: "Bytes cannot be emitted from here",
	} {
		if said := tab.enter(`try { ` + line + ` } catch (error) { error.message }`); !strings.Contains(said, want) {
			t.Errorf("%s says %q, want %q", line, said, want)
		}
	}
	tab.enter(`socket.emitWithAck("nobody answers").catch((error) => { window.answer = error.message })`)
	tab.enter(`const before = socket; socket.disconnect(); 0`)
	events.waitState("closed")
	tab.wait("the promise to be rejected", `window.answer === "socket has been disconnected"`)
	events.waitRow("server", "Client disconnected!")
	if said := tab.enter(`try { before.emit("late") } catch (error) { error.message + before.connected }`); said != "Not sent: the connection is closed. Connect first.false" {
		t.Errorf("emit on a closed connection says %q", said)
	}
}

// A function that takes an acknowledgement is the learner's: it may emit more, and it may
// fail, and the steps go on.
func TestBrowserWhatTakesAnAcknowledgementMayEmitAndMayFail(t *testing.T) {
	t.Parallel()
	tab := visit(t, program.Start(t)+lesson8)
	events := tab.block("emit-here")
	events.take(1)
	events.waitState("open")
	tab.enter(`socket.emit("echo", "first", () => socket.emit("message", "second"))`)
	events.waitRow("server", `→ message: "second" [to the server · text · 22 bytes]`)
	rows := events.text(events.at(".ends .client ol"))
	if answer, second := strings.Index(rows, "acknowledgement 0: "), strings.Index(rows, `message: "second"`); answer < 0 || second < answer {
		t.Errorf("what the acknowledgement has emitted stands before it: %s", rows)
	}
	tab.complaints.allow("the learner's own fault")
	tab.enter(`socket.emit("echo", 1, () => { throw new Error("the learner's own fault") })`)
	tab.enter(`socket.emit("echo", 2, (value) => { window.answer = value })`)
	tab.wait("the next acknowledgement", `window.answer === 2`)
}
