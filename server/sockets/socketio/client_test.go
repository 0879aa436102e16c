package socketio_test

import (
	"cmp"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	protocol "twocups/lessons/play/socketio"
	"twocups/server/proof/leakcheck"
	"twocups/server/socket"
	"twocups/server/socket/sockettest"
	"twocups/server/sockets/socketio"
)

func TestMain(m *testing.M) { leakcheck.Main(m) }

// newSockets returns sockets for a test in real time. Engine.IO has their times as well.
func newSockets(config socket.Config) *socket.Sockets { return socket.New(sockettest.Patient(config)) }

// serve starts a server and returns its http URL. No session ends, and no ping comes, because a busy
// machine takes long for a test.
func serve(t testing.TB, config socketio.Config) string {
	t.Helper()
	if config.Engine.Sockets == nil {
		config.Engine.Sockets = newSockets(socket.Config{})
	}
	for _, limit := range []*time.Duration{&config.ConnectTimeout, &config.Engine.UpgradeTimeout, &config.Engine.IdleTime} {
		*limit = cmp.Or(*limit, time.Hour)
	}
	config.MaxMembers = cmp.Or(config.MaxMembers, 64)
	server := socketio.New(config)
	listening := httptest.NewServer(server)
	t.Cleanup(func() {
		if err := server.Shutdown(t.Context()); err != nil && t.Context().Err() == nil {
			t.Error(err)
		}
		config.Engine.Sockets.Shutdown(t.Context())
		listening.Close()
		if f := server.Figures(); f.Open != 0 {
			t.Errorf("%d sessions are left", f.Open)
		}
	})
	return listening.URL
}

// pollingClient is a client that polls. The test writes its packets by hand.
type pollingClient struct {
	t   testing.TB
	url string // with the sid
}

const polling = socketio.Path + "?EIO=4&transport=polling"

// begin begins a session that polls.
func begin(t testing.TB, url string, query ...string) pollingClient {
	t.Helper()
	all := polling + strings.Join(query, "")
	status, body := get(t, url+all)
	p, err := protocol.ParseEngine(body)
	if status != http.StatusOK || err != nil || p.Type != protocol.Open {
		t.Fatalf("the session begins with %d %s, %v", status, body, err)
	}
	h, err := protocol.ParseHandshake(p.Text)
	if err != nil {
		t.Fatal(err)
	}
	return pollingClient{t, url + all + "&sid=" + h.SID}
}

// connected begins a session that polls, and connects it to the main namespace.
func connected(t testing.TB, url string, query ...string) pollingClient {
	t.Helper()
	c := begin(t, url, query...)
	c.post("40")
	if got := c.get(); !strings.HasPrefix(got, `40{"sid":"`) {
		t.Fatalf("the CONNECT is answered with %s", got)
	}
	return c
}

// get polls once, and answers a ping at once.
func (c pollingClient) get() string {
	c.t.Helper()
	for {
		status, body := get(c.t, c.url)
		if status != http.StatusOK {
			return http.StatusText(status) + " " + body
		}
		if body != "2" {
			return body
		}
		c.post("3")
	}
}

// post sends a payload, which the server must accept.
func (c pollingClient) post(payload string) {
	c.t.Helper()
	if status, body := post(c.t, c.url, payload); status != http.StatusOK || body != "ok" {
		c.t.Fatalf("%.60q is answered with %d %s", payload, status, body)
	}
}

func (c pollingClient) expect(want string) {
	c.t.Helper()
	if got := c.get(); got != want {
		c.t.Errorf("got %q, want %q", got, want)
	}
}

// expectOver checks that the session is over.
func (c pollingClient) expectOver() {
	c.t.Helper()
	c.expectEnded("")
}

// expectEnded checks that the session is over, and that a request is told this reason.
func (c pollingClient) expectEnded(reason string) {
	c.t.Helper()
	if status, body := get(c.t, c.url); status != http.StatusBadRequest || !strings.HasPrefix(body, `{"code":1,"message":"Session ID unknown: `+reason) {
		c.t.Errorf("after its end the session answers %d %s, want the reason %q", status, body, reason)
	}
}

// probe opens a WebSocket as a probe for the session.
func (c pollingClient) probe() *websocket.Conn {
	c.t.Helper()
	return sockettest.Dial(c.t, "ws"+strings.TrimPrefix(strings.Replace(c.url, "transport=polling", "transport=websocket", 1), "http"))
}

// dial begins a session with a WebSocket, and connects it to the main namespace.
func dial(t testing.TB, url, query string) *websocket.Conn {
	t.Helper()
	conn := sockettest.Dial(t, "ws"+strings.TrimPrefix(url, "http")+socketio.Path+"?EIO=4&transport=websocket"+query)
	if _, text := sockettest.Read(t, conn); !strings.HasPrefix(text, `0{"sid":"`) || !strings.Contains(text, `"upgrades":[]`) {
		t.Fatalf("the session begins with %s", text)
	}
	write(t, conn, "40")
	if _, text := sockettest.Read(t, conn); !strings.HasPrefix(text, `40{"sid":"`) {
		t.Fatalf("the CONNECT is answered with %s", text)
	}
	return conn
}

func write(t testing.TB, conn *websocket.Conn, packet string) {
	t.Helper()
	sockettest.Write(t, conn, websocket.TextMessage, packet)
}

func expect(t testing.TB, conn *websocket.Conn, packet string) {
	t.Helper()
	sockettest.Expect(t, conn, websocket.TextMessage, packet)
}

func get(t testing.TB, url string) (status int, body string) {
	t.Helper()
	response, err := http.Get(url)
	return read(t, response, err)
}

func post(t testing.TB, url, payload string) (status int, body string) {
	t.Helper()
	response, err := http.Post(url, "text/plain;charset=UTF-8", strings.NewReader(payload))
	return read(t, response, err)
}

func read(t testing.TB, response *http.Response, err error) (status int, body string) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	bytes, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, string(bytes)
}

// openRequest sends a request over a connection of its own, and leaves its answer unread.
func openRequest(t testing.TB, c pollingClient, method, head string) net.Conn {
	t.Helper()
	at, err := url.Parse(c.url)
	if err != nil {
		t.Fatal(err)
	}
	conn, err := net.Dial("tcp", at.Host)
	if err != nil {
		t.Fatal(err)
	}
	conn.(*net.TCPConn).SetReadBuffer(4 << 10)
	io.WriteString(conn, method+" "+at.RequestURI()+" HTTP/1.1\r\nHost: x\r\n"+head+"\r\n")
	return conn
}

// slowPost begins a POST whose body lacks its last byte.
func slowPost(t testing.TB, c pollingClient, bytes int) net.Conn {
	t.Helper()
	conn := openRequest(t, c, "POST", fmt.Sprintf("Content-Length: %d\r\n", bytes))
	io.WriteString(conn, strings.Repeat("4", bytes-1))
	return conn
}
