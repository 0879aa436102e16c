package e2e

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

func TestBrowserTheConsoleOfThePageSends(t *testing.T) {
	t.Parallel()
	tab := visit(t, program.Start(t)+lesson2)
	echo := tab.block("first-echo")
	tab.enterInto(echo, `socket.send("early")`)
	echo.waitText(echo.at(".prompt .outcome"), "There is no socket yet. Connect first.")
	echo.take(1)
	echo.waitState("open")

	tab.enterInto(echo, `socket.send("typed");`)
	echo.waitRow("client", "→ typed [to the server · text · 5 bytes]")
	echo.waitRow("client", "← typed [to the client · text · 5 bytes · round trip]")
	echo.waitRow("server", "→ typed [to the server · text · 5 bytes]")
	echo.waitText(echo.at(".prompt .outcome"), "✓")
	if color := evaluate[string](tab.document, `getComputedStyle(document.querySelector(%s), "::placeholder").color`, echo.at(".prompt input")); color != "rgba(0, 0, 0, 0)" {
		t.Errorf("above the answer the line still proposes a call, in %s", color)
	}
	if left := tab.value(echo.at(".prompt input")); left != "" {
		t.Errorf("the line says %q once it has run", left)
	}
	tab.enterInto(echo, `socket.send(new Uint8Array([1, 254]))`)
	echo.waitRow("server", "→ 01 fe [to the server · binary · 2 bytes]")

	for line, want := range map[string]string{
		`socket.readyState`:     "1",
		`socket.binaryType`:     `"arraybuffer"`,
		`socket.close(1001)`:    "InvalidAccessError: ",
		`socket.send()`:         "TypeError: ",
		`socket.send("hi`:       `column 16: the end (want " at the end of the text)`,
		`socket.constructor`:    `column 8: "constructor" (want send, close, readyState, url,`,
		`socket.__proto__`:      `column 8: "__proto__" (want send, close,`,
		`socket.send`:           `column 8: "send" (want send(…), with what it takes in the brackets)`,
		`socket.url()`:          `column 8: "url" (want url without brackets: it is no method)`,
		`alert(1)`:              `column 1: "alert" (want socket)`,
		`window.close()`:        `column 1: "window" (want socket)`,
		`socket.send(document)`: `column 13: "document" (want a value such as`,
	} {
		tab.enterInto(echo, line)
		echo.waitText(echo.at(".prompt .outcome"), want)
	}
	echo.waitState("open")

	tab.enterInto(echo, `socket.close(3001, 'typed')`)
	echo.waitRow("client", "closed 3001 typed")
	echo.waitRow("server", "Client disconnected! 3001 typed")
}

func TestBrowserTheConsoleOfThePageKnowsTheClients(t *testing.T) {
	t.Parallel()
	tab := visit(t, program.Start(t)+lesson2)
	both, echo := tab.block("both"), tab.block("first-echo")
	both.take(1)
	both.waitDone(1)
	both.take(2)
	both.waitDone(2)
	echo.take(1)
	echo.waitState("open")
	tab.enterInto(both, `alice.send("from Alice")`)
	both.waitRow("client", "← from Alice [bob · to the client · text · 10 bytes]")
	tab.enterInto(both, `socket.send("from Bob")`) // the block's own latest, whatever other blocks do
	both.waitRow("client", "← from Bob [alice · to the client · text · 8 bytes]")
	tab.enterInto(both, `carol.send("x")`)
	both.waitText(both.at(".prompt .outcome"), `column 1: "carol" (want socket, alice or bob)`)
}

func TestBrowserTheConsoleOfThePageEmits(t *testing.T) {
	t.Parallel()
	tab := visit(t, program.Start(t)+lesson8)
	events := tab.block("emit-here")
	events.take(1)
	events.waitState("open")
	tab.enterInto(events, `socket.emit('message', 'message')`) // as the walkthrough has it
	events.waitRow("client", `→ message: "message" [to the server · text · 23 bytes]`)
	events.waitRow("server", `→ message: "message" [to the server · text · 23 bytes]`)
	tab.enterInto(events, `await socket.emitWithAck("echo", {a: ['käse']})`)
	events.waitText(events.at(".prompt .outcome"), `{"a":["käse"]}`)
	tab.enterInto(events, `socket.connected`)
	events.waitText(events.at(".prompt .outcome"), "true")
	tab.enterInto(events, `socket.emit("bytes", new Uint8Array([1]))`)
	events.waitText(events.at(".prompt .outcome"), "TypeError: Bytes cannot be emitted from here")
	tab.enterInto(events, `socket.close()`)
	events.waitText(events.at(".prompt .outcome"), `column 8: "close" (want emit, emitWithAck, send, disconnect, connected or id)`)
	tab.enterInto(events, `socket.disconnect()`)
	events.waitRow("server", "Client disconnected!")
	tab.enterInto(events, `socket.emit("late")`)
	events.waitText(events.at(".prompt .outcome"), "Not sent: the connection is closed. Connect first.")
}

