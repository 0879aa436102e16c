package socket

import "testing"

func TestAnAddressIsAnIPv4AddressOrAnIPv6Network(t *testing.T) {
	for _, test := range []struct{ remote, want string }{
		{"192.0.2.7:50000", "192.0.2.7/32"},
		{"[::ffff:192.0.2.7]:50000", "192.0.2.7/32"},
		{"[2001:db8:1:2:3:4:5:6]:50000", "2001:db8:1:2::/64"},
		{"[fe80::1%eth0]:50000", "fe80::/64"},
		{"pipe", "invalid Prefix"},
	} {
		if got := AddressOf(test.remote).String(); got != test.want {
			t.Errorf("%s counts as %s, want %s", test.remote, got, test.want)
		}
	}
}

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
