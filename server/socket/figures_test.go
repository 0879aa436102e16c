package socket_test

import (
	"maps"
	"net/http"
	"strings"
	"testing"

	"twocups/server/socket"
	"twocups/server/socket/sockettest"
	"twocups/server/sockets/echo"
)

func TestFiguresCount(t *testing.T) {
	sockets := socket.New(sockettest.Patient(socket.Config{MaxConnections: 3}))
	url := sockettest.Serve(t, echo.Handler(sockets))

	conn, reader := sockettest.Handshake(t, url)
	conn.Write([]byte("\x81\x82\x00\x00\x00\x00hi" + "\x89\x80\x00\x00\x00\x00" + "\x88\x82\x00\x00\x00\x00\x0f\xa1"))
	for _, want := range []string{"hi", "", "\x0f\xa1"} {
		expectFrame(t, reader, want)
	}
	awaitOpen(t, sockets, 0)
	for range 3 {
		sockettest.Dial(t, url)
	}
	sockettest.ReadClose(t, sockettest.Dial(t, url))
	awaitOpen(t, sockets, 3)
	handshake(t, url, http.Header{"Origin": {"https://stranger.example"}})
	request, err := http.NewRequest(http.MethodGet, "http"+strings.TrimPrefix(url, "ws"), nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header = http.Header{"Connection": {"Upgrade"}, "Upgrade": {"websocket"}, "Sec-Websocket-Version": {"8"}}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()

	got := sockets.Figures()
	if got.Opened != 5 || got.ReceivedMessages != 1 || got.SentMessages != 1 || got.ReceivedBytes != 22+8 || got.SentBytes != 4+2+4+54 {
		t.Errorf("counted %+v", got)
	}
	if want := map[string]int64{"4xxx": 1, "1013": 1}; !maps.Equal(got.Closed, want) {
		t.Errorf("closed %v, want %v", got.Closed, want)
	}
	if want := map[string]int64{"full": 1, "origin": 1, "handshake": 1}; !maps.Equal(got.Refused, want) {
		t.Errorf("refused %v, want %v", got.Refused, want)
	}
}

func TestAClientThatSeesItsConnectionOpenIsCounted(t *testing.T) {
	sockets := socket.New(sockettest.Patient(socket.Config{}))
	url := sockettest.Serve(t, echo.Handler(sockets))
	for i := range int64(500) {
		sockettest.Handshake(t, url)
		if got := sockets.Figures().Opened; got != i+1 {
			t.Fatalf("after %d handshakes, %d connections are counted", i+1, got)
		}
	}
}
