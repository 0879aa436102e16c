package app

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"

	"twocups/lessons/play"
	"twocups/server/socket/sockettest"
	"twocups/server/sockets/rawframe"
)

// shutdownTime is the time that the sockets of these tests have to close. It is shorter than the time
// that a client has to answer a close frame.
const shutdownTime = 4 * time.Second

// shuttingDown runs a test in a bubble, with the program's sockets on pipes. The function shutDown
// closes the sockets within the shutdown time, and returns how long this took.
func shuttingDown(t *testing.T, test func(t *testing.T, pipes *sockettest.Pipes, shutDown func() (time.Duration, error))) {
	synctest.Test(t, func(t *testing.T) {
		config, _ := configured(t, unlimitedDescriptors)
		defer config.memory.Close()
		sockets, mux := newSockets(config, quiet(t)), http.NewServeMux()
		sockets.mount(mux)
		pipes, closeServer := sockettest.ServePipes(mux)
		defer closeServer()
		test(t, pipes, func() (time.Duration, error) {
			began := time.Now()
			ctx, cancel := context.WithTimeout(t.Context(), shutdownTime)
			defer cancel()
			err := sockets.shutdown(ctx)
			return time.Since(began), err
		})
	})
}

// A client that doesn't answer the close frame uses up the time that it has. The server still
// closes the consoles with 1001.
func TestASilentClientDoesNotKeepTheConsolesFromBeingClosed(t *testing.T) {
	shuttingDown(t, func(t *testing.T, pipes *sockettest.Pipes, shutDown func() (time.Duration, error)) {
		silent := pipes.Connect()
		defer silent.Close()
		sockettest.HandshakeOn(t, silent, "twocups", strings.TrimPrefix(play.EchoPath, "/")) // never sends or reads a frame
		pages := make([]*websocket.Conn, 50)
		for i := range pages {
			pages[i] = pipes.Dial(t, play.ConsolePath)
			sockettest.Read(t, pages[i]) // its name
		}
		ended := make(chan error)
		go func() {
			_, err := shutDown()
			ended <- err
		}()
		for _, page := range pages {
			if code, reason := sockettest.ReadClose(t, page); code != 1001 {
				t.Errorf("a page was closed with %d %q", code, reason)
			}
		}
		if err := <-ended; err == nil {
			t.Error("the silent client has ended in time")
		}
	})
}

// The server would wait longer for the answer of a client to a close frame.
func TestRawClientsDoNotDelayTheEnd(t *testing.T) {
	shuttingDown(t, func(t *testing.T, pipes *sockettest.Pipes, shutDown func() (time.Duration, error)) {
		conn := pipes.Dial(t, rawframe.Path)
		sockettest.Write(t, conn, websocket.TextMessage, "length 1000 text Hello")
		sockettest.Write(t, conn, websocket.TextMessage, "opcode 16")
		sockettest.Read(t, conn) // the reply to the second command, so the first frame is written
		closed := make(chan int)
		go func() {
			code, _ := sockettest.ReadClose(t, conn)
			closed <- code
		}()
		if took, err := shutDown(); took != 0 || err != nil {
			t.Errorf("the end took %v: %v", took, err)
		}
		if code := <-closed; code != 1001 {
			t.Errorf("closed with %d", code)
		}
	})
}
