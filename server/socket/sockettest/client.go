package sockettest

import (
	"bufio"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// Timeout is the time after which a test stops waiting and fails. A test that passes waits for
// a much shorter time, also on a machine that does ten other things.
const Timeout = time.Minute

// Serve starts a server with the handler and returns its ws URL.
func Serve(t testing.TB, handler http.Handler) string {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return "ws" + strings.TrimPrefix(server.URL, "http")
}

// Dial opens a connection. The connection is closed when the test ends.
func Dial(t testing.TB, url string, subprotocols ...string) *websocket.Conn {
	t.Helper()
	dialer := websocket.Dialer{Subprotocols: subprotocols, HandshakeTimeout: Timeout}
	conn, _, err := dialer.Dial(url, nil)
	if err != nil {
		t.Fatalf("dialing %s: %v", url, err)
	}
	return prepared(t, conn)
}

func prepared(t testing.TB, conn *websocket.Conn) *websocket.Conn {
	t.Cleanup(func() { conn.Close() })
	conn.SetReadDeadline(time.Now().Add(Timeout))
	return conn
}

// Write sends a message.
func Write(t testing.TB, conn *websocket.Conn, kind int, payload string) {
	t.Helper()
	if err := conn.WriteMessage(kind, []byte(payload)); err != nil {
		t.Fatalf("sending %.40q: %v", payload, err)
	}
}

// Read returns the next message.
func Read(t testing.TB, conn *websocket.Conn) (kind int, payload string) {
	t.Helper()
	kind, bytes, err := conn.ReadMessage()
	if err != nil {
		t.Fatalf("reading: %v", err)
	}
	return kind, string(bytes)
}

// Expect reads the next message, and checks its kind and its payload.
func Expect(t testing.TB, conn *websocket.Conn, kind int, want string) {
	t.Helper()
	if got, payload := Read(t, conn); got != kind || payload != want {
		t.Errorf("read %d %.40q, want %d %.40q", got, payload, kind, want)
	}
}

// LimitReadBuffer limits the bytes that the kernel reads ahead for a client to a quarter of a
// megabyte. Call it before the server sends much.
func LimitReadBuffer(t testing.TB, conn *websocket.Conn) {
	t.Helper()
	if err := conn.NetConn().(*net.TCPConn).SetReadBuffer(128 << 10); err != nil { // the kernel doubles it
		t.Fatal(err)
	}
}

// ReadClose skips messages up to the server's close frame, answers that frame, and returns its
// code and reason.
func ReadClose(t testing.TB, conn *websocket.Conn) (code int, reason string) {
	t.Helper()
	for {
		_, _, err := conn.ReadMessage()
		var closed *websocket.CloseError
		if errors.As(err, &closed) {
			return closed.Code, closed.Text
		}
		if err != nil {
			t.Fatalf("reading: %v", err)
		}
	}
}

// Close starts the closing handshake.
func Close(t testing.TB, conn *websocket.Conn, code int, reason string) {
	t.Helper()
	frame := websocket.FormatCloseMessage(code, reason)
	if err := conn.WriteControl(websocket.CloseMessage, frame, time.Now().Add(Timeout)); err != nil {
		t.Fatalf("closing: %v", err)
	}
}

// Handshake does the opening handshake by hand, and returns the TCP connection for
// frames that no client library would send.
func Handshake(t testing.TB, url string) (net.Conn, *bufio.Reader) {
	t.Helper()
	host, path, _ := strings.Cut(strings.TrimPrefix(url, "ws://"), "/")
	conn, err := net.Dial("tcp", host)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	conn.SetDeadline(time.Now().Add(Timeout))
	return conn, HandshakeOn(t, conn, host, path)
}

// HandshakeOn does the opening handshake on a connection, and returns the reader of what follows.
func HandshakeOn(t testing.TB, conn net.Conn, host, path string) *bufio.Reader {
	t.Helper()
	// The key is that of RFC 6455 §1.3.
	_, err := conn.Write([]byte("GET /" + path + " HTTP/1.1\r\nHost: " + host + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
		"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"))
	if err != nil {
		t.Fatal(err)
	}
	reader := bufio.NewReader(conn)
	response, err := http.ReadResponse(reader, nil)
	if err != nil || response.StatusCode != http.StatusSwitchingProtocols {
		t.Fatalf("handshake: %v %v", response, err)
	}
	return reader
}

// Await waits until the condition is true. The text what names the condition in a
// failure.
func Await(t testing.TB, what string, condition func() bool) {
	t.Helper()
	for end := time.Now().Add(Timeout); !condition(); time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("still waiting for %s", what)
		}
	}
}

// OpenFiles returns the number of open file descriptors of this process.
func OpenFiles(t testing.TB) int {
	t.Helper()
	entries, err := os.ReadDir("/dev/fd")
	if err != nil {
		t.Fatal(err)
	}
	return len(entries)
}
