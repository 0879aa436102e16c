package socketio_test

import (
	"bufio"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"

	protocol "twocups/lessons/play/socketio"
	"twocups/server/limit/memory"
	"twocups/server/socket"
	"twocups/server/socket/sockettest"
	"twocups/server/sockets/socketio"
	"twocups/server/sockets/socketio/engineio"
)

// withBudget returns a server with a budget, whose queues are long enough to use it up.
func withBudget(t *testing.T, bytes int64) (url string, budget *memory.Budget) {
	t.Helper()
	budget = memory.New(bytes)
	url = serve(t, socketio.Config{Engine: engineio.Config{Memory: budget, QueueBytes: 1 << 30, QueueLength: 1 << 16,
		Sockets: newSockets(socket.Config{})}})
	t.Cleanup(func() {
		budget.Close()
		if used := budget.Figures().Used; used != 0 && t.Context().Err() == nil {
			t.Errorf("%d bytes are still counted", used)
		}
	})
	return url, budget
}

const mebi = 1 << 20

func TestASessionCostsAFixedNumberOfBytesAndSmallPacketsCostNothing(t *testing.T) {
	url, budget := withBudget(t, 64*mebi)
	c := begin(t, url)
	cost := budget.Figures().Used
	if cost == 0 {
		t.Fatal("a session costs nothing")
	}
	c.post("40")
	c.post(`42["echo","hi"]`)
	if used := budget.Figures().Used; used != cost {
		t.Errorf("with two small packets in its queue, a session of %d bytes costs %d", cost, used)
	}
	c.post(`42["echo","` + strings.Repeat("x", 10_000) + `"]`)
	if used := budget.Figures().Used; used < cost+10_000 || used > cost+20_000 {
		t.Errorf("with 10 KB in its queue, a session of %d bytes costs %d", cost, used)
	}
	c.get()
	sockettest.Await(t, "the queue's bytes to be free", func() bool { return budget.Figures().Used == cost })
	c.post("1")
	sockettest.Await(t, "the session's bytes to be free", func() bool { return budget.Figures().Used == 0 })
}

func TestABroadcastIsOneTextForAllMembers(t *testing.T) {
	url, budget := withBudget(t, 64*mebi)
	sender := connected(t, url, "&instance=a")
	var members []pollingClient
	for range 30 {
		members = append(members, connected(t, url, "&instance=a"))
	}
	before := budget.Figures().Used
	const bytes = 20_000
	for range 10 {
		sender.post(`451-["broadcast",` + place + `]` + protocol.Separator + "b" + strings.Repeat("AAAA", bytes/3))
	}
	if more := budget.Figures().Used - before; more > 10*bytes*3/2 {
		t.Errorf("10 broadcasts of 20 KB to 30 members take %d bytes", more)
	}
	for _, m := range append(members, sender) {
		m.post("1")
	}
	sockettest.Await(t, "all bytes to be free", func() bool { return budget.Figures().Used == 0 })
}

func TestWhenMemoryIsShortTheSessionThatHoldsMostEndsAndNewcomersAreRefused(t *testing.T) {
	url, budget := withBudget(t, mebi)
	held := connected(t, url)
	hoard := connected(t, url)
	for f := budget.Figures(); f.GaveUp == 0 && f.Used < f.Most-60_000; f = budget.Figures() { // so there is room for a body and its echo
		if status, body := post(t, hoard.url, `42["echo","`+strings.Repeat("x", 20_000)+`"]`); status != http.StatusOK && budget.Figures().GaveUp == 0 {
			t.Fatalf("answered with %d %s", status, body)
		}
	}
	sockettest.Await(t, "a session to give up", func() bool { return budget.Figures().GaveUp > 0 })
	sockettest.Await(t, "the end of the session that holds most", func() bool {
		status, body := post(t, hoard.url, "3")
		return status == http.StatusBadRequest && strings.Contains(body, "memory is short")
	})
	held.post(`42["echo"]`)
	held.expect(`42["echo"]`)
	var sessions []pollingClient
	for budget.Figures().Refused == 0 {
		status, body := get(t, url+polling)
		if status == http.StatusServiceUnavailable && strings.Contains(body, "no memory") {
			break
		}
		h, err := protocol.ParseHandshake(strings.TrimPrefix(body, "0"))
		if err != nil {
			t.Fatalf("after %d sessions: %d %s", len(sessions), status, body)
		}
		sessions = append(sessions, pollingClient{t, url + polling + "&sid=" + h.SID})
	}
	conn := sockettest.Dial(t, "ws"+strings.TrimPrefix(url, "http")+socketio.Path+"?EIO=4&transport=websocket")
	if code, reason := sockettest.ReadClose(t, conn); code != 1013 || !strings.Contains(reason, "no memory") {
		t.Errorf("one more WebSocket is closed with %d %s", code, reason)
	}
	for _, c := range append(sessions, held) {
		c.post("1")
	}
	sockettest.Await(t, "all bytes to be free", func() bool { return budget.Figures().Used == 0 })
}

