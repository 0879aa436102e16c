package e2e

import (
	"testing"

	"twocups/server/e2e/browser"
)

// visitWithWire visits the lesson about WebSockets, opens the view of its first block, and
// connects.
func visitWithWire(t *testing.T) (*browser.Tab, browser.Block) {
	t.Helper()
	tab := browser.Visit(t, twocups.Start(t)+websocketsLesson)
	return tab, connectWithWire(tab, "first-echo")
}

// connectWithWire opens the view of the wire of a block, and connects.
func connectWithWire(tab *browser.Tab, name string) browser.Block {
	tab.T.Helper()
	b := tab.Block(name)
	b.ToggleWire()
	b.PressStep(1)
	b.WaitState("open")
	return b
}

// Rows of the view's list, as [browser.Block.WireRows] returns them: the response of the
// opening handshake, and the end of the TCP connection.
const (
	responseRow = "← HTTP HTTP/1.1 101 Switching Protocols"
	endRow      = "TCP The connection is over."
)

// requestRow returns the row of the opening handshake's request for a socket's path.
func requestRow(path string) string { return "→ HTTP GET " + path + "?… HTTP/1.1" }

// showWire opens the view of a block that has run, at a masked frame.
func showWire(tab *browser.Tab) {
	tab.T.Helper()
	both := tab.Block("both")
	both.ToggleWire()
	both.PressButton("run")
	both.WaitAllDone()
	both.ChooseWireRow(1)
}

// showHandshake opens the view of a block at the opening handshake.
func showHandshake(tab *browser.Tab) {
	tab.T.Helper()
	echo := tab.Block("first-echo")
	echo.ToggleWire()
	echo.PressStep(1)
	echo.ChooseWireRow("request")
}
