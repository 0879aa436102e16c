package e2e

import (
	"strings"
	"testing"

	"twocups/server/e2e/browser"
)

func TestBrowserTheConsoleOfTheBrowserWorksToo(t *testing.T) {
	t.Parallel()
	tab := browser.Visit(t, twocups.Start(t)+websocketsLesson)
	echo := tab.Block("first-echo")
	if text := echo.Text(echo.Selector(".devtools")); !strings.Contains(text, `socket.send("hi")`) || !strings.Contains(text, "socket.close()") {
		t.Errorf("the block says %q", text)
	}
	echo.PressStep(1)
	echo.WaitState("open")

	tab.EnterInDevTools(`socket.send("typed")`)
	echo.WaitRow("client", "→ typed [to the server · text · 5 bytes]")
	echo.WaitRow("client", "← typed [to the client · text · 5 bytes · round trip]")
	echo.WaitRow("server", "→ typed [to the server · text · 5 bytes]")

	tab.EnterInDevTools(`socket.send(new Uint8Array([1, 254]))`)
	echo.WaitRow("client", "→ 01 fe [to the server · binary · 2 bytes]")
	echo.WaitRow("client", "← 01 fe [to the client · binary · 2 bytes · round trip]")

	tab.EnterInDevTools(`socket.send(new Blob(["blob"]))`)
	echo.WaitRow("client", "→ 62 6c 6f 62 [to the server · binary · 4 bytes]")

	if name := tab.EnterInDevTools(`try { socket.close(1001) } catch (error) { error.name }`); name != "InvalidAccessError" {
		t.Errorf("close(1001) throws %q, want an InvalidAccessError", name)
	}
	echo.WaitState("open")

	tab.EnterInDevTools(`socket.close(3001, "typed")`)
	echo.WaitState("closed")
	echo.WaitRow("client", "→ closing 3001 typed [to the server · close]")
	echo.WaitRow("client", "closed 3001 typed")
	echo.WaitRow("server", "Client disconnected! 3001 typed")

	tab.Complaints.Allow("already in CLOSING or CLOSED state") // the browser's own words
	tab.EnterInDevTools(`socket.send("anyone?")`)
	echo.WaitRow("client", "The browser dropped 7 bytes: the connection is closed.")
}

func TestBrowserTheConsoleHasTheSocketOfTheBlockThatWasUsedLast(t *testing.T) {
	t.Parallel()
	tab := browser.Visit(t, twocups.Start(t)+websocketsLesson)
	echo, lunch := tab.Block("first-echo"), tab.Block("lunch")
	echo.PressStep(1)
	echo.WaitState("open")
	lunch.PressStep(1)
	lunch.WaitState("open")
	tab.EnterInDevTools(`socket.send("to lunch")`)
	lunch.WaitRow("client", "→ to lunch [to the server · text · 8 bytes]")
	if rows := echo.Rows("client"); len(rows) != 2 {
		t.Errorf("the first block shows %q", rows)
	}
}
