package bytecount_test

import (
	"bufio"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"

	"twocups/server/proof/leakcheck"
	"twocups/server/socket"
	"twocups/server/socket/sockettest"
	"twocups/server/sockets/bytecount"
)

func TestMain(m *testing.M) { leakcheck.Main(m) }

// handler serves new counters.
func handler() http.Handler {
	counters := bytecount.New()
	return bytecount.Uncounted(counters.Handler(socket.New(sockettest.Patient(socket.Config{Consoles: counters}))))
}

// serve serves new counters as the program does, and returns the host.
func serve(t *testing.T) string {
	t.Helper()
	server := httptest.NewUnstartedServer(handler())
	server.Listener = bytecount.Listen(server.Listener)
	server.Config.ConnContext, server.Config.ConnState = bytecount.Context, bytecount.Follow
	server.Start()
	t.Cleanup(server.Close)
	return server.Listener.Addr().String()
}

// open opens a counter, and returns its query.
func open(t *testing.T, host string) (*websocket.Conn, string) {
	t.Helper()
	conn := sockettest.Dial(t, "ws://"+host+bytecount.Path)
	_, query := sockettest.Read(t, conn)
	return conn, query
}

// counts asks for the counts until enough reports true, and returns them.
func counts(t *testing.T, conn *websocket.Conn, enough func(w bytecount.Counts) bool) (w bytecount.Counts) {
	t.Helper()
	sockettest.Await(t, "the counts", func() bool {
		sockettest.Write(t, conn, websocket.TextMessage, "?")
		_, text := sockettest.Read(t, conn)
		if err := json.Unmarshal([]byte(text), &w); err != nil {
			t.Fatal(err)
		}
		return enough(w)
	})
	return w
}

// exchange sends a request byte for byte, and returns the answer. The bytes of the answer are in raw.
func exchange(t *testing.T, conn net.Conn, reader *bufio.Reader, raw *strings.Builder, request string) *http.Response {
	t.Helper()
	raw.Reset()
	if _, err := io.WriteString(conn, request); err != nil {
		t.Fatal(err)
	}
	response, err := http.ReadResponse(reader, nil)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	response.Body = io.NopCloser(strings.NewReader(string(body)))
	return response
}

func post(query, body string) string {
	return "POST " + bytecount.HTTPPath + "?" + query + " HTTP/1.1\r\nHost: twocups\r\nX-Odd:    spaces   \r\nContent-Length: " +
		string(rune('0'+len(body))) + "\r\n\r\n" + body
}

// tcp opens a TCP connection. The reader adds the bytes that it reads to the builder.
func tcp(t *testing.T, host string) (net.Conn, *bufio.Reader, *strings.Builder) {
	t.Helper()
	conn, err := net.Dial("tcp", host)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	conn.SetDeadline(time.Now().Add(sockettest.Timeout))
	raw := &strings.Builder{}
	return conn, bufio.NewReader(io.TeeReader(conn, raw)), raw
}

// Two connections have two counted requests each. After each of them comes a request that belongs
// to no counter.
func TestCountsHTTPToTheByte(t *testing.T) {
	host := serve(t)
	page, query := open(t, host)
	var up, down int64
	for range 2 {
		conn, reader, raw := tcp(t, host)
		for _, message := range []string{"Hello", ""} {
			request := post(query, message)
			if response := exchange(t, conn, reader, raw, request); response.StatusCode != http.StatusOK {
				t.Errorf("answered %s", response.Status)
			}
			if !strings.HasSuffix(raw.String(), "\r\n\r\n"+message) {
				t.Errorf("the answer to %q is %q", message, raw)
			}
			up, down = up+int64(len(request)), down+int64(raw.Len())
			if response := exchange(t, conn, reader, raw, post("console=nobody", "Hello")); response.StatusCode != http.StatusNotFound {
				t.Errorf("without a counter: %s", response.Status)
			}
		}
	}
	got := counts(t, page, func(w bytecount.Counts) bool { return w.HTTP.Requests == 4 })
	if want := (bytecount.HTTPCounts{Requests: 4, Connections: 2, Up: up, Down: down}); got.HTTP != want {
		t.Errorf("counted %+v, want %+v", got.HTTP, want)
	}
}

func TestCountsAWebSocketToTheByte(t *testing.T) {
	host := serve(t)
	page, query := open(t, host)
	conn, reader, raw := tcp(t, host)
	handshake := "GET " + bytecount.WebSocketPath + "?" + query + " HTTP/1.1\r\nHost: twocups\r\nupgrade:   websocket\r\nConnection: Upgrade\r\n" +
		"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
	if response := exchange(t, conn, reader, raw, handshake); response.StatusCode != http.StatusSwitchingProtocols {
		t.Fatalf("answered %s", response.Status)
	}
	answer := raw.Len()
	const frames = "\x81\x85\x37\xfa\x21\x3d\x7f\x9f\x4d\x51\x58" + "\x88\x80\x00\x00\x00\x00"
	io.WriteString(conn, frames)
	rest, err := io.ReadAll(reader)
	if want := "\x81\x05Hello\x88\x00"; err != nil || string(rest) != want {
		t.Errorf("came back %q %v, want %q", rest, err, want)
	}
	got := counts(t, page, func(w bytecount.Counts) bool { return w.WebSocket.Ended == 1 })
	want := bytecount.WebSocketCounts{Connections: 1, Ended: 1, HandshakeUp: int64(len(handshake)), HandshakeDown: int64(answer),
		Up: int64(len(frames)), Down: int64(len(rest))}
	if got.WebSocket != want {
		t.Errorf("counted %+v, want %+v", got.WebSocket, want)
	}
}

