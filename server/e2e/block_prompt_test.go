package e2e

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"twocups/server/e2e/browser"
)

func TestBrowserTheConsoleOfThePageSends(t *testing.T) {
	t.Parallel()
	tab := browser.Visit(t, twocups.Start(t)+websocketsLesson)
	echo := tab.Block("first-echo")
	echo.EnterInPrompt(`socket.send("early")`)
	echo.WaitText(echo.Selector(".prompt .outcome"), "There is no socket yet. Connect first.")
	echo.PressStep(1)
	echo.WaitState("open")

	echo.EnterInPrompt(`socket.send("typed");`)
	echo.WaitRow("client", "→ typed [to the server · text · 5 bytes]")
	echo.WaitRow("client", "← typed [to the client · text · 5 bytes · round trip]")
	echo.WaitRow("server", "→ typed [to the server · text · 5 bytes]")
	echo.WaitText(echo.Selector(".prompt .outcome"), "✓")
	if color := browser.Evaluate[string](tab.Document, `getComputedStyle(document.querySelector(%s), "::placeholder").color`, echo.Selector(".prompt input")); color != "rgba(0, 0, 0, 0)" {
		t.Errorf("the placeholder is still visible above the answer, in %s", color)
	}
	if left := tab.Value(echo.Selector(".prompt input")); left != "" {
		t.Errorf("after the line has run, the prompt has %q", left)
	}
	echo.EnterInPrompt(`socket.send(new Uint8Array([1, 254]))`)
	echo.WaitRow("server", "→ 01 fe [to the server · binary · 2 bytes]")

	for line, want := range map[string]string{
		`socket.readyState`:     "1",
		`socket.binaryType`:     `"arraybuffer"`,
		`socket.close(1001)`:    "InvalidAccessError: ",
		`socket.send()`:         "TypeError: ",
		`socket.send("hi`:       `column 16: the end (want " at the end of the text)`,
		`socket.constructor`:    `column 8: "constructor" (want send, close, readyState, url,`,
		`socket.__proto__`:      `column 8: "__proto__" (want send, close,`,
		`socket.send`:           `column 8: "send" (want send(…), with its arguments in the brackets)`,
		`socket.url()`:          `column 8: "url" (want url without brackets: it is no method)`,
		`alert(1)`:              `column 1: "alert" (want socket)`,
		`window.close()`:        `column 1: "window" (want socket)`,
		`socket.send(document)`: `column 13: "document" (want a value such as`,
	} {
		echo.EnterInPrompt(line)
		echo.WaitText(echo.Selector(".prompt .outcome"), want)
	}
	echo.WaitState("open")

	echo.EnterInPrompt(`socket.close(3001, 'typed')`)
	echo.WaitRow("client", "closed 3001 typed")
	echo.WaitRow("server", "Client disconnected! 3001 typed")
}

func TestBrowserTheConsoleOfThePageKnowsTheClients(t *testing.T) {
	t.Parallel()
	tab := browser.Visit(t, twocups.Start(t)+websocketsLesson)
	both, echo := tab.Block("both"), tab.Block("first-echo")
	both.PressStep(1)
	both.WaitDone(1)
	both.PressStep(2)
	both.WaitDone(2)
	echo.PressStep(1)
	echo.WaitState("open")
	both.EnterInPrompt(`alice.send("from Alice")`)
	both.WaitRow("client", "← from Alice [bob · to the client · text · 10 bytes]")
	both.EnterInPrompt(`socket.send("from Bob")`) // the block's own latest connection, whatever other blocks do
	both.WaitRow("client", "← from Bob [alice · to the client · text · 8 bytes]")
	both.EnterInPrompt(`carol.send("x")`)
	both.WaitText(both.Selector(".prompt .outcome"), `column 1: "carol" (want socket, alice or bob)`)
}

func TestBrowserTheConsoleOfThePageEmits(t *testing.T) {
	t.Parallel()
	tab := browser.Visit(t, twocups.Start(t)+socketIOLesson)
	events := tab.Block("emit-here")
	events.PressStep(1)
	events.WaitState("open")
	events.EnterInPrompt(`socket.emit('message', 'message')`)
	events.WaitRow("client", `→ message: "message" [to the server · text · 23 bytes]`)
	events.WaitRow("server", `→ message: "message" [to the server · text · 23 bytes]`)
	events.EnterInPrompt(`await socket.emitWithAck("echo", {a: ['käse']})`)
	events.WaitText(events.Selector(".prompt .outcome"), `{"a":["käse"]}`)
	events.EnterInPrompt(`socket.connected`)
	events.WaitText(events.Selector(".prompt .outcome"), "true")
	events.EnterInPrompt(`socket.emit("bytes", new Uint8Array([1]))`)
	events.WaitText(events.Selector(".prompt .outcome"), "TypeError: Bytes cannot be emitted from here")
	events.EnterInPrompt(`socket.close()`)
	events.WaitText(events.Selector(".prompt .outcome"), `column 8: "close" (want emit, emitWithAck, send, disconnect, connected or id)`)
	events.EnterInPrompt(`socket.disconnect()`)
	events.WaitRow("server", "Client disconnected!")
	events.EnterInPrompt(`socket.emit("late")`)
	events.WaitText(events.Selector(".prompt .outcome"), "Not sent: the connection is closed. Connect first.")
}

