//go:build !unix

package sockettest

import (
	"net"
	"testing"
)

// ReserveAddress returns a free address of the loopback interface as host:port.
func ReserveAddress(t testing.TB) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal("reserving an address: ", err)
	}
	defer listener.Close()
	return listener.Addr().String()
}