func TestAttachmentsAndBodiesThatWaitAreCounted(t *testing.T) {
	url, budget := withBudget(t, 64*mebi)
	c := connected(t, url)
	cost := budget.Figures().Used
	half := `452-["nothing",` + place + `,{"_placeholder":true,"num":1}]` + protocol.Separator + "b" + strings.Repeat("AAAA", 10_000)
	c.post(half)
	if used := budget.Figures().Used; used < cost+28_000 { // less than a chunk is part of the fixed cost
		t.Errorf("half a packet with 30 KB costs %d", used-cost)
	}
	c.post("bAQID")
	sockettest.Await(t, "the packet's bytes to be free", func() bool { return budget.Figures().Used == cost })
	c.post(half)
	conn := slowPost(t, c, 50_000)
	sockettest.Await(t, "the body to be counted", func() bool { return budget.Figures().Used > cost+28_000+40_000 })
	conn.Close()
	sockettest.Await(t, "all bytes to be free", func() bool { return budget.Figures().Used == 0 })
}

func TestAPacketForWhichThereIsNoMemoryEndsItsSession(t *testing.T) {
	url, budget := withBudget(t, 256<<10)
	conn := dial(t, url, "")
	var places strings.Builder
	for n := range 6 {
		places.WriteString("," + protocol.Placeholder(n))
	}
	write(t, conn, `456-["nothing"`+places.String()+`]`)
	go func() {
		for range 6 {
			conn.WriteMessage(websocket.BinaryMessage, make([]byte, 65_000)) // 390 KB
		}
	}()
	if code, reason := sockettest.ReadClose(t, conn); code != 1013 || !strings.Contains(reason, "memory is short") {
		t.Errorf("closed with %d %s", code, reason)
	}
	conn.Close()
	sockettest.Await(t, "all bytes to be free", func() bool { return budget.Figures().Used == 0 })
}

func TestAPostThatDoesNotComeInTimeEndsTheSession(t *testing.T) {
	url := serve(t, socketio.Config{Engine: engineio.Config{PostTimeout: time.Millisecond}})
	c := connected(t, url)
	conn := slowPost(t, c, 10)
	defer conn.Close()
	response, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if status, body := read(t, response, err); status != http.StatusBadRequest || !strings.Contains(body, "took too long") {
		t.Errorf("the POST is answered with %d %s", status, body)
	}
	if status, body := get(t, c.url); status != http.StatusBadRequest || !strings.Contains(body, "took too long") {
		t.Errorf("a GET is answered with %d %s", status, body)
	}
}

// slowWriter writes an answer whose client reads nothing before the channel is closed.
type slowWriter struct {
	http.ResponseWriter
	reads chan struct{}
}

func (w slowWriter) Write(p []byte) (int, error) {
	<-w.reads
	return w.ResponseWriter.Write(p)
}

func TestAnAnswerThatIsBeingWrittenStaysCountedThoughTheNextGetIsAnswered(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		budget := memory.New(64 * mebi)
		config := officialConfig()
		config.Engine.Memory = budget
		server := socketio.New(config)
		v := visitor{server: server, address: "192.0.2.1"}
		path := v.connect(t)
		const bytes = 60_000
		v.ask(http.MethodPost, path, `42["echo","`+strings.Repeat("x", bytes)+`"]`)
		reads := make(chan struct{})
		var gets sync.WaitGroup
		gets.Go(func() {
			server.ServeHTTP(slowWriter{httptest.NewRecorder(), reads}, httptest.NewRequest(http.MethodGet, path, nil))
		})
		synctest.Wait() // the first GET is being answered
		gets.Go(func() { v.ask(http.MethodGet, path, "") })
		synctest.Wait() // the second waits for it
		v.ask(http.MethodPost, path, "1")
		synctest.Wait()
		if used := budget.Figures().Used; used < bytes {
			t.Errorf("while an answer of %d bytes is being written, %d are counted", bytes, used)
		}
		close(reads)
		gets.Wait()
		if used := budget.Figures().Used; used != 0 {
			t.Errorf("%d bytes are still counted", used)
		}
	})
}

func TestAClientThatReadsNothingOfItsAnswerKeepsItsBytesCounted(t *testing.T) {
	url, budget := withBudget(t, 64*mebi)
	c := connected(t, url)
	cost := budget.Figures().Used
	for range 100 {
		c.post(`42["echo","` + strings.Repeat("x", 60_000) + `"]`) // 6 MB in one answer, more than the kernel takes
	}
	conn := openRequest(t, c, "GET", "")
	sockettest.Await(t, "the server to be writing", func() bool {
		conn.SetReadDeadline(time.Now().Add(sockettest.Timeout))
		n, err := conn.Read(make([]byte, 1))
		return n == 1 && err == nil
	})
	if used := budget.Figures().Used; used < cost+6_000_000 {
		t.Errorf("while it is written, an answer of 6 MB costs %d", used-cost)
	}
	conn.Close()
	sockettest.Await(t, "all bytes to be free", func() bool { return budget.Figures().Used == 0 })
}

func TestMemoryOfAWebSocketSessionIsFreedHoweverItEnds(t *testing.T) {
	url, budget := withBudget(t, 64*mebi)
	for _, last := range []string{"1", "41", "nonsense", `42["vanish"]`, ""} {
		conn := dial(t, url, "")
		write(t, conn, `452-["nothing",`+place+`,{"_placeholder":true,"num":1}]`)
		sockettest.Write(t, conn, websocket.BinaryMessage, strings.Repeat("x", 30_000))
		if last != "" {
			write(t, conn, last)
		}
		conn.Close()
	}
	sockettest.Await(t, "all bytes to be free", func() bool { return budget.Figures().Used == 0 })
}
