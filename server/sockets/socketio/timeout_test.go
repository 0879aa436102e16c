package socketio_test

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"

	protocol "twocups/lessons/play/socketio"
	"twocups/server/socket"
	"twocups/server/socket/sockettest"
	"twocups/server/sockets/socketio"
	"twocups/server/sockets/socketio/engineio"
)

// calmSockets returns sockets that send no pings during a test, so that all pings are those of
// Engine.IO.
func calmSockets() *socket.Sockets {
	return socket.New(socket.Config{PingEvery: time.Hour, PongWait: 2 * time.Hour})
}

// officialConfig returns a Config with calm sockets and the ping times of the official server.
func officialConfig() socketio.Config {
	return socketio.Config{Engine: engineio.Config{Sockets: calmSockets(), PingInterval: 25 * time.Second, PingTimeout: 20 * time.Second}, MaxMembers: 64}
}

// inTime runs a test in a synctest bubble, with a server. Afterwards no session may be open.
func inTime(t *testing.T, test func(t *testing.T, pipes *sockettest.Pipes, server *socketio.Server)) {
	synctest.Test(t, func(t *testing.T) {
		server := socketio.New(officialConfig())
		pipes, closeServer := sockettest.ServePipes(server)
		defer closeServer()
		test(t, pipes, server)
		if open := server.Figures().Open; open != 0 {
			t.Errorf("%d sessions are left", open)
		}
	})
}

// request sends a request over a new connection, and returns the body of the answer.
func request(t *testing.T, pipes *sockettest.Pipes, method, path, payload string) string {
	t.Helper()
	conn := pipes.Connect()
	defer conn.Close()
	return ask(t, conn, method, path, payload)
}

func ask(t *testing.T, conn net.Conn, method, path, payload string) string {
	t.Helper()
	request, err := http.NewRequest(method, "http://twocups"+path, strings.NewReader(payload))
	if err != nil {
		t.Fatal(err)
	}
	request.Close = true
	go request.Write(conn)
	response, err := http.ReadResponse(bufio.NewReader(conn), request)
	if err != nil {
		return err.Error()
	}
	body, _ := io.ReadAll(response.Body)
	return string(body)
}

// session begins a session over long-polling and returns its path.
func session(t *testing.T, pipes *sockettest.Pipes) string {
	t.Helper()
	h, err := protocol.ParseHandshake(strings.TrimPrefix(request(t, pipes, "GET", polling, ""), "0"))
	if err != nil {
		t.Fatal(err)
	}
	return polling + "&sid=" + h.SID
}

func TestAClientThatPollsAndAnswersNoPingIsGivenUp(t *testing.T) {
	inTime(t, func(t *testing.T, pipes *sockettest.Pipes, _ *socketio.Server) {
		path := session(t, pipes)
		request(t, pipes, "POST", path, "40")
		request(t, pipes, "GET", path, "")
		start := time.Now()
		if got := request(t, pipes, "GET", path, ""); got != "2" || time.Since(start) != 25*time.Second {
			t.Errorf("got %q after %v, want a ping", got, time.Since(start))
		}
		request(t, pipes, "POST", path, `42["message"]`) // this is no pong
		if got := request(t, pipes, "GET", path, ""); got != "1" || time.Since(start) != 45*time.Second {
			t.Errorf("got %q after %v, want the end", got, time.Since(start))
		}
	})
}

func TestAClientThatAnswersItsPingsStays(t *testing.T) {
	inTime(t, func(t *testing.T, pipes *sockettest.Pipes, server *socketio.Server) {
		path := session(t, pipes)
		request(t, pipes, "POST", path, "40")
		request(t, pipes, "GET", path, "")
		for range 10 {
			if got := request(t, pipes, "GET", path, ""); got != "2" {
				t.Errorf("got %q", got)
			}
			request(t, pipes, "POST", path, "3")
		}
		request(t, pipes, "POST", path, "1")
	})
}

func TestAWebSocketThatAnswersNoPingIsClosed(t *testing.T) {
	inTime(t, func(t *testing.T, pipes *sockettest.Pipes, _ *socketio.Server) {
		conn := pipes.Dial(t, socketio.Path+"?EIO=4&transport=websocket")
		defer conn.Close()
		sockettest.Read(t, conn)
		write(t, conn, "40")
		sockettest.Read(t, conn)
		start := time.Now()
		expect(t, conn, "2")
		write(t, conn, "3")
		expect(t, conn, "2")
		code, reason := sockettest.ReadClose(t, conn)
		if code != 1013 || reason != "no pong came for 20s" || time.Since(start) != (25+25+20)*time.Second {
			t.Errorf("closed with %d %s after %v", code, reason, time.Since(start))
		}
		conn.Close()
		synctest.Wait()
	})
}

func TestASessionInNoNamespaceEnds(t *testing.T) {
	inTime(t, func(t *testing.T, pipes *sockettest.Pipes, _ *socketio.Server) {
		path, start := session(t, pipes), time.Now()
		if got := request(t, pipes, "GET", path, ""); got != "2" {
			t.Errorf("got %q", got)
		}
		request(t, pipes, "POST", path, "3")
		request(t, pipes, "POST", path, "40/nowhere,")
		request(t, pipes, "GET", path, "")
		if got := request(t, pipes, "GET", path, ""); got != "1" || time.Since(start) != 45*time.Second {
			t.Errorf("got %q after %v", got, time.Since(start))
		}
	})
}

