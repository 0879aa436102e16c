package socketio_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/gorilla/websocket"

	protocol "twocups/lessons/play/socketio"
	"twocups/server/socket"
	"twocups/server/socket/sockettest"
	"twocups/server/sockets/socketio"
	"twocups/server/sockets/socketio/engineio"
)

func TestASessionThatPollsGetsItsAnswers(t *testing.T) {
	c := connected(t, serve(t, socketio.Config{}))
	c.post(`42["echo","hi"]` + protocol.Separator + `421["echo",{"a":1}]`)
	c.expect(`42["echo","hi"]` + protocol.Separator + `431[{"a":1}]`)
	c.post(`451-["echo",{"_placeholder":true,"num":0}]` + protocol.Separator + "bAQID")
	c.expect(`451-["echo",{"_placeholder":true,"num":0}]` + protocol.Separator + "bAQID")
	c.post("1")
	c.expectOver()
}

func TestASessionWithAWebSocketGetsItsAnswers(t *testing.T) {
	conn := dial(t, serve(t, socketio.Config{}), "")
	write(t, conn, `42["echo","hi"]`)
	expect(t, conn, `42["echo","hi"]`)
	write(t, conn, `451-7["echo",{"_placeholder":true,"num":0}]`)
	sockettest.Write(t, conn, websocket.BinaryMessage, "\x00\xff")
	expect(t, conn, `461-7[{"_placeholder":true,"num":0}]`)
	sockettest.Expect(t, conn, websocket.BinaryMessage, "\x00\xff")
	write(t, conn, "1")
	if code, _ := sockettest.ReadClose(t, conn); code != 1000 {
		t.Errorf("closed with %d", code)
	}
}

func TestAGetWaitsUntilThereIsAPacket(t *testing.T) {
	c := connected(t, serve(t, socketio.Config{}))
	heard := make(chan string)
	go func() { heard <- c.get() }()
	c.post(`42["echo","late"]`)
	if got := <-heard; got != `42["echo","late"]` {
		t.Errorf("got %q", got)
	}
}

func TestASessionChangesToAWebSocketAndLosesNothing(t *testing.T) {
	c := connected(t, serve(t, socketio.Config{}))
	polled := make(chan string)
	go func() { polled <- c.get() }()
	conn := c.probe()
	write(t, conn, "2probe")
	expect(t, conn, "3probe")
	if got := <-polled; got != "6" {
		t.Errorf("the GET that waited is answered with %q, want a noop", got)
	}
	c.expect("6") // a moment later, the same answer
	c.post(`42["echo","on the way"]`)
	write(t, conn, "5")
	expect(t, conn, `42["echo","on the way"]`)
	write(t, conn, `42["echo","over"]`)
	expect(t, conn, `42["echo","over"]`)
	if got := c.get(); !strings.HasPrefix(got, `Bad Request {"code":3,`) {
		t.Errorf("a GET after that is answered with %s", got)
	}
	if status, _ := post(t, c.url, `42["echo"]`); status != http.StatusBadRequest {
		t.Errorf("a POST after that is answered with %d", status)
	}
}

func TestAChangeThatIsCutInTheMiddleLeavesThePolling(t *testing.T) {
	c := connected(t, serve(t, socketio.Config{}))
	c.probe().Close() // before its first packet
	for range 2 {
		sockettest.Await(t, "the server to know that the last probe has ended", func() bool { // until then it refuses another probe
			conn := c.probe()
			defer conn.Close() // after the probe
			conn.WriteMessage(websocket.TextMessage, []byte("2probe"))
			_, payload, err := conn.ReadMessage()
			return err == nil && string(payload) == "3probe"
		})
	}
	c.post(`42["echo","still here"]`)
	for got := "6"; got != `42["echo","still here"]`; got = c.get() { // noops, until the server knows that the last probe has ended
		if got != "6" {
			t.Fatalf("got %q", got)
		}
	}
}

func TestASessionHasOneProbeAtATime(t *testing.T) {
	c := connected(t, serve(t, socketio.Config{}))
	first, second := c.probe(), c.probe()
	if code, reason := sockettest.ReadClose(t, second); code != 1008 || !strings.Contains(reason, "has a probe already") {
		t.Errorf("the second is closed with %d %s", code, reason)
	}
	write(t, first, "2probe")
	expect(t, first, "3probe")
	write(t, first, "5")
	write(t, first, `42["echo"]`)
	expect(t, first, `42["echo"]`)
	if code, reason := sockettest.ReadClose(t, c.probe()); code != 1008 || !strings.Contains(reason, "has changed") {
		t.Errorf("one after the change is closed with %d %s", code, reason)
	}
	write(t, first, `42["echo"]`)
	expect(t, first, `42["echo"]`)
}

