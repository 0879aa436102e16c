package push_test

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"

	"twocups/lessons/programs/push"
	"twocups/server/instance"
	"twocups/server/proof/leakcheck"
	"twocups/server/socket"
	"twocups/server/socket/sockettest"
)

func TestMain(m *testing.M) { leakcheck.Main(m) }

const aMatch = "?instance=AAAAAAAAAAAAAAAAAAAAAA"

// fixture serves matches over pipes, and has a client of theirs.
type fixture struct {
	*testing.T
	pipes  *sockettest.Pipes
	client *http.Client
}

// bubble runs a test in which time passes when everybody waits.
func bubble(t *testing.T, test func(g fixture)) {
	synctest.Test(t, func(t *testing.T) {
		matches := instance.New(instance.Config{}, push.New)
		mux := http.NewServeMux()
		mux.Handle(push.Path, matches.Handler(socket.New(socket.Config{})))
		mux.Handle(push.Path+"/", push.Handler(matches))
		pipes, closeServer := sockettest.ServePipes(mux)
		defer closeServer()
		transport := &http.Transport{DialContext: func(context.Context, string, string) (net.Conn, error) { return pipes.Connect(), nil }}
		defer transport.CloseIdleConnections()
		test(fixture{t, pipes, &http.Client{Transport: transport}})
	})
}

// watch opens a WebSocket, and drops its first message, the weight.
func (g fixture) watch() *websocket.Conn {
	conn := g.pipes.Dial(g, "/push"+aMatch)
	sockettest.Read(g, conn)
	return conn
}

func (g fixture) goal(conn *websocket.Conn) (u push.Update) {
	g.Helper()
	_, text := sockettest.Read(g, conn)
	if err := json.Unmarshal([]byte(text), &u); err != nil {
		g.Fatal(err)
	}
	return u
}

func (g fixture) get(path string, fields ...string) *http.Response {
	g.Helper()
	request, _ := http.NewRequest(http.MethodGet, "http://twocups"+path, nil)
	for i := 0; i < len(fields); i += 2 {
		request.Header.Set(fields[i], fields[i+1])
	}
	response, err := g.client.Do(request)
	if err != nil {
		g.Fatal(err)
	}
	return response
}

func (g fixture) poll(query string) (updates []push.Update) {
	g.Helper()
	response := g.get("/push/latest" + aMatch + query)
	defer response.Body.Close()
	var answer struct{ Updates []push.Update }
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		g.Fatal(err)
	}
	return answer.Updates
}

func TestAGoalArrivesInAllThreeWays(t *testing.T) {
	bubble(t, func(g fixture) {
		conn := g.watch()
		stream := g.get("/push/events" + aMatch)
		events := bufio.NewScanner(stream.Body)
		for events.Scan() && events.Text() != "" { // the weight comes first
		}
		for n := 1; n <= 5; n++ {
			before := time.Now()
			goal := g.goal(conn)
			if goal.ID != n || goal.Red+goal.Blue != n {
				t.Errorf("goal %d is %+v", n, goal)
			}
			if waited := time.Since(before); waited < 500*time.Millisecond || waited > 3*time.Second {
				t.Errorf("the goal came after %v", waited)
			}
			text, _ := json.Marshal(goal)
			for _, want := range []string{"id: " + string(rune('0'+n)), "data: " + string(text), ""} {
				if events.Scan(); events.Text() != want {
					t.Errorf("the stream says %q, want %q", events.Text(), want)
				}
			}
		}
		all := g.poll("&since=3")
		if len(all) != 2 || all[0].ID != 4 || all[1].ID != 5 {
			t.Errorf("a poll gets %+v", all)
		}
		if all = g.poll("&since=5"); len(all) != 0 {
			t.Errorf("a poll without news gets %+v", all)
		}
		conn.Close() // the last watcher, so the stream ends
		if events.Scan() {
			t.Errorf("the stream goes on with %q", events.Text())
		}
		stream.Body.Close()
	})
}

func TestAStreamThatEndedGoesOnWhereItWas(t *testing.T) {
	bubble(t, func(g fixture) {
		conn := g.watch()
		defer conn.Close()
		g.goal(conn)
		g.goal(conn)
		began := time.Now()
		done := make(chan int)
		go func() { // the WebSocket has to be read meanwhile
			n := 0
			for time.Since(began) < push.StreamTime {
				g.goal(conn)
				n++
			}
			done <- n
		}()
		stream := g.get("/push/events"+aMatch, "Last-Event-ID", "1")
		text, _ := io.ReadAll(stream.Body)
		stream.Body.Close()
		if lasted := time.Since(began); lasted != push.StreamTime {
			t.Errorf("the stream lasted %v", lasted)
		}
		if n := <-done; !strings.Contains(string(text), "\n\nid: 2\n") || strings.Contains(string(text), "\n\nid: 1\n") || strings.Count(string(text), "id: ") < n {
			t.Errorf("%d goals, and the stream said\n%s", n, text)
		}
	})
}

func TestWithoutAWatcherThereIsNoMatch(t *testing.T) {
	bubble(t, func(g fixture) {
		for _, path := range []string{"/push/latest", "/push/events", "/push/latest" + aMatch, "/push/events" + aMatch} {
			response := g.get(path)
			response.Body.Close()
			if response.StatusCode != http.StatusNoContent {
				t.Errorf("%s is answered %s", path, response.Status)
			}
		}
		conn := g.watch()
		conn.Close()
		synctest.Wait()
		response := g.get("/push/events" + aMatch) // the match waits, and nobody watches
		response.Body.Close()
		if response.StatusCode != http.StatusNoContent {
			t.Errorf("events without a watcher: %s", response.Status)
		}
	})
}

func TestTheLimitsOfAMatch(t *testing.T) {
	bubble(t, func(g fixture) {
		conn := g.watch()
		defer conn.Close()
		var streams []*http.Response
		for range push.MaxStreams {
			streams = append(streams, g.get("/push/events"+aMatch))
		}
		if more := g.get("/push/events" + aMatch); more.StatusCode != http.StatusNoContent {
			t.Errorf("one more stream is answered %s", more.Status)
		}
		last := 0
		for range 2 * push.MaxKept {
			last = g.goal(conn).ID
		}
		if kept := g.poll(""); len(kept) != push.MaxKept || kept[push.MaxKept-1].ID != last {
			t.Errorf("%d updates are kept after %d", len(kept), last)
		}
		for _, stream := range streams[:3] { // nobody has read them
			text, _ := io.ReadAll(stream.Body)
			if n := strings.Count(string(text), "data: {\"id\""); n > 40 {
				t.Errorf("%d goals were waiting", n)
			}
		}
		for _, stream := range streams {
			stream.Body.Close()
		}
	})
}

func TestAMatchTakesNoMessages(t *testing.T) {
	bubble(t, func(g fixture) {
		conn := g.watch()
		defer conn.Close()
		sockettest.Write(t, conn, websocket.TextMessage, "Red!")
		if code, reason := sockettest.ReadClose(t, conn); code != 1008 || reason != "a match takes no messages: listen to it" {
			t.Errorf("closed with %d %q", code, reason)
		}
	})
}
