package e2e

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

func TestBrowserTheConsoleOfTheBrowserWorksToo(t *testing.T) {
	t.Parallel()
	tab := visit(t, program.Start(t)+lesson2)
	echo := tab.block("first-echo")
	if says := echo.text(echo.at(".devtools")); !strings.Contains(says, `socket.send("hi")`) || !strings.Contains(says, "socket.close()") {
		t.Errorf("the block says %q", says)
	}
	echo.take(1)
	echo.waitState("open")

	tab.enter(`socket.send("typed")`)
	echo.waitRow("client", "→ typed [to the server · text · 5 bytes]")
	echo.waitRow("client", "← typed [to the client · text · 5 bytes · round trip]")
	echo.waitRow("server", "→ typed [to the server · text · 5 bytes]")

	tab.enter(`socket.send(new Uint8Array([1, 254]))`)
	echo.waitRow("client", "→ 01 fe [to the server · binary · 2 bytes]")
	echo.waitRow("client", "← 01 fe [to the client · binary · 2 bytes · round trip]")

	tab.enter(`socket.send(new Blob(["blob"]))`)
	echo.waitRow("client", "→ 62 6c 6f 62 [to the server · binary · 4 bytes]")

	if name := tab.enter(`try { socket.close(1001) } catch (error) { error.name }`); name != "InvalidAccessError" {
		t.Errorf("close(1001) throws %q, want an InvalidAccessError", name)
	}
	echo.waitState("open")

	tab.enter(`socket.close(3001, "typed")`)
	echo.waitState("closed")
	echo.waitRow("client", "→ closing 3001 typed [to the server · close]")
	echo.waitRow("client", "closed 3001 typed")
	echo.waitRow("server", "Client disconnected! 3001 typed")

	tab.complaints.allow("already in CLOSING or CLOSED state") // so says the browser
	tab.enter(`socket.send("anyone?")`)
	echo.waitRow("client", "The browser dropped 7 bytes: the connection is closed.")
}

func TestBrowserTheConsoleHasTheSocketOfTheBlockThatWasUsedLast(t *testing.T) {
	t.Parallel()
	tab := visit(t, program.Start(t)+lesson2)
	echo, lunch := tab.block("first-echo"), tab.block("lunch")
	echo.take(1)
	echo.waitState("open")
	lunch.take(1)
	lunch.waitState("open")
	tab.enter(`socket.send("to lunch")`)
	lunch.waitRow("client", "→ to lunch [to the server · text · 8 bytes]")
	if rows := echo.rows("client"); len(rows) != 2 {
		t.Errorf("the first block shows %q", rows)
	}
}

// enter types a line into the console of the developer tools, and returns what
// it prints as the line's value.
func (tab *tab) enter(line string) string {
	tab.t.Helper()
	value, err := chromedp.Run(tab.ctx, chromedp.EvaluateAsDevTools[[]byte](line))
	if err != nil {
		tab.t.Fatalf("%s: %v", line, err)
	}
	return strings.Trim(string(value), `"`)
}
