package echo_test

import (
	"encoding/json"
	"testing"

	"github.com/gorilla/websocket"

	"twocups/lessons/play"
	"twocups/server/console"
	"twocups/server/echo"
	"twocups/server/socket"
	"twocups/server/socket/sockettest"
)

// BenchmarkEcho sends one message at a time over TCP on this machine, and waits
// for its echo; with a console, each makes two notices, which a page reads.
func BenchmarkEcho(b *testing.B) {
	consoles := console.New(console.Config{})
	sockets := socket.New(socket.Config{Consoles: consoles})
	echoURL := sockettest.Serve(b, sockets.Handler(echo.Echo{})) + play.EchoPath
	b.Run("console=off", func(b *testing.B) { benchmarkEcho(b, echoURL) })

	stream := sockettest.Dial(b, sockettest.Serve(b, consoles.Handler()))
	_, text := sockettest.Read(b, stream)
	var first play.Notice
	if err := json.Unmarshal([]byte(text), &first); err != nil {
		b.Fatal(err)
	}
	go func() {
		for {
			if _, _, err := stream.NextReader(); err != nil {
				return
			}
		}
	}()
	tag := play.Tag{Console: first.Console, Block: "b"}
	b.Run("console=on", func(b *testing.B) { benchmarkEcho(b, echoURL+"?"+tag.Query()) })
}

func benchmarkEcho(b *testing.B, url string) {
	conn := sockettest.Dial(b, url)
	message := []byte("thirty-two bytes of a message...")
	b.ReportAllocs()
	for b.Loop() {
		conn.WriteMessage(websocket.TextMessage, message)
		if _, _, err := conn.ReadMessage(); err != nil {
			b.Fatal(err)
		}
	}
}