func TestRequestsThatShareAConnectionAreOnlyCounted(t *testing.T) {
	server := httptest.NewUnstartedServer(handler())
	server.Listener = bytecount.Listen(server.Listener)
	server.Config.ConnContext, server.Config.ConnState = bytecount.Context, bytecount.Follow
	server.EnableHTTP2 = true
	server.StartTLS()
	defer server.Close()
	dialer := websocket.Dialer{TLSClientConfig: server.Client().Transport.(*http.Transport).TLSClientConfig.Clone()}
	dialer.TLSClientConfig.NextProtos = nil
	page, _, err := dialer.Dial("wss"+strings.TrimPrefix(server.URL, "https")+bytecount.Path, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer page.Close()
	_, query := sockettest.Read(t, page)
	response, err := server.Client().Post(server.URL+bytecount.HTTPPath+"?"+query, "text/plain", strings.NewReader("Hello"))
	if err != nil || response.ProtoMajor != 2 {
		t.Fatalf("%v %v", response, err)
	}
	response.Body.Close()
	got := counts(t, page, func(w bytecount.Counts) bool { return w.HTTP.Requests == 1 })
	if got.HTTP != (bytecount.HTTPCounts{Requests: 1, Shared: 1}) {
		t.Errorf("counted %+v", got.HTTP)
	}
}

func TestACounterIsGoneWithItsPage(t *testing.T) {
	host := serve(t)
	page, query := open(t, host)
	conn, reader, raw := tcp(t, host)
	if response := exchange(t, conn, reader, raw, post(query, "Hello")); response.StatusCode != http.StatusOK {
		t.Errorf("answered %s", response.Status)
	}
	page.Close()
	sockettest.Await(t, "the counter to be gone", func() bool {
		return exchange(t, conn, reader, raw, post(query, "Hello")).StatusCode == http.StatusNotFound
	})
}

func TestRequestsThatCannotBeCountedAreRefused(t *testing.T) {
	host := serve(t)
	page, query := open(t, host)
	for request, want := range map[string]int{
		"GET " + bytecount.HTTPPath + "?" + query:                      http.StatusMethodNotAllowed,
		"POST " + bytecount.HTTPPath:                                   http.StatusNotFound,
		"POST " + bytecount.HTTPPath + "?" + query + "&delay=1001":     http.StatusBadRequest,
		"POST " + bytecount.HTTPPath + "?" + query + "&delay=-1":       http.StatusBadRequest,
		"GET " + bytecount.WebSocketPath + "?" + query + "&delay=soon": http.StatusBadRequest,
		"POST " + bytecount.HTTPPath + "?" + query + " HTTP/1.1\r\nHost: a\r\nContent-Length: 1025\r\n\r\n" + strings.Repeat("x", 1025): http.StatusRequestEntityTooLarge,
	} {
		if !strings.Contains(request, "\r\n") {
			request += " HTTP/1.1\r\nHost: a\r\n\r\n"
		}
		conn, reader, raw := tcp(t, host)
		if response := exchange(t, conn, reader, raw, request); response.StatusCode != want || response.Header.Get("Access-Control-Allow-Origin") != "*" {
			t.Errorf("%.60q is answered %s, want %d", request, response.Status, want)
		}
	}
	conn := sockettest.Dial(t, "ws://"+host+bytecount.WebSocketPath+"?"+query)
	sockettest.Write(t, conn, websocket.TextMessage, strings.Repeat("x", 1024))
	sockettest.Expect(t, conn, websocket.TextMessage, strings.Repeat("x", 1024))
	sockettest.Write(t, conn, websocket.TextMessage, strings.Repeat("x", 1025))
	if code, _ := sockettest.ReadClose(t, conn); code != 1009 {
		t.Errorf("closed with %d", code)
	}
	if got := counts(t, page, func(bytecount.Counts) bool { return true }); got.HTTP != (bytecount.HTTPCounts{}) {
		t.Errorf("counted %+v", got.HTTP)
	}
}

func TestADelayIsExactAndMessagesKeepTheirOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pipes, closeServer := sockettest.ServePipes(handler())
		defer closeServer()
		start := time.Now()
		conn := pipes.Dial(t, bytecount.WebSocketPath+"?delay=200")
		defer conn.Close()
		if took := time.Since(start); took != 200*time.Millisecond {
			t.Errorf("the handshake took %v", took)
		}
		start = time.Now()
		for _, text := range []string{"a", "b", "c"} {
			sockettest.Write(t, conn, websocket.TextMessage, text)
		}
		for _, text := range []string{"a", "b", "c"} {
			sockettest.Expect(t, conn, websocket.TextMessage, text)
			if took := time.Since(start); took != 200*time.Millisecond {
				t.Errorf("%s came after %v", text, took)
			}
		}
	})
}

func TestMessagesThatFindTheQueueFullAreReadLaterAndNoneIsLost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pipes, closeServer := sockettest.ServePipes(handler())
		defer closeServer()
		conn := pipes.Dial(t, bytecount.WebSocketPath+"?delay=100")
		defer conn.Close()
		const messages = 1000
		go func() {
			for range messages {
				conn.WriteMessage(websocket.TextMessage, []byte("Hello"))
			}
		}()
		for range messages {
			sockettest.Expect(t, conn, websocket.TextMessage, "Hello")
		}
	})
}

func TestTheEndOfAConnectionWaitsForNoDelay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pipes, closeServer := sockettest.ServePipes(handler())
		defer closeServer()
		conn := pipes.Dial(t, bytecount.WebSocketPath+"?delay=1000")
		for range 10 {
			sockettest.Write(t, conn, websocket.TextMessage, "Hello")
		}
		start := time.Now()
		conn.Close()
		synctest.Wait()
		if took := time.Since(start); took != 0 {
			t.Errorf("the connection ended after %v", took)
		}
	})
}