func TestBrowserTheConsoleOfThePageRemembersLines(t *testing.T) {
	t.Parallel()
	tab := browser.Visit(t, twocups.Start(t)+websocketsLesson)
	echo := tab.Block("first-echo")
	line := echo.Selector(".prompt input")
	echo.PressStep(1)
	echo.WaitState("open")
	for _, text := range []string{"one", "two"} {
		echo.EnterInPrompt(fmt.Sprintf(`socket.send(%q)`, text))
		echo.WaitRow("client", "→ "+text+" [to the server · text · 3 bytes]")
	}
	tab.Fill(line, "not yet")
	for _, step := range []struct{ key, want string }{
		{kb.ArrowUp, `socket.send("two")`}, {kb.ArrowUp, `socket.send("one")`}, {kb.ArrowUp, `socket.send("one")`},
		{kb.ArrowDown, `socket.send("two")`}, {kb.ArrowDown, "not yet"}, {kb.ArrowDown, "not yet"},
		{kb.Escape, ""}, {kb.ArrowUp, `socket.send("two")`}, {kb.Enter, ""},
	} {
		tab.PressKeys(step.key)
		tab.Poll("the line "+step.want, func() (string, bool) { return tab.Value(line), tab.Value(line) == step.want })
	}
	echo.WaitUntil("two to be sent again", `[...document.querySelectorAll(%s)].filter((e) => e.textContent === "two").length === 4`, echo.Selector(".ends .client .words"))

	echo.EnterInPrompt(`socket.sent("x")`)
	echo.WaitText(echo.Selector(".prompt .outcome"), `column 8: "sent"`)
	if at := browser.Evaluate[int](tab.Document, `document.activeElement.selectionStart`); at != 7 || tab.Value(line) != `socket.sent("x")` {
		t.Errorf("the caret is at %d of %q", at, tab.Value(line))
	}
	if invalid := browser.Evaluate[string](tab.Document, `document.querySelector(%s).ariaInvalid`, line); invalid != "true" {
		t.Errorf("the line with a fault is %s", invalid)
	}
	tab.PressKeys("t")
	echo.WaitUntil("the fault to go away", `document.querySelector(%s).textContent === ""`, echo.Selector(".prompt .outcome"))
}

// The page loads the script of the prompt together with the module. A line that the learner
// enters earlier runs once both are loaded.
func TestBrowserALineThatComesBeforeTheModuleIsKept(t *testing.T) {
	t.Parallel()
	tab := browser.Visit(t, twocups.Start(t)+websocketsLesson)
	browser.Evaluate[bool](tab.Document, `(() => {
		const [step, line] = ["#first-echo [data-act=press]", "#first-echo .prompt input"].map((at) => document.querySelector(at));
		step.click();
		line.value = "socket.readyState";
		line.dispatchEvent(new KeyboardEvent("keydown", {key: "Enter", bubbles: true}));
		return true;
	})()`)
	echo := tab.Block("first-echo")
	echo.WaitUntil("the state", `/^[01]$/.test(document.querySelector(%s).textContent)`, echo.Selector(".prompt .outcome"))
	for _, request := range tab.Traffic.Requests() {
		if strings.Contains(request.Path, "prompt.") {
			return
		}
	}
	t.Error("the page has not requested the script of the prompt")
}

func TestBrowserTheConsoleOfThePageInASandboxedIFrame(t *testing.T) {
	t.Parallel()
	embed := visitEmbed(t, twocups.Start(t), websocketsLesson)
	echo := embed.Block("first-echo")
	echo.PressStep(1)
	echo.WaitState("open")
	echo.Press(".prompt input")
	embed.PressKeys(`socket.send("typed")` + kb.Enter)
	echo.WaitRow("server", "→ typed [to the server · text · 5 bytes]")
}

// showPromptFault enters a line with a fault.
func showPromptFault(tab *browser.Tab) {
	tab.T.Helper()
	echo := tab.Block("first-echo")
	echo.EnterInPrompt("socket.send(hi)")
	echo.WaitText(echo.Selector(".prompt .outcome"), "column 13")
}
