package room_test

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/gorilla/websocket"

	"twocups/lessons/play"
	"twocups/server/proof/leakcheck"
	"twocups/server/socket"
	"twocups/server/socket/sockettest"
	"twocups/server/sockets/room"
)

func TestMain(m *testing.M) { leakcheck.Main(m) }

func serve(t *testing.T) (url string) {
	t.Helper()
	return sockettest.Serve(t, room.Handler(socket.New(sockettest.Patient(socket.Config{})))) + room.Path
}

// join opens a connection, which is a member when join returns.
func join(t *testing.T, url, console, block, client string) *websocket.Conn {
	t.Helper()
	return sockettest.Dial(t, url+"?"+play.Tag{Console: console, Block: block, Client: client}.Query())
}

func TestAMessageGoesToTheOthers(t *testing.T) {
	url := serve(t)
	alice, bob, carol := join(t, url, "page", "b", "alice"), join(t, url, "page", "b", "bob"), join(t, url, "page", "b", "carol")
	sockettest.Write(t, alice, websocket.TextMessage, "hi")
	sockettest.Write(t, alice, websocket.BinaryMessage, "\xff")
	sockettest.Write(t, alice, websocket.TextMessage, "")
	for _, member := range []*websocket.Conn{bob, carol} {
		sockettest.Expect(t, member, websocket.TextMessage, "hi")
		sockettest.Expect(t, member, websocket.BinaryMessage, "\xff")
		sockettest.Expect(t, member, websocket.TextMessage, "")
	}
	sockettest.Write(t, bob, websocket.TextMessage, "hi alice")
	sockettest.Expect(t, alice, websocket.TextMessage, "hi alice") // and none of her own messages before it
}

func TestAllMembersGetTheMessagesInTheSameOrder(t *testing.T) {
	url := serve(t)
	speakers := []*websocket.Conn{join(t, url, "page", "b", "one"), join(t, url, "page", "b", "two")}
	listeners := []*websocket.Conn{join(t, url, "page", "b", "three"), join(t, url, "page", "b", "four")}
	const messages = 30
	var speaking sync.WaitGroup
	for i, speaker := range speakers {
		speaking.Go(func() {
			for n := range messages {
				speaker.WriteMessage(websocket.TextMessage, fmt.Append(nil, i, " says ", n))
			}
		})
	}
	for range messages * len(speakers) {
		_, first := sockettest.Read(t, listeners[0])
		sockettest.Expect(t, listeners[1], websocket.TextMessage, first)
	}
	speaking.Wait()
}

func TestAMessageStaysInItsRoom(t *testing.T) {
	url := serve(t)
	alice, bob := join(t, url, "page", "b", "alice"), join(t, url, "page", "b", "bob")
	for _, stranger := range []*websocket.Conn{join(t, url, "other-page", "b", "eve"), join(t, url, "page", "other-block", "eve")} {
		sockettest.Write(t, stranger, websocket.TextMessage, "psst")
		sockettest.Close(t, stranger, 1000, "")
		sockettest.ReadClose(t, stranger) // by then the server has read the message
	}
	sockettest.Write(t, alice, websocket.TextMessage, "hi")
	sockettest.Expect(t, bob, websocket.TextMessage, "hi")
}

func TestAMemberThatLeavesGetsNothingAndMayComeBack(t *testing.T) {
	url := serve(t)
	alice, bob := join(t, url, "page", "b", "alice"), join(t, url, "page", "b", "bob")
	sockettest.Close(t, bob, 1000, "")
	sockettest.ReadClose(t, bob)
	sockettest.Write(t, alice, websocket.TextMessage, "gone?")
	sockettest.Close(t, alice, 1000, "")
	sockettest.ReadClose(t, alice)
	alice, bob = join(t, url, "page", "b", "alice"), join(t, url, "page", "b", "bob")
	sockettest.Write(t, alice, websocket.TextMessage, "back")
	sockettest.Expect(t, bob, websocket.TextMessage, "back")
}

func TestARoomHasAtMostMaxMembers(t *testing.T) {
	url := serve(t)
	for range room.MaxMembers {
		join(t, url, "page", "b", "member")
	}
	code, reason := sockettest.ReadClose(t, join(t, url, "page", "b", "late"))
	if code != 1013 || reason != "the room is full: it takes 8 members" {
		t.Errorf("closed with %d %q", code, reason)
	}
	join(t, url, "page", "other", "elsewhere")
}

func TestASlowMemberIsClosedAndTheOthersGoOn(t *testing.T) {
	sockets := socket.New(sockettest.Patient(socket.Config{})) // the write timeout is too long to close the slow member in this test
	url := sockettest.Serve(t, room.Handler(sockets)) + room.Path
	alice, slow, bob := join(t, url, "page", "b", "alice"), join(t, url, "page", "b", "slow"), join(t, url, "page", "b", "bob")
	sockettest.LimitReadBuffer(t, slow)
	long := strings.Repeat("x", 60_000)
	for range 100 { // 6 MB, which neither the kernel nor the queue holds for the slow member
		sockettest.Write(t, alice, websocket.TextMessage, long)
		sockettest.Expect(t, bob, websocket.TextMessage, long)
	}
	if code, reason := sockettest.ReadClose(t, slow); code != 1013 || !strings.HasPrefix(reason, "too slow") {
		t.Errorf("the slow member is closed with %d %q", code, reason)
	}
}

func TestWithoutATagThereIsNoRoom(t *testing.T) {
	url := serve(t)
	_, response, err := websocket.DefaultDialer.Dial(url, nil)
	if err == nil || response == nil || response.StatusCode != http.StatusBadRequest {
		t.Fatalf("answered %v, %v", response, err)
	}
	for name, want := range map[string]string{"X-Content-Type-Options": "nosniff", "Access-Control-Allow-Origin": "*"} {
		if got := response.Header.Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	response, err = http.Get("http" + strings.TrimPrefix(url, "ws"))
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	if response.StatusCode != http.StatusUpgradeRequired { // a page asks whether the server is there
		t.Errorf("a plain request is answered %s", response.Status)
	}
}
