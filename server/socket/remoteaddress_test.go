package socket_test

import (
	"net/http"
	"testing"

	"twocups/server/socket"
	"twocups/server/socket/sockettest"
)

// Behind a trusted proxy, RemoteAddr of the request is not the peer of the connection.
func TestAConnectionHasTheAddressOfItsRequest(t *testing.T) {
	const client = "192.0.2.1:4711"
	addresses := make(chan string, 1)
	handler := socket.New(socket.Config{}).Handler(func(c *socket.Conn) socket.Behaviour {
		addresses <- c.RemoteAddr().String()
		return nil
	})
	sockettest.Dial(t, sockettest.Serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.RemoteAddr = client
		handler.ServeHTTP(w, r)
	})))
	if got := <-addresses; got != client {
		t.Errorf("the address is %s", got)
	}
}
