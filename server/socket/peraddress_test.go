package socket_test

import (
	"net/http"
	"testing"

	"twocups/server/socket"
	"twocups/server/socket/sockettest"
	"twocups/server/sockets/echo"
)

func TestTheConnectionsOfOneAddressAreLimited(t *testing.T) {
	sockets := socket.New(sockettest.Patient(socket.Config{MaxPerAddress: 2}))
	url := sockettest.Serve(t, echo.Handler(sockets))
	first := sockettest.Dial(t, url)
	sockettest.Dial(t, url)
	code, reason := sockettest.ReadClose(t, sockettest.Dial(t, url))
	if code != 1013 || reason != "your address has 2 connections open, and the server takes no more from one" {
		t.Errorf("closed with %d %q", code, reason)
	}
	sockettest.Close(t, first, 1000, "")
	sockettest.ReadClose(t, first)
	awaitOpen(t, sockets, 1)
	sockettest.Write(t, sockettest.Dial(t, url), 1, "hi")
}

func TestAFloodFromOneAddressGetsAnHTTPAnswer(t *testing.T) {
	url := sockettest.Serve(t, echo.Handler(socket.New(sockettest.Patient(socket.Config{MaxPerAddress: 1}))))
	for range 1 + socket.MaxRefusalsAtOnce {
		sockettest.Dial(t, url)
	}
	if status, _ := handshake(t, url, nil); status != http.StatusServiceUnavailable {
		t.Errorf("one more is answered %d", status)
	}
}

// awaitOpen waits until the given number of connections is open.
func awaitOpen(t *testing.T, sockets *socket.Sockets, want int) {
	t.Helper()
	sockettest.Await(t, "connections to end", func() bool { return sockets.Figures().Open == want })
}
