package files

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"

	"twocups/server/socket"
	"twocups/server/socket/sockettest"
)

// The rate lets Alice wait for her fifth piece. Then Bob cancels.
func TestAFileThatHasEndedIsGrantedNothingMore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pipes, closeServer := sockettest.ServePipes(newInstances().Handler(socket.New(socket.Config{})))
		defer closeServer()
		alice, bob := two(t, func() *websocket.Conn { return pipes.Dial(t, path) }, 100*MaxPiece, MaxPiece)
		alice.goes(Window * MaxPiece)
		alice.send(random(MaxPiece))
		bob.until("")
		bob.say(request{Type: "have", File: 1, Bytes: MaxPiece})
		for alice.until("go").Confirmed != MaxPiece {
		}
		bob.say(request{Type: "cancel", File: 1})
		alice.until("ended")
		alice.until("state")
		sockettest.Pass(time.Minute)
		select {
		case h := <-alice.inbox:
			t.Errorf("after the end Alice hears %+v", h)
		default:
		}
		alice.conn.Close()
		bob.conn.Close()
	})
}
