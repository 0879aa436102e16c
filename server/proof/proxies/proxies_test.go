//go:build proof

package proxies

import (
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"twocups/lessons/play"
	"twocups/server/app"
	"twocups/server/app/apptest"
	"twocups/server/e2e/browser"
	"twocups/server/proof/leakcheck"
	"twocups/server/socket/sockettest"
)

func TestMain(m *testing.M) { leakcheck.Main(tests{m}) }

// tests are the tests of this package, which share a browser.
type tests struct{ *testing.M }

// Run runs the tests, closes the browser, and returns the exit code.
func (t tests) Run() int {
	defer browser.Close()
	return t.M.Run()
}

// program is the program under test.
var program = apptest.Run(app.Run)

// behindEach runs a test behind each of the proxies, all at the same time.
func behindEach(t *testing.T, args []string, test func(t *testing.T, p *apptest.Program, proxy string)) {
	for _, k := range kinds {
		t.Run(k.name, func(t *testing.T) {
			t.Parallel()
			p := program.Launch(t, args...)
			test(t, p, k.start(t, p))
		})
	}
}

// get returns the answer to a request, and its body.
func get(t *testing.T, url string) (*http.Response, string) {
	t.Helper()
	response, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response, string(body)
}

func TestPagesAndPollingComeThroughAProxy(t *testing.T) {
	behindEach(t, nil, func(t *testing.T, _ *apptest.Program, proxy string) {
		for path, want := range map[string]string{
			"/":                            "Two Cups",
			"/lessons/what-websockets-are": `<script type="application/json"`,
			"/embed/what-websockets-are":   "<h1",
			"/readyz":                      "ready",
			"/socket.io/?EIO=4&transport=polling&t=a": `0{"sid":`,
		} {
			response, body := get(t, "http://"+proxy+path)
			if response.StatusCode != http.StatusOK || !strings.Contains(body, want) {
				t.Errorf("%s: %s, %.200q, want %q", path, response.Status, body, want)
			}
		}
	})
}

func TestMessagesOfEverySizeComeThroughAProxy(t *testing.T) {
	behindEach(t, nil, func(t *testing.T, _ *apptest.Program, proxy string) {
		conn := sockettest.Dial(t, "ws://"+proxy+play.EchoPath)
		for _, size := range []int{0, 1, 125, 126, 65_535, 65_536} {
			for _, opcode := range []int{websocket.TextMessage, websocket.BinaryMessage} {
				message := strings.Repeat("x", size)
				sockettest.Write(t, conn, opcode, message)
				if got, echo := sockettest.Read(t, conn); got != opcode || echo != message {
					t.Errorf("%d bytes come back as %d bytes with opcode %d, want opcode %d", size, len(echo), got, opcode)
				}
			}
		}
	})
}

// A proxy closes a connection without traffic after its timeout. The server's pings are traffic, so
// they keep an idle connection open.
func TestPingsKeepAnIdleConnectionOpenThroughAProxy(t *testing.T) {
	const proxyTimeout = 3 * time.Second // in the configurations
	for _, test := range []struct {
		name  string
		ping  string
		stays bool
	}{
		{"pings every second", "1s", true},
		{"no ping in time", "1m", false},
	} {
		t.Run(test.name, func(t *testing.T) {
			behindEach(t, []string{"-ping-every", test.ping, "-pong-wait", "2m"}, func(t *testing.T, _ *apptest.Program, proxy string) {
				conn := sockettest.Dial(t, "ws://"+proxy+play.EchoPath)
				conn.SetReadDeadline(time.Now().Add(2*proxyTimeout + time.Second))
				_, _, err := conn.ReadMessage() // answers pings meanwhile
				var late net.Error
				if stays := errors.As(err, &late) && late.Timeout(); stays != test.stays {
					t.Errorf("the connection stays open: %t, want %t (%v)", stays, test.stays, err)
				}
			})
		})
	}
}

func TestTheCloseFrameOfAProgramThatEndsComesThroughAProxy(t *testing.T) {
	behindEach(t, nil, func(t *testing.T, p *apptest.Program, proxy string) {
		conn := sockettest.Dial(t, "ws://"+proxy+play.EchoPath)
		sockettest.Write(t, conn, websocket.TextMessage, "Hello")
		sockettest.Read(t, conn)
		go p.Stop()
		if code, reason := sockettest.ReadClose(t, conn); code != websocket.CloseGoingAway {
			t.Errorf("closed with %d %q", code, reason)
		}
	})
}

// The join page names the address at which others join a program. Behind a proxy this is the
// proxy's address, with https.
func TestTheJoinPageNamesTheAddressOfTheProxy(t *testing.T) {
	behindEach(t, nil, func(t *testing.T, _ *apptest.Program, proxy string) {
		request, err := http.NewRequest(http.MethodGet, "http://"+proxy+"/join/programs/chat/client.html?instance=AAAAAAAAAAAAAAAAAAAAAA", nil)
		if err != nil {
			t.Fatal(err)
		}
		request.Host = "school.example"
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		defer response.Body.Close()
		page, err := io.ReadAll(response.Body)
		if err != nil || !strings.Contains(string(page), "https://school.example/") {
			t.Errorf("the join page lacks https://school.example/: %v\n%s", err, page)
		}
	})
}
