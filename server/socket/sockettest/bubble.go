package sockettest

import (
	"net/http"
	"testing"
	"testing/synctest"

	"github.com/gorilla/websocket"
)

// InBubble runs a test in the bubble of a synctest.Test, with a WebSocket to a path of a server. So no
// answer comes too late because the machine is busy. The server's handler is made in the bubble,
// because a bubble's timers can't be used outside of it.
func InBubble(t *testing.T, newHandler func() http.Handler, path string, test func(t *testing.T, conn *websocket.Conn)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		pipes, closeServer := ServePipes(newHandler())
		defer closeServer()
		conn := pipes.Dial(t, path)
		defer conn.Close()
		test(t, conn)
	})
}