func TestAProbeThatSendsAnythingElseIsClosed(t *testing.T) {
	c := connected(t, serve(t, socketio.Config{}))
	for _, packet := range []string{"2", "5", "3probe", `42["echo"]`, "nonsense", ""} {
		sockettest.Await(t, "the server to know that the last probe has ended", func() bool {
			conn := c.probe()
			defer conn.Close()
			conn.WriteMessage(websocket.TextMessage, []byte(packet))
			_, reason := sockettest.ReadClose(t, conn)
			return strings.HasPrefix(reason, "a WebSocket that joins a session")
		})
	}
	c.post(`42["echo","still here"]`)
	c.expect(`42["echo","still here"]`)
}

func TestARequestThatCannotBeServedIsAnsweredWithTheReason(t *testing.T) {
	url := serve(t, socketio.Config{})
	for query, want := range map[string]string{
		"?transport=polling":                  `400 {"code":5,"message":"Unsupported protocol version`,
		"?EIO=3&transport=polling":            `400 {"code":5,"message":"Unsupported protocol version`,
		"?EIO=4":                              `400 {"code":0,"message":"Transport unknown`,
		"?EIO=4&transport=webtransport":       `400 {"code":0,"message":"Transport unknown`,
		"?EIO=4&transport=websocket":          `400 {"code":3,"message":"Bad request`,
		"?EIO=4&transport=polling&sid=wrong":  `400 {"code":1,"message":"Session ID unknown`,
		"?EIO=4&transport=polling&sid=":       `400 {"code":1,"message":"Session ID unknown`,
		"?EIO=4&transport=polling&instance=A": `400 {"code":3,"message":"Bad request: instance \"A\" (want`,
		"?EIO=4&transport=polling&console=A":  `400 {"code":3,"message":"Bad request: tag value`,
		"../other":                            `404 There is nothing here`,
		"socket.io.js":                        `404 The official client is not part of this build`,
	} {
		status, body := get(t, url+socketio.Path+query)
		if got := strings.TrimSpace(http.StatusText(status) + " " + body); !strings.HasPrefix(strings.Replace(got, http.StatusText(status), want[:3], 1), want) {
			t.Errorf("%s is answered with %d %s, want %s", query, status, body, want)
		}
	}
	if status, body := post(t, url+polling, "40"); status != http.StatusBadRequest || !strings.HasPrefix(body, `{"code":2,`) {
		t.Errorf("a POST without a session is answered with %d %s", status, body)
	}
}

func TestPagesOfOtherOriginsAreRefusedAndIframesAreAdmitted(t *testing.T) {
	url := serve(t, socketio.Config{Engine: engineio.Config{Sockets: newSockets(socket.Config{Origins: []string{"https://school.example"}})}})
	for origin, want := range map[string]int{
		"":                       http.StatusOK,
		"null":                   http.StatusOK,
		url:                      http.StatusOK,
		"https://school.example": http.StatusOK,
		"https://evil.example":   http.StatusForbidden,
	} {
		for _, method := range []string{http.MethodGet, http.MethodOptions} {
			request, err := http.NewRequest(method, url+polling, nil)
			if err != nil {
				t.Fatal(err)
			}
			if origin != "" {
				request.Header.Set("Origin", origin)
			}
			response, err := http.DefaultClient.Do(request)
			status, body := read(t, response, err)
			if status != want && (method != http.MethodOptions || want != http.StatusOK || status != http.StatusNoContent) {
				t.Errorf("%s from %q is answered with %d %s", method, origin, status, body)
			}
			if got := response.Header.Get("Access-Control-Allow-Origin"); got != origin {
				t.Errorf("%s from %q may be read by %q", method, origin, got)
			}
			credentials := response.Header.Get("Access-Control-Allow-Credentials")
			if response.Header.Get("Set-Cookie") != "" || (credentials == "true") != (want == http.StatusOK && origin != "" && origin != "null") {
				t.Errorf("%s from %q: cookies: %v", method, origin, response.Header)
			}
		}
	}
}

func TestTheBundleIsServedWhereItIs(t *testing.T) {
	script := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte("io = 1")) })
	url := serve(t, socketio.Config{Bundle: script})
	if status, body := get(t, url+socketio.Path+"socket.io.js"); status != http.StatusOK || body != "io = 1" {
		t.Errorf("answered with %d %s", status, body)
	}
}