func TestBrowserTheConsoleOfThePageRemembersLines(t *testing.T) {
	t.Parallel()
	tab := visit(t, program.Start(t)+lesson2)
	echo := tab.block("first-echo")
	line := echo.at(".prompt input")
	echo.take(1)
	echo.waitState("open")
	for _, text := range []string{"one", "two"} {
		tab.enterInto(echo, fmt.Sprintf(`socket.send(%q)`, text))
		echo.waitRow("client", "→ "+text+" [to the server · text · 3 bytes]")
	}
	tab.write(line, "not yet")
	for _, step := range []struct{ key, want string }{
		{kb.ArrowUp, `socket.send("two")`}, {kb.ArrowUp, `socket.send("one")`}, {kb.ArrowUp, `socket.send("one")`},
		{kb.ArrowDown, `socket.send("two")`}, {kb.ArrowDown, "not yet"}, {kb.ArrowDown, "not yet"},
		{kb.Escape, ""}, {kb.ArrowUp, `socket.send("two")`}, {kb.Enter, ""},
	} {
		tab.key(step.key)
		tab.poll("the line "+step.want, func() (string, bool) { return tab.value(line), tab.value(line) == step.want })
	}
	echo.wait("two to be sent again", `[...document.querySelectorAll(%s)].filter((e) => e.textContent === "two").length === 4`, echo.at(".ends .client .words"))

	tab.enterInto(echo, `socket.sent("x")`)
	echo.waitText(echo.at(".prompt .outcome"), `column 8: "sent"`)
	if at := evaluate[int](tab.document, `document.activeElement.selectionStart`); at != 7 || tab.value(line) != `socket.sent("x")` {
		t.Errorf("the caret is at %d of %q", at, tab.value(line))
	}
	if invalid := evaluate[string](tab.document, `document.querySelector(%s).ariaInvalid`, line); invalid != "true" {
		t.Errorf("the line with a fault is %s", invalid)
	}
	tab.key("t")
	echo.wait("the fault to go away", `document.querySelector(%s).textContent === ""`, echo.at(".prompt .outcome"))
}

// The line's script comes with the module. What is entered before is kept.
func TestBrowserALineThatComesBeforeTheModuleIsKept(t *testing.T) {
	t.Parallel()
	tab := visit(t, program.Start(t)+lesson2)
	evaluate[bool](tab.document, `(() => {
		const [step, line] = ["#first-echo [data-act=press]", "#first-echo .prompt input"].map((at) => document.querySelector(at));
		step.click();
		line.value = "socket.readyState";
		line.dispatchEvent(new KeyboardEvent("keydown", {key: "Enter", bubbles: true}));
		return true;
	})()`)
	echo := tab.block("first-echo")
	echo.wait("the state", `/^[01]$/.test(document.querySelector(%s).textContent)`, echo.at(".prompt .outcome"))
	for _, request := range tab.traffic.requests() {
		if strings.Contains(request.Path, "prompt.") {
			return
		}
	}
	t.Error("the line’s script was not seen on the network, so no test knows when it is fetched")
}

// value returns what a field holds.
func (tab *tab) value(selector string) string {
	tab.t.Helper()
	return evaluate[string](tab.document, `document.querySelector(%s).value`, selector)
}

func TestBrowserTheConsoleOfThePageInASandboxedFrame(t *testing.T) {
	t.Parallel()
	tab := visit(t, hostPage(t, program.Start(t)+embed2, 1))
	frame := tab.frame("#e0")
	echo := frame.block("first-echo")
	echo.take(1)
	echo.waitState("open")
	frame.press(echo.at(".prompt input"))
	tab.key(`socket.send("typed")` + kb.Enter)
	echo.waitRow("server", "→ typed [to the server · text · 5 bytes]")
}

// showLine enters a line with a fault.
func showLine(tab *tab) {
	tab.t.Helper()
	echo := tab.block("first-echo")
	tab.enterInto(echo, "socket.send(hi)")
	echo.waitText(echo.at(".prompt .outcome"), "column 13")
}

// enterInto writes a line into the console of the page, and presses Enter.
func (tab *tab) enterInto(b block, line string) {
	tab.t.Helper()
	tab.write(b.at(".prompt input"), line)
	tab.key(kb.Enter)
}
