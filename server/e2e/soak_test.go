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

// visitors are the clients that a server has in a day. Each opens one connection.
var visitors = []func(t *testing.T, url string){
	func(t *testing.T, url string) { // sends messages and closes the connection
		conn := sockettest.Dial(t, url+play.EchoPath)
		for range 5 {
			sockettest.Write(t, conn, websocket.TextMessage, "hi")
			sockettest.Read(t, conn)
		}
		sockettest.Close(t, conn, websocket.CloseNormalClosure, "bye")
		sockettest.ReadClose(t, conn)
		conn.Close()
	},
	func(t *testing.T, url string) { // opens a server console, and closes it before the connection
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
	func(t *testing.T, url string) { // disappears in the middle of a message
		conn, _ := sockettest.Handshake(t, url+play.EchoPath)
		conn.Write([]byte("\x81\xfe\x40\x00\x00\x00\x00\x00half"))
		conn.Close()
	},
	func(t *testing.T, url string) { // sends without reading, and disappears
		conn, _ := sockettest.Handshake(t, url+play.EchoPath)
		conn.Write([]byte(strings.Repeat("\x81\xfe\x04\x00\x00\x00\x00\x00"+strings.Repeat("x", 1024), 200)))
		conn.Close()
	},
	func(t *testing.T, url string) { // breaks the protocol, and reads the close frame
		conn, reader := sockettest.Handshake(t, url+play.EchoPath)
		conn.Write([]byte("\x81\x02hi")) // a frame without a mask
		if first, err := reader.ReadByte(); first != 0x88 {
			t.Errorf("answered with %x, %v, want a close frame", first, err)
		}
		conn.Close()
	},
}

// After thousands of connections, which have ended in different ways, the server has as many
// goroutines and open files and as much memory as before.
func TestNothingIsLeftOfThousandsOfConnections(t *testing.T) {
	const atOnce = 10 // of each visitor
	// The test keeps the log in memory, so the log has few lines.
	url := strings.Replace(twocups.Start(t, "-log-rate", "1", "-log-burst", "1"), "http", "ws", 1)
	visitAll := func(rounds int) {
		for range rounds {
			t.Run("", func(t *testing.T) { // the cleanups of the visitors run at the end of the subtest
				var visits sync.WaitGroup
				for _, visitor := range visitors {
					for range atOnce {
						visits.Go(func() { visitor(t, url) })
					}
				}
				visits.Wait()
			})
		}
	}
	visitAll(1) // fills pools and caches
	goroutines, files, memory := runtime.NumGoroutine(), sockettest.OpenFiles(t), heap()
	visitAll(soakRounds)
	sockettest.Await(t, "goroutines to end", func() bool { return runtime.NumGoroutine() <= goroutines })
	sockettest.Await(t, "files to be closed", func() bool { return sockettest.OpenFiles(t) <= files })
	const slack = 1 << 20 // bytes, for pools, maps and stacks that have grown
	sockettest.Await(t, "memory to be freed", func() bool { return heap() <= memory+slack })
}

// heap returns the number of bytes that the heap has in use.
func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
