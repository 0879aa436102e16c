package socketio_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"

	protocol "twocups/lessons/play/socketio"
	"twocups/server/socket/sockettest"
	"twocups/server/sockets/socketio"
	"twocups/server/sockets/socketio/engineio"
)

// expectRefused checks that one more session is refused, over either transport.
func expectRefused(t *testing.T, url, query, want string) {
	t.Helper()
	if status, body := get(t, url+polling+query); status != http.StatusServiceUnavailable || !strings.Contains(body, want) {
		t.Errorf("one more GET is answered with %d %s", status, body)
	}
	conn := sockettest.Dial(t, "ws"+strings.TrimPrefix(url, "http")+socketio.Path+"?EIO=4&transport=websocket"+query)
	if code, reason := sockettest.ReadClose(t, conn); code != 1013 || !strings.Contains(reason, want) {
		t.Errorf("one more WebSocket is closed with %d %s", code, reason)
	}
}

func TestAServerHasAtMostMaxSessions(t *testing.T) {
	url := serve(t, socketio.Config{Engine: engineio.Config{MaxSessions: 2}})
	first := begin(t, url)
	dial(t, url, "")
	expectRefused(t, url, "", "the server is full")
	first.post("1")
	begin(t, url)
}

func TestAnAddressHasAtMostMaxPerAddressSessions(t *testing.T) {
	url := serve(t, socketio.Config{Engine: engineio.Config{MaxPerAddress: 2}})
	begin(t, url)
	dial(t, url, "")
	expectRefused(t, url, "", "your address has 2 sessions")
}

func TestAnInstanceHasAtMostMaxMembers(t *testing.T) {
	url := serve(t, socketio.Config{MaxMembers: 2})
	dial(t, url, "&instance=a")
	dial(t, url, "&instance=a")
	expectRefused(t, url, "&instance=a", "2 clients are here already")
	dial(t, url, "&instance=b")
	dial(t, url, "")
}

func TestAClientIsInAtMostSixteenRooms(t *testing.T) {
	conn := dial(t, serve(t, socketio.Config{}), "")
	for n := range 16 {
		write(t, conn, fmt.Sprintf(`42%d["join","room %d"]`, n, n))
		expect(t, conn, fmt.Sprintf(`43%d[1]`, n))
	}
	write(t, conn, `42["join","one more"]`)
	expect(t, conn, `42["problem","a client may be in 16 rooms"]`)
	write(t, conn, `421["join","room 3"]`) // the client is in this room already
	expect(t, conn, `431[1]`)
	write(t, conn, `422["leave","room 3"]`)
	expect(t, conn, `432[0]`)
	write(t, conn, `423["join","one more"]`)
	expect(t, conn, `433[1]`)
	write(t, conn, `424["join",""]`)
	expect(t, conn, `434[{"error":"join takes the name of a room first (want text of 1 to 128 bytes)"}]`)
}

func TestAtMostSixtyFourAcknowledgementsAreAwaited(t *testing.T) {
	conn := dial(t, serve(t, socketio.Config{}), "")
	for n := range 64 {
		write(t, conn, `42["ask"]`)
		expect(t, conn, fmt.Sprintf(`42%d["ask"]`, n))
	}
	write(t, conn, `42["ask"]`)
	expect(t, conn, `42["problem","64 acknowledgements are awaited already"]`)
	write(t, conn, `4363["last"]`)
	expect(t, conn, `42["answer","last"]`)
	write(t, conn, `4363["again"]`) // the server ignores this one
	write(t, conn, `42["ask"]`)
	expect(t, conn, `4264["ask"]`)
}

