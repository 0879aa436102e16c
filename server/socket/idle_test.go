//go:build !race

package socket_test

import (
	"runtime"
	"testing"

	"twocups/server/socket"
	"twocups/server/socket/sockettest"
	"twocups/server/sockets/echo"
)

// A goroutine begins with a small stack, which doubles when calls nest deeper. The stack of a
// connection that has sent an echo and waits must not have doubled twice: one more page for
// each of 10,000 connections is 40 MB. (The race detector makes all stacks deeper.)
func TestAnIdleConnectionKeepsASmallStack(t *testing.T) {
	url := sockettest.Serve(t, echo.Handler(socket.New(socket.Config{})))
	const connections = 500
	before := stacks()
	for range connections {
		conn, reader := sockettest.Handshake(t, url)
		if _, err := conn.Write([]byte("\x81\x82\x00\x00\x00\x00hi")); err != nil {
			t.Fatal(err)
		}
		if _, err := reader.Discard(len("\x81\x02hi")); err != nil {
			t.Fatal(err)
		}
	}
	const page = 4096
	if each := int(stacks()-before) / connections; each > page+page/4 {
		t.Errorf("each connection takes %d bytes of stack, want %d and a little", each, page)
	}
}

// stacks returns the number of bytes that the stacks of all goroutines take.
func stacks() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.StackInuse
}