func TestAChangeThatIsNotDoneInTimeIsGivenUpAndThePollingGoesOn(t *testing.T) {
	inTime(t, func(t *testing.T, pipes *sockettest.Pipes, _ *socketio.Server) {
		path := session(t, pipes)
		request(t, pipes, "POST", path, "40")
		request(t, pipes, "GET", path, "")
		conn := pipes.Dial(t, strings.Replace(path, "polling", "websocket", 1))
		defer conn.Close()
		write(t, conn, "2probe")
		expect(t, conn, "3probe")
		start := time.Now()
		code, reason := sockettest.ReadClose(t, conn)
		if code != 1013 || !strings.HasSuffix(reason, "was not done within 10s") || time.Since(start) != 10*time.Second {
			t.Errorf("closed with %d %s after %v", code, reason, time.Since(start))
		}
		conn.Close()
		synctest.Wait()
		request(t, pipes, "POST", path, `42["echo"]`)
		if got := request(t, pipes, "GET", path, ""); got != `42["echo"]` {
			t.Errorf("got %q", got)
		}
		request(t, pipes, "POST", path, "1")
	})
}

func TestASessionThatTheServerHasClosedIsUnknownAndTheReasonIsToldForAWhile(t *testing.T) {
	inTime(t, func(t *testing.T, pipes *sockettest.Pipes, server *socketio.Server) {
		path := session(t, pipes)
		request(t, pipes, "POST", path, "nonsense")
		if open := server.Figures().Open; open != 0 {
			t.Errorf("%d sessions are left", open)
		}
		sockettest.Pass(4 * time.Second)
		for _, method := range []string{"GET", "POST"} {
			if got := request(t, pipes, method, path, ""); got != `{"code":1,"message":"Session ID unknown: this breaks the protocol of Socket.IO"}` {
				t.Errorf("%s is answered with %s", method, got)
			}
		}
		sockettest.Pass(time.Second)
		if got := request(t, pipes, "GET", path, ""); got != `{"code":1,"message":"Session ID unknown: the session is over, or never was"}` {
			t.Errorf("after a while, GET is answered with %s", got)
		}
	})
}

func TestThePacketsThatWereQueuedBeforeTheEndStillComeButNotForLong(t *testing.T) {
	inTime(t, func(t *testing.T, pipes *sockettest.Pipes, server *socketio.Server) {
		for _, late := range []bool{false, true} {
			path := session(t, pipes)
			request(t, pipes, "POST", path, "40")
			request(t, pipes, "GET", path, "")
			request(t, pipes, "POST", path, `42["echo"]`+protocol.Separator+"nonsense")
			wait, want := 4*time.Second, `42["echo"]`+protocol.Separator+"1"
			if late {
				wait, want = 6*time.Second, `{"code":1,"message":"Session ID unknown: this breaks the protocol of Socket.IO"}`
			}
			sockettest.Pass(wait)
			if got := request(t, pipes, "GET", path, ""); got != want {
				t.Errorf("after %v: %q", wait, got)
			}
			if got := request(t, pipes, "GET", path, ""); !strings.HasPrefix(got, `{"code":1,`) {
				t.Errorf("then: %q", got)
			}
		}
	})
}

func TestAShutdownClosesEverySession(t *testing.T) {
	config := officialConfig()
	config.Engine.CloseWait = sockettest.Timeout // the reason is told for as long
	server := socketio.New(config)
	url := "http" + strings.TrimPrefix(sockettest.Serve(t, server), "ws")
	waits, between, conn := connected(t, url), connected(t, url), dial(t, url, "")
	heard := make(chan string)
	go func() { heard <- waits.get() }()
	ended := make(chan error)
	go func() { ended <- server.Shutdown(t.Context()) }()
	if got := <-heard; got != "1" && !strings.Contains(got, "the server is going away") { // the latter if its GET came late
		t.Errorf("the client that waits gets %q", got)
	}
	if code, _ := sockettest.ReadClose(t, conn); code != 1001 {
		t.Errorf("the WebSocket is closed with %d", code)
	}
	if err := <-ended; err != nil {
		t.Error(err)
	}
	between.expectEnded("the server is going away")
	if status, body := get(t, url+polling); status != http.StatusServiceUnavailable || !strings.Contains(body, "going away") {
		t.Errorf("a new client is answered with %d %s", status, body)
	}
}

func TestAShutdownThatTakesTooLongDropsTheSessionsThatAreLeft(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		config := officialConfig()
		config.Engine.CloseWait = time.Hour
		server := socketio.New(config)
		pipes, closeServer := sockettest.ServePipes(server)
		defer closeServer()
		request(t, pipes, "POST", session(t, pipes), "40") // the answer waits for a GET
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if err := server.Shutdown(ctx); err == nil || !strings.Contains(err.Error(), "1 did not end in time") {
			t.Errorf("Shutdown says %v", err)
		}
		if open := server.Figures().Open; open != 0 {
			t.Errorf("%d sessions are left", open)
		}
	})
}

func TestManySessionsLeaveNoDescriptors(t *testing.T) {
	url := serve(t, socketio.Config{})
	http.DefaultClient.CloseIdleConnections()
	before := sockettest.OpenFiles(t)
	for range 30 {
		c := connected(t, url)
		conn := c.probe()
		write(t, conn, "2probe")
		expect(t, conn, "3probe")
		write(t, conn, "5")
		write(t, conn, "1")
		if code, _ := sockettest.ReadClose(t, conn); code != websocket.CloseNormalClosure {
			t.Errorf("closed with %d", code)
		}
		conn.Close()
		connected(t, url).post("1")
		dial(t, url, "").Close()
	}
	http.DefaultClient.CloseIdleConnections()
	sockettest.Await(t, "all files to be closed", func() bool { return sockettest.OpenFiles(t) <= before })
}
