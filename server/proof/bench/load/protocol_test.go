package load

import (
	"testing"

	"github.com/gorilla/websocket"
)

// socketIO serves Socket.IO on a connection. It sends a ping, and waits for the pong, before the
// echo.
func socketIO(conn *websocket.Conn) {
	send := func(text string) { conn.WriteMessage(websocket.TextMessage, []byte(text)) }
	receives := func(want string) bool {
		_, got, err := conn.ReadMessage()
		return err == nil && string(got) == want
	}
	send(`0{"sid":"x","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}`)
	if !receives("40") {
		return
	}
	send(`40{"sid":"y"}`)
	if !receives(`42["echo","abcde"]`) {
		return
	}
	send("2")
	if !receives("3") {
		return
	}
	send(`42["echo","abcde"]`)
	conn.ReadMessage()
}

func TestSocketIOIsSpoken(t *testing.T) {
	f := fleet(t, serve(t, socketIO), SocketIO("echo"), 2)
	if err := f.CheckEcho(t.Context(), 5); err != nil {
		t.Error(err)
	}
}

func TestServerThatSpeaksNoSocketIOIsRefused(t *testing.T) {
	_, err := Dial(t.Context(), serve(t, func(conn *websocket.Conn) {
		conn.WriteMessage(websocket.TextMessage, []byte("welcome"))
		conn.ReadMessage()
	}), SocketIO("echo"), 1)
	if want := `opening connection 1 of 1: opening Engine.IO: the server sent text "welcome" (want text that starts with "0{")`; err == nil || err.Error() != want {
		t.Errorf("%v (want %s)", err, want)
	}
}
