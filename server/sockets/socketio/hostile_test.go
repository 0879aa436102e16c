package socketio_test

import (
	"io"
	"net"
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

const place = `{"_placeholder":true,"num":0}`

// broken are payloads that no client may send. Each ends the session of the client. A separator
// divides the packets of a payload.
var broken = []string{
	"", "7", "nonsense", "4", "47", `42`, `42{}`, `42[]`, `42["connect"]`, `42["a"`, // garbage
	"0{}", "2", "2probe", "3probe", "5", "6", // only a server sends these, or only a probe
	"40", `44{"message":"no"}`, // a second CONNECT, and a CONNECT_ERROR
	`42/chat,["a"]`, "41/nowhere,", // the client is not in these namespaces
	`451-["a",` + place + `]` + protocol.Separator + `42["b"]`, // a packet before the attachment
	`451-["a",` + place + `]` + protocol.Separator + "40/chat,",
	`bAQID`, // an attachment without a packet before it
	`42["a",` + place + `]` + protocol.Separator + `bAQID`, // an attachment that was not announced
	`452-["a",` + place + `]`,                              // announces more attachments than it has places
	`451-["a"]`, `450-["a"]`,                               // no place, and no attachment
}

func TestAClientThatBreaksTheProtocolIsClosed(t *testing.T) {
	url := serve(t, socketio.Config{})
	for _, payload := range broken {
		c := connected(t, url)
		if status, body := post(t, c.url, payload); status != http.StatusBadRequest {
			t.Errorf("%.60q is answered with %d %s", payload, status, body)
		}
		c.expectEnded("this breaks the protocol of Socket.IO")

		if strings.Contains(payload, "bAQID") {
			continue // over a WebSocket, a later packet of these would not be a breach
		}
		conn := dial(t, url, "")
		for packet := range strings.SplitSeq(payload, protocol.Separator) {
			write(t, conn, packet)
		}
		if code, reason := sockettest.ReadClose(t, conn); code != 1008 || !strings.Contains(reason, "breaks the protocol") {
			t.Errorf("%.60q closes the WebSocket with %d %s", payload, code, reason)
		}
	}
}

func TestAnAttachmentThatNobodyAnnouncedClosesTheWebSocket(t *testing.T) {
	conn := dial(t, serve(t, socketio.Config{}), "")
	sockettest.Write(t, conn, websocket.BinaryMessage, "\x00")
	if code, _ := sockettest.ReadClose(t, conn); code != 1008 {
		t.Errorf("closed with %d", code)
	}
}

func TestAPacketBeforeAnyNamespaceEndsTheSession(t *testing.T) {
	c := begin(t, serve(t, socketio.Config{}))
	if status, _ := post(t, c.url, `42["message"]`); status != http.StatusBadRequest {
		t.Errorf("answered with %d", status)
	}
	c.expectEnded("this breaks the protocol")
}

func TestAPacketThatWasUnderWayWhenTheServerDisconnectedIsNoFault(t *testing.T) {
	c := connected(t, serve(t, socketio.Config{}))
	c.post(`42["goodbye"]` + protocol.Separator + `42["echo","late"]` + protocol.Separator + "40/chat,")
	if got := c.get(); !strings.HasPrefix(got, "41"+protocol.Separator+`40/chat,{"sid":"`) {
		t.Errorf("got %q", got)
	}
	c.post("40" + protocol.Separator + `42["echo","back"]`)
	if got := c.get(); !strings.HasSuffix(got, protocol.Separator+`42["echo","back"]`) {
		t.Errorf("got %q", got)
	}
}

func TestAPayloadOverTheLimitEndsTheSession(t *testing.T) {
	url := serve(t, socketio.Config{Engine: engineio.Config{MaxPayload: 1000}})
	c := connected(t, url)
	fits := `42["echo","` + strings.Repeat("x", 1000-len(`42["echo",""]`)) + `"]`
	c.post(fits)
	c.expect(fits)
	if status, body := post(t, c.url, fits+" "); status != http.StatusRequestEntityTooLarge {
		t.Errorf("one byte more is answered with %d %s", status, body)
	}
	c.expectEnded("a request with more bytes than maxPayload")
}

func TestAMessageOverTheLimitClosesTheWebSocket(t *testing.T) {
	conn := dial(t, serve(t, socketio.Config{Engine: engineio.Config{Sockets: newSockets(socket.Config{MaxMessage: 1000})}}), "")
	write(t, conn, `42["echo","`+strings.Repeat("x", 1000)+`"]`)
	if code, _ := sockettest.ReadClose(t, conn); code != 1009 {
		t.Errorf("closed with %d", code)
	}
}

func TestABodyOfBytesIsRefused(t *testing.T) {
	c := connected(t, serve(t, socketio.Config{}))
	response, err := http.Post(c.url, "application/octet-stream", strings.NewReader(`42["message"]`))
	if status, body := read(t, response, err); status != http.StatusBadRequest || !strings.Contains(body, "base64") {
		t.Errorf("answered with %d %s", status, body)
	}
	c.expectEnded("this breaks the protocol")
}

func TestAPostWithinMaxPayloadMayHaveAnyNumberOfPackets(t *testing.T) {
	const maxPayload = 64 << 10
	c := connected(t, serve(t, socketio.Config{Engine: engineio.Config{MaxPayload: maxPayload}}))
	c.post(strings.Repeat("3"+protocol.Separator, maxPayload/2-1) + "3") // 32,768 packets, more than a client may send at once
	c.post(`42["echo","still here"]`)
	c.expect(`42["echo","still here"]`)
}

func TestTwoGetsAtOnceEndTheSession(t *testing.T) {
	c := connected(t, serve(t, socketio.Config{}))
	answers := make(chan string, 2)
	for range 2 {
		go func() { answers <- c.get() }()
	}
	got := []string{<-answers, <-answers}
	for _, want := range []string{"1", `Bad Request {"code":3,"message":"Bad request: two requests wait at the same time"}`} {
		if got[0] != want && got[1] != want {
			t.Errorf("answered with %q, want %q among them", got, want)
		}
	}
	c.expectOver()
}

func TestTwoPostsAtOnceEndTheSession(t *testing.T) {
	url := serve(t, socketio.Config{})
	c := connected(t, url)
	conn, err := net.Dial("tcp", strings.TrimPrefix(url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	io.WriteString(conn, "POST "+strings.TrimPrefix(c.url, url)+" HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\nExpect: 100-continue\r\n\r\n")
	conn.Read(make([]byte, len("HTTP/1.1 100 Continue\r\n\r\n"))) // then the server has begun to read the body
	if status, body := post(t, c.url, `42["message"]`); status != http.StatusBadRequest || !strings.Contains(body, "two requests send") {
		t.Errorf("the second is answered with %d %s", status, body)
	}
	c.expectEnded("two requests send at the same time")
}

func TestAGetThatIsDroppedEndsTheSession(t *testing.T) {
	url := serve(t, socketio.Config{})
	c := connected(t, url)
	conn, err := net.Dial("tcp", strings.TrimPrefix(url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	io.WriteString(conn, "GET "+strings.TrimPrefix(c.url, url)+" HTTP/1.1\r\nHost: x\r\n\r\n")
	conn.Close()
	sockettest.Await(t, "the session's end", func() bool {
		status, _ := post(t, c.url, "3")
		return status == http.StatusBadRequest
	})
	c.expectOver()
}

func TestAPostThatBreaksOffEndsTheSession(t *testing.T) {
	url := serve(t, socketio.Config{})
	c := connected(t, url)
	conn, err := net.Dial("tcp", strings.TrimPrefix(url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	io.WriteString(conn, "POST "+strings.TrimPrefix(c.url, url)+" HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n42[")
	conn.Close()
	if got := c.get(); !strings.HasPrefix(got, "Bad Request") {
		t.Errorf("got %q", got)
	}
	c.expectOver()
}

// A client that is about to change to a WebSocket waits for the answer to its GET. The answer
// must be an error: after a packet, the client would wait for the change for ever.
func TestASessionThatIsCutInTheMiddleOfAChangeTellsTheGet(t *testing.T) {
	c := connected(t, serve(t, socketio.Config{}))
	polled := make(chan string)
	go func() { polled <- c.get() }()
	conn := c.probe()
	if status, body := post(t, c.url, `42["vanish"]`); status != http.StatusBadRequest {
		t.Errorf("the POST is answered with %d %s", status, body)
	}
	if got := <-polled; !strings.HasPrefix(got, `Bad Request {"code":1,`) {
		t.Errorf("the GET is answered with %s", got)
	}
	sockettest.ReadClose(t, conn)
	c.expectOver()
}

func TestAClientThatVanishesLeavesNothing(t *testing.T) {
	conn := dial(t, serve(t, socketio.Config{}), "&instance=x")
	conn.NetConn().Close() // serve checks that no session is left
}
