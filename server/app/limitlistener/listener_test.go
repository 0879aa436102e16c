package limitlistener

import (
	"errors"
	"io"
	"net"
	"net/http"
	"testing"
	"time"

	"twocups/server/socket/sockettest"
)

// listen returns a listener on a free port that is closed when the test ends.
func listen(t *testing.T, config Config) *Listener {
	t.Helper()
	tcp, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l := New(tcp, config)
	t.Cleanup(func() { l.Close() })
	return l
}

// dial opens a connection that ends with the test.
func dial(t *testing.T, l *Listener) net.Conn {
	t.Helper()
	conn, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	conn.SetDeadline(time.Now().Add(sockettest.Timeout))
	return conn
}

func TestAConnectionIsCountedUntilItEndsOrBecomesAWebSocket(t *testing.T) {
	l := listen(t, Config{})
	for _, end := range []http.ConnState{http.StateClosed, http.StateHijacked} {
		dial(t, l)
		conn, err := l.Accept()
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		for _, state := range []http.ConnState{http.StateNew, http.StateActive, http.StateIdle} {
			l.ConnState(conn, state)
		}
		if l.Open() != 1 {
			t.Errorf("%d connections are open, want 1", l.Open())
		}
		if l.ConnState(conn, end); l.Open() != 0 || len(l.from) != 0 {
			t.Errorf("after %v %d connections of %d addresses are open", end, l.Open(), len(l.from))
		}
	}
}

func TestAnAddressOverItsLimitIsDisconnected(t *testing.T) {
	l := listen(t, Config{MaxConnections: 3, MaxPerAddress: 1})
	dial(t, l)
	first, err := l.Accept()
	if err != nil {
		t.Fatal(err)
	}
	defer first.Close()
	second := dial(t, l)
	accepted := make(chan error)
	go func() {
		_, err := l.Accept()
		accepted <- err
	}()
	if _, err := second.Read(make([]byte, 1)); !errors.Is(err, io.EOF) {
		t.Errorf("reading from the second connection: %v, want its end", err)
	}
	if l.Open() != 1 || l.Disconnected() != 1 {
		t.Errorf("%d are open and %d were disconnected, want 1 and 1", l.Open(), l.Disconnected())
	}
	l.Close()
	if err := <-accepted; !errors.Is(err, net.ErrClosed) {
		t.Errorf("accepting after the close: %v", err)
	}
}
