package e2e

import (
	"strings"
	"testing"

	"twocups/server/e2e/browser"
)

func TestBrowserABlockSpeaksSocketIO(t *testing.T) {
	t.Parallel()
	tab := browser.Visit(t, twocups.Start(t)+socketIOLesson)
	events := tab.Block("emit-here")
	events.PressButton("run")
	events.WaitAllDone()
	events.WaitRows("client",
		"connecting to socket.io",
		"open",
		`→ message: "hello" [to the server · text · 21 bytes]`,
		`→ echo: "hello", 2 (asks for acknowledgement 0) [to the server · text · 21 bytes]`,
		`← acknowledgement 0: "hello", 2 [to the client · text · 14 bytes · round trip]`,
		"leaving the namespace /",
		"→ closing 1000 (normal closure) [to the server · close]",
		"closed 1000 (normal closure)",
	)
	events.WaitRows("server",
		"Client connected!",
		`→ message: "hello" [to the server · text · 21 bytes]`,
		`→ echo: "hello", 2 (asks for acknowledgement 0) [to the server · text · 21 bytes]`,
		`← acknowledgement 0: "hello", 2 [to the client · text · 14 bytes]`,
		"Client disconnected!",
	)
	packets := browser.Evaluate[string](tab.Document, `[...document.querySelectorAll("#emit-here .ends .packet")].map((e) => e.textContent).join(" ")`)
	if want := `42["message","hello"] 420["echo","hello",2] 430["hello",2] 41`; packets != want {
		t.Errorf("the packets are %s, want %s", packets, want)
	}
}

func TestBrowserALearnerEmitsEventsOfTheirOwn(t *testing.T) {
	t.Parallel()
	tab := browser.Visit(t, twocups.Start(t)+socketIOLesson)
	events := tab.Block("emit-here")
	events.PressStep(1)
	events.WaitState("open")

	events.FillStep(2, `echo {"a": [1]}`)
	events.PressStep(2)
	events.WaitRow("client", `→ echo: {"a":[1]} [to the server · text · 20 bytes]`)
	events.WaitRow("client", `← echo: {"a":[1]} [to the client · text · 20 bytes]`)
	events.FillStep(2, `echo 'a'`)
	events.PressStep(2)
	events.WaitOutcome(2, `column 6: arguments "'a'" (want a JSON value such as "text", 1 or true)`)

	events.Fill(".own input", `message "typed"`)
	events.PressButton("send")
	events.WaitRow("server", `→ message: "typed" [to the server · text · 21 bytes]`)
	events.Fill(".own input", `connect 1`)
	events.PressButton("send")
	events.WaitText(events.Selector(".own .outcome"), `Not sent: column 1: event "connect" is a name that Socket.IO keeps for itself (want another)`)
}

func TestBrowserTheConsoleOfTheBrowserEmits(t *testing.T) {
	t.Parallel()
	tab := browser.Visit(t, twocups.Start(t)+socketIOLesson)
	events := tab.Block("emit-here")
	if text := events.Text(events.Selector(".devtools")); !strings.Contains(text, `socket.emit('message', 'hello')`) {
		t.Errorf("the block says %q", text)
	}
	events.PressStep(1)
	events.WaitState("open")
	if value := tab.EnterInDevTools(`socket.emit('message', "message")`); value != "true" {
		t.Errorf("emit returns %s", value)
	}
	events.WaitRow("client", `→ message: "message" [to the server · text · 23 bytes]`)
	events.WaitRow("server", `→ message: "message" [to the server · text · 23 bytes]`)

	if connected := tab.EnterInDevTools(`socket.connected && socket.id.length > 10`); connected != "true" {
		t.Errorf("connected with an id: %s", connected)
	}
	tab.EnterInDevTools(`socket.emitWithAck("echo", { a: "käse" }).then((answer) => { window.answer = answer.a })`)
	tab.WaitUntil("the acknowledgement", `window.answer === "käse"`)
	tab.EnterInDevTools(`socket.emit("echo", 1, 2, (...values) => { window.answer = String(values) })`)
	tab.WaitUntil("the acknowledgement", `window.answer === "1,2"`)
	for line, want := range map[string]string{
		`socket.emit("connect")`:                  "keeps for itself",
		`socket.emit("bytes", new Uint8Array(2))`: "Bytes cannot be emitted from here",
	} {
		if message := tab.EnterInDevTools(`try { ` + line + ` } catch (error) { error.message }`); !strings.Contains(message, want) {
			t.Errorf("%s throws %q, want %q", line, message, want)
		}
	}
	tab.EnterInDevTools(`socket.emitWithAck("nobody answers").catch((error) => { window.answer = error.message })`)
	tab.EnterInDevTools(`const before = socket; socket.disconnect(); 0`)
	events.WaitState("closed")
	tab.WaitUntil("the promise to be rejected", `window.answer === "socket has been disconnected"`)
	events.WaitRow("server", "Client disconnected!")
	if message := tab.EnterInDevTools(`try { before.emit("late") } catch (error) { error.message + before.connected }`); message != "Not sent: the connection is closed. Connect first.false" {
		t.Errorf("emit on a closed connection throws %q", message)
	}
}

// A learner's function for an acknowledgement may emit another event, and it may fail. The
// module goes on.
func TestBrowserTheFunctionForAnAcknowledgementMayEmitAndMayFail(t *testing.T) {
	t.Parallel()
	tab := browser.Visit(t, twocups.Start(t)+socketIOLesson)
	events := tab.Block("emit-here")
	events.PressStep(1)
	events.WaitState("open")
	tab.EnterInDevTools(`socket.emit("echo", "first", () => socket.emit("message", "second"))`)
	events.WaitRow("server", `→ message: "second" [to the server · text · 22 bytes]`)
	rows := events.Text(events.Selector(".ends .client ol"))
	if answer, second := strings.Index(rows, "acknowledgement 0: "), strings.Index(rows, `message: "second"`); answer < 0 || second < answer {
		t.Errorf("the event that the acknowledgement has caused is shown before it: %s", rows)
	}
	tab.Complaints.Allow("the learner's own fault")
	tab.EnterInDevTools(`socket.emit("echo", 1, () => { throw new Error("the learner's own fault") })`)
	tab.EnterInDevTools(`socket.emit("echo", 2, (value) => { window.answer = value })`)
	tab.WaitUntil("the next acknowledgement", `window.answer === 2`)
}