func TestASlowMemberIsClosedAndTheOthersGoOn(t *testing.T) {
	url := serve(t, socketio.Config{}) // the write timeout is too long to close the slow member in this test
	alice, bob := dial(t, url, "&instance=a"), dial(t, url, "&instance=a")
	slow := dial(t, url, "&instance=a")
	sockettest.LimitReadBuffer(t, slow)
	long := strings.Repeat("x", 60_000)
	for n := range 100 { // 6 MB, which neither the kernel nor the queue holds for the slow member
		write(t, alice, fmt.Sprintf(`451-%d["broadcast",%s]`, n, place))
		sockettest.Write(t, alice, websocket.BinaryMessage, long)
		expect(t, bob, `451-["broadcast",`+place+`]`)
		sockettest.Expect(t, bob, websocket.BinaryMessage, long)
		if _, text := sockettest.Read(t, alice); !strings.HasPrefix(text, fmt.Sprintf("43%d[", n)) {
			t.Fatalf("alice heard %.60s", text)
		}
	}
	if code, reason := sockettest.ReadClose(t, slow); code != 1013 || !strings.HasPrefix(reason, "too slow") {
		t.Errorf("the slow member is closed with %d %q", code, reason)
	}
}

func TestAMemberThatDoesNotPollIsClosed(t *testing.T) {
	url := serve(t, socketio.Config{Engine: engineio.Config{QueueLength: 8}})
	alice, slow := dial(t, url, "&instance=a"), connected(t, url, "&instance=a")
	for range 8 {
		write(t, alice, `421["broadcast"]`)
		expect(t, alice, `431[1]`)
	}
	write(t, alice, `421["broadcast"]`) // one more than may wait
	expect(t, alice, `431[1]`)
	write(t, alice, `421["broadcast"]`)
	expect(t, alice, `431[0]`)
	if got := slow.get(); strings.Count(got, `42["broadcast"]`) != 8 || !strings.HasSuffix(got, protocol.Separator+"1") {
		t.Errorf("the slow member got %q", got)
	}
	slow.expectOver()
}

func TestAClientThatReadsLateWaitsAndLosesNothing(t *testing.T) {
	conn := dial(t, serve(t, socketio.Config{Engine: engineio.Config{QueueLength: 4, QueueBytes: 1 << 20}}), "")
	const messages = 300
	long := strings.Repeat("x", 60_000) // 18 MB of echoes in all
	go func() {
		for n := range messages {
			conn.WriteMessage(websocket.TextMessage, fmt.Appendf(nil, `451-["echo",%d,%s]`, n, place))
			conn.WriteMessage(websocket.BinaryMessage, []byte(long))
		}
	}()
	for n := range messages {
		expect(t, conn, fmt.Sprintf(`451-["echo",%d,%s]`, n, place))
		sockettest.Expect(t, conn, websocket.BinaryMessage, long)
	}
}

func TestAPostThatAsksForMuchWaitsUntilTheClientReads(t *testing.T) {
	c := connected(t, serve(t, socketio.Config{Engine: engineio.Config{QueueLength: 8}}))
	const echoes = 100
	posted := make(chan struct{})
	go func() {
		defer close(posted)
		c.post(strings.Repeat(`42["echo"]`+protocol.Separator, echoes-1) + `42["echo"]`)
	}()
	for n := 0; n < echoes; n += strings.Count(c.get(), `42["echo"]`) {
	}
	<-posted
	c.post("1")
}

func TestAPostThatWaitsEndsWithItsSession(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		config := officialConfig()
		config.Engine.QueueLength = 8
		pipes, closeServer := sockettest.ServePipes(socketio.New(config))
		defer closeServer()
		path := session(t, pipes)
		request(t, pipes, "POST", path, "40")
		request(t, pipes, "GET", path, "")
		start := time.Now()
		got := request(t, pipes, "POST", path, strings.Repeat(`42["echo"]`+protocol.Separator, 100)+`42["echo"]`)
		if took := time.Since(start); got != "ok" || took != 45*time.Second { // nobody polls, so the ping after 25 seconds gets no pong
			t.Errorf("answered with %q after %v", got, took)
		}
	})
}
