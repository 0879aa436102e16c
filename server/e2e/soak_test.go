package e2e

import (
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/gorilla/websocket"

	"twocups/lessons/play"
	"twocups/server/socket/sockettest"
)

// visitors are what comes to a server in a day, each for one connection.
var visitors = []func(t *testing.T, url string){
	func(t *testing.T, url string) { // talks and says goodbye
		conn := sockettest.Dial(t, url+play.EchoPath)
		for range 5 {
			sockettest.Write(t, conn, websocket.TextMessage, "hi")
			sockettest.Read(t, conn)
		}
		sockettest.Close(t, conn, websocket.CloseNormalClosure, "bye")
		sockettest.ReadClose(t, conn)
		conn.Close()
	},
	func(t *testing.T, url string) { // is watched by a page, which goes first
		page := sockettest.Dial(t, url+play.ConsolePath)
		_, notice := sockettest.Read(t, page)
		_, name, _ := strings.Cut(notice, `"console":"`)
		name, _, _ = strings.Cut(name, `"`)
		sockettest.Write(t, page, websocket.TextMessage, play.WireOn)
		conn := sockettest.Dial(t, url+play.RoomPath+"?"+play.Tag{Console: name, Block: "b"}.Query())
		sockettest.Write(t, conn, websocket.TextMessage, "anybody?")
		page.Close()
		conn.Close()
	},
	func(t *testing.T, url string) { // vanishes in the middle of a message
		conn, _ := sockettest.Handshake(t, url+play.EchoPath)
		conn.Write([]byte("\x81\xfe\x40\x00\x00\x00\x00\x00half"))
		conn.Close()
	},
	func(t *testing.T, url string) { // stalls: sends, reads nothing, and is gone
		conn, _ := sockettest.Handshake(t, url+play.EchoPath)
		conn.Write([]byte(strings.Repeat("\x81\xfe\x04\x00\x00\x00\x00\x00"+strings.Repeat("x", 1024), 200)))
		conn.Close()
	},
	func(t *testing.T, url string) { // misbehaves, and is told so
		conn, reader := sockettest.Handshake(t, url+play.EchoPath)
		conn.Write([]byte("\x81\x02hi")) // not masked
		if first, err := reader.ReadByte(); first != 0x88 {
			t.Errorf("answered with %x, %v, want a close frame", first, err)
		}
		conn.Close()
	},
}

// After thousands of connections, however they ended, the server is as it was before
// the first.
func TestNothingIsLeftOfThousandsOfConnections(t *testing.T) {
	const rounds, atOnce = 40, 10 // of each kind of visitor
	url := strings.Replace(twocups.Start(t), "http", "ws", 1)
	visit := func(rounds int) {
		for range rounds {
			t.Run("", func(t *testing.T) { // what the visitors leave to the end of a test, ends here
				var here sync.WaitGroup
				for _, visitor := range visitors {
					for range atOnce {
						here.Go(func() { visitor(t, url) })
					}
				}
				here.Wait()
			})
		}
	}
	visit(1) // what is made once and kept, is made
	goroutines, files, memory := runtime.NumGoroutine(), sockettest.OpenFiles(t), heap()
	visit(rounds)
	sockettest.Await(t, "goroutines to end", func() bool { return runtime.NumGoroutine() <= goroutines })
	sockettest.Await(t, "files to be closed", func() bool { return sockettest.OpenFiles(t) <= files })
	const slack = 1 << 20 // pools, maps and stacks that have grown
	sockettest.Await(t, "memory to be free", func() bool { return heap() <= memory+slack })
}

// heap is how many bytes are in use.
func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
