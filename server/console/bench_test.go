package console_test

import (
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"twocups/lessons/play"
	"twocups/server/console"
	"twocups/server/socket/sockettest"
)

// BenchmarkWatched compares the time of an echo over three TCP connections on this machine:
// no console watches the first, the second's page does not ask for the wire, and the
// third's page does. It sends one message at a time and waits for the echo. It prints the
// second and the third time as ratios to the first. The connections take turns, so that the
// machine is equally busy for all three.
func BenchmarkWatched(b *testing.B) {
	consoles := console.New(console.Config{})
	url := sockettest.Serve(b, handlerOf(consoles))
	tagged := func(ask bool) string {
		stream, name := open(b, url)
		if ask {
			sockettest.Write(b, stream, websocket.TextMessage, play.WireOn)
		}
		go func() {
			for {
				if _, _, err := stream.NextReader(); err != nil {
					return
				}
			}
		}()
		return "?" + play.Tag{Console: name, Block: "b"}.Query()
	}
	conns := []*websocket.Conn{
		sockettest.Dial(b, url+play.EchoPath),
		sockettest.Dial(b, url+play.EchoPath+tagged(false)),
		sockettest.Dial(b, url+play.EchoPath+tagged(true)),
	}
	message := []byte("thirty-two bytes of a message...")
	var took [3]time.Duration
	const inARow = 100
	for b.Loop() {
		for i, conn := range conns {
			began := time.Now()
			for range inARow {
				conn.WriteMessage(websocket.TextMessage, message)
				if _, _, err := conn.ReadMessage(); err != nil {
					b.Fatal(err)
				}
			}
			took[i] += time.Since(began)
		}
	}
	b.ReportMetric(float64(took[0].Nanoseconds())/float64(inARow*b.N), "unwatched-ns/echo")
	b.ReportMetric(float64(took[1])/float64(took[0]), "watched/unwatched")
	b.ReportMetric(float64(took[2])/float64(took[0]), "streaming/unwatched")
}
