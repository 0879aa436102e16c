package socketio_test

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/gorilla/websocket"

	protocol "twocups/lessons/play/socketio"
	"twocups/server/socket"
	"twocups/server/socket/sockettest"
	"twocups/server/sockets/socketio"
	"twocups/server/sockets/socketio/engineio"
)

// stormPayloads are the payloads of the clients of a storm. Some break the protocol, and some end
// the session.
var stormPayloads = []string{`42["broadcast","x"]`, `421["say","room",1]`, `422["join","room"]`, `42["leave","room"]`, `42["ask"]`, `430["yes"]`,
	"41", "40", "40/chat,", `42/chat,["echo"]`, `42["goodbye"]`, "3", "5", "2probe", `42["vanish"]`, "nonsense", "1",
	`451-["broadcast",` + place + `]` + protocol.Separator + "bAQID"}

// The test does not check the end of each client. serve checks that no session is left, and
// TestMain that no goroutine is left.
func TestAStormOfClientsLeavesNothing(t *testing.T) {
	url := serve(t, socketio.Config{Engine: engineio.Config{QueueLength: 64, MaxPerAddress: 40}})
	storm(url, func() {})
}

func TestAShutdownInTheMiddleOfAStormLeavesNothing(t *testing.T) {
	sockets := socket.New(socket.Config{})
	server := socketio.New(socketio.Config{Engine: engineio.Config{Sockets: sockets}, MaxMembers: 64})
	url := "http" + strings.TrimPrefix(sockettest.Serve(t, server), "ws")
	var ending sync.WaitGroup
	var once sync.Once
	storm(url, func() {
		once.Do(func() {
			ending.Go(func() {
				if err := server.Shutdown(t.Context()); err != nil {
					t.Error(err)
				}
			})
			ending.Go(func() { sockets.Shutdown(t.Context()) })
		})
	})
	ending.Wait()
	if open := server.Figures().Open; open != 0 {
		t.Errorf("%d sessions are left", open)
	}
}

// storm runs clients that connect, send, change their transport and leave at random. It calls gone
// whenever a client has left.
func storm(url string, gone func()) {
	var clients sync.WaitGroup
	for n := range 24 {
		clients.Go(func() {
			dice := rand.New(rand.NewPCG(1, uint64(n)))
			for range 6 {
				if dice.IntN(2) == 0 {
					stormWebSocket(url, dice)
				} else {
					stormPolling(url, dice)
				}
				gone()
			}
		})
	}
	clients.Wait()
}

func stormWebSocket(url string, dice *rand.Rand) {
	conn, _, err := websocket.DefaultDialer.Dial("ws"+strings.TrimPrefix(url, "http")+socketio.Path+"?EIO=4&transport=websocket&instance=storm", nil)
	if err != nil {
		return
	}
	defer conn.Close()
	conn.WriteMessage(websocket.TextMessage, []byte("40"))
	talk(conn, dice)
}

// talk sends some packets, and reads until the connection ends.
func talk(conn *websocket.Conn, dice *rand.Rand) {
	for range dice.IntN(20) {
		for p := range protocol.Payload(stormPayloads[dice.IntN(len(stormPayloads))]) {
			if p.Binary {
				conn.WriteMessage(websocket.BinaryMessage, []byte(p.Text))
			} else {
				conn.WriteMessage(websocket.TextMessage, p.Append(nil))
			}
		}
	}
	conn.WriteMessage(websocket.TextMessage, []byte("1"))
	for {
		if _, _, err := conn.NextReader(); err != nil {
			return
		}
	}
}

func stormPolling(url string, dice *rand.Rand) {
	_, open, ok := tryGet(url + polling + "&instance=storm")
	h, err := protocol.ParseHandshake(strings.TrimPrefix(open, "0"))
	if !ok || err != nil {
		return
	}
	session := fmt.Sprint(url, polling, "&sid=", h.SID)
	var polls sync.WaitGroup
	polls.Go(func() {
		for status := http.StatusOK; status == http.StatusOK; status, _, _ = tryGet(session) {
		}
	})
	tryPost(session, "40")
	for range dice.IntN(10) {
		tryPost(session, stormPayloads[dice.IntN(len(stormPayloads))])
	}
	if dice.IntN(2) == 0 {
		at := "ws" + strings.TrimPrefix(strings.Replace(session, "transport=polling", "transport=websocket", 1), "http")
		if conn, _, err := websocket.DefaultDialer.Dial(at, nil); err == nil {
			for _, text := range []string{"2probe", "5"}[:dice.IntN(3)] {
				conn.WriteMessage(websocket.TextMessage, []byte(text))
			}
			if dice.IntN(2) == 0 {
				talk(conn, dice)
			}
			conn.Close()
		}
	}
	tryPost(session, "1")
	polls.Wait()
}

func tryGet(url string) (status int, body string, ok bool) {
	response, err := http.Get(url)
	if err != nil {
		return 0, "", false
	}
	defer response.Body.Close()
	text := make([]byte, 1024)
	n, _ := response.Body.Read(text)
	return response.StatusCode, string(text[:n]), true
}

func tryPost(url, payload string) {
	if response, err := http.Post(url, "text/plain", strings.NewReader(payload)); err == nil {
		response.Body.Close()
	}
}
