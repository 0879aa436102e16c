//go:build unix

package sockettest

import (
	"fmt"
	"runtime"
	"sync"
	"syscall"
	"testing"
)

// ReserveAddress returns an address of the loopback interface as host:port. Until the test ends, only
// a program that names this address can listen there, and it can do so several times. Otherwise
// another program could get the port while nothing listens there.
//
// A socket that is bound to the address and doesn't listen keeps the port. Systems other than Linux
// let no second socket be bound to it, so there the port is only free.
func ReserveAddress(t testing.TB) string {
	t.Helper()
	syscall.ForkLock.RLock()
	fd, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_STREAM, 0)
	if err == nil {
		syscall.CloseOnExec(fd)
	}
	syscall.ForkLock.RUnlock()
	if err != nil {
		t.Fatal("reserving an address: ", err)
	}
	release := sync.OnceFunc(func() { syscall.Close(fd) })
	t.Cleanup(release)
	port, err := bindAnyPort(fd)
	if err != nil {
		t.Fatal("reserving an address: ", err)
	}
	if runtime.GOOS != "linux" {
		release()
	}
	return fmt.Sprintf("127.0.0.1:%d", port)
}

// bindAnyPort binds a socket to a free port of the loopback address. As sockets of Go that listen do, it
// lets other sockets have the same address.
func bindAnyPort(fd int) (port int, err error) {
	if err := syscall.SetsockoptInt(fd, syscall.SOL_SOCKET, syscall.SO_REUSEADDR, 1); err != nil {
		return 0, err
	}
	if err := syscall.Bind(fd, &syscall.SockaddrInet4{Addr: [4]byte{127, 0, 0, 1}}); err != nil {
		return 0, err
	}
	address, err := syscall.Getsockname(fd)
	if err != nil {
		return 0, err
	}
	return address.(*syscall.SockaddrInet4).Port, nil
}
