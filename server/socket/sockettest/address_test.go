package sockettest_test

import (
	"net"
	"runtime"
	"testing"

	"twocups/server/socket/sockettest"
)

func TestAReservedAddressIsForThoseWhoNameIt(t *testing.T) {
	address := sockettest.ReserveAddress(t)
	for range 2 {
		listener, err := net.Listen("tcp", address)
		if err != nil {
			t.Fatal(err)
		}
		client, err := net.Dial("tcp", address)
		if err != nil {
			t.Fatal(err)
		}
		server, err := listener.Accept()
		if err != nil {
			t.Fatal(err)
		}
		server.Close()
		client.Close()
		if another, err := net.Listen("tcp", address); err == nil {
			another.Close()
			t.Error("two listen at the same time")
		}
		listener.Close()
	}
	if runtime.GOOS != "linux" {
		return // there the address is only free
	}
	for range 20_000 { // more ports than the system gives at random
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		given := listener.Addr().String()
		if listener.Close(); given == address {
			t.Fatal("another program gets the address")
		}
	}
}
