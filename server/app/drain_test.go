package app

import (
	"strings"
	"testing"

	"github.com/gorilla/websocket"

	"twocups/lessons/play"
	"twocups/server/socket/sockettest"
)

// A client that doesn't answer the close frame uses up the time that it has. The server still
// closes the consoles with 1001.
func TestASilentClientDoesNotKeepTheConsolesFromBeingClosed(t *testing.T) {
	p := program.Launch(t, "-drain-time", "1s")
	url := strings.Replace(p.Address, "http", "ws", 1)
	sockettest.Handshake(t, url+play.EchoPath) // never sends a frame
	pages := make([]*websocket.Conn, 50)
	for i := range pages {
		pages[i] = sockettest.Dial(t, url+play.ConsolePath)
		sockettest.Read(t, pages[i]) // its name
	}
	go p.Stop()
	for _, page := range pages {
		if code, reason := sockettest.ReadClose(t, page); code != 1001 {
			t.Errorf("a page was closed with %d %q", code, reason)
		}
	}
}
