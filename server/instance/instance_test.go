package instance_test

import (
	"io"
	"log"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"

	"twocups/lessons/play"
	"twocups/server/instance"
	"twocups/server/proof/leakcheck"
	"twocups/server/socket"
	"twocups/server/socket/sockettest"
)

func TestMain(m *testing.M) { leakcheck.Main(m) }

// tally is a program that counts: its members, and their messages, which it tells
// everybody. It has no lock, so the race detector sees whether its calls take turns.
type tally struct {
	after   instance.After
	members map[*socket.Conn]bool
	count   int
}

func newTally(after instance.After) instance.Program {
	return &tally{after: after, members: map[*socket.Conn]bool{}}
}

func (p *tally) Joined(c *socket.Conn) {
	p.members[c] = true
	p.tell()
}

func (p *tally) Message(_ *socket.Conn, m socket.Message) {
	switch string(m.Payload) {
	case "later":
		p.after(time.Second, p.add)
	case "panic":
		panic("a fault in a program")
	case "panic later":
		p.after(time.Second, func() { panic("a fault in a program") })
	default:
		p.add()
	}
}

func (p *tally) Left(c *socket.Conn) { delete(p.members, c) }

func (p *tally) add() {
	p.count++
	p.tell()
}

func (p *tally) tell() {
	for c := range p.members {
		c.Deliver(instance.JSON([]int{len(p.members), p.count}))
	}
}

// The keys of two instances.
const (
	ours   = "?instance=AAAAAAAAAAAAAAAAAAAAAA"
	theirs = "?instance=BBBBBBBBBBBBBBBBBBBBBB"
)

func serve(t *testing.T, config instance.Config) (url string, instances *instance.Instances) {
	t.Helper()
	instances = instance.New(config, newTally)
	return sockettest.Serve(t, instances.Handler(socket.New(socket.Config{}))), instances
}

func expect(t *testing.T, conn *websocket.Conn, want string) {
	t.Helper()
	sockettest.Expect(t, conn, websocket.TextMessage, want)
}

func expectClose(t *testing.T, conn *websocket.Conn, wantCode int, wantReason string) {
	t.Helper()
	if code, reason := sockettest.ReadClose(t, conn); code != wantCode || reason != wantReason {
		t.Errorf("closed with %d %q, want %d %q", code, reason, wantCode, wantReason)
	}
}

func TestWhoeverHasTheKeySharesTheInstance(t *testing.T) {
	url, _ := serve(t, instance.Config{})
	alice, stranger := sockettest.Dial(t, url+ours), sockettest.Dial(t, url+theirs)
	expect(t, alice, "[1,0]")
	expect(t, stranger, "[1,0]")
	bob := sockettest.Dial(t, url+ours)
	expect(t, alice, "[2,0]")
	expect(t, bob, "[2,0]")
	sockettest.Write(t, bob, websocket.TextMessage, "one")
	expect(t, alice, "[2,1]")
	sockettest.Write(t, stranger, websocket.TextMessage, "one")
	expect(t, stranger, "[1,1]") // and nothing of the others before
}

func TestTheClientsOfAWSBlockShareAnInstanceOfTheirOwn(t *testing.T) {
	url, _ := serve(t, instance.Config{})
	of := func(block, client string) *websocket.Conn {
		return sockettest.Dial(t, url+"?"+play.Tag{Console: "page", Block: block, Client: client}.Query())
	}
	expect(t, of("one", "alice"), "[1,0]")
	expect(t, of("one", "bob"), "[2,0]")
	expect(t, of("two", "alice"), "[1,0]")
}

func TestAWSBlockBeginsAnewOnceAllItsClientsHaveLeft(t *testing.T) {
	bubble(t, instance.Config{}, func(t *testing.T, dial func(string) *websocket.Conn, _ *instance.Instances) {
		for range 2 {
			conn := dial("?" + play.Tag{Console: "page", Block: "one"}.Query())
			expect(t, conn, "[1,0]")
			sockettest.Write(t, conn, websocket.TextMessage, "one")
			expect(t, conn, "[1,1]")
			sockettest.Close(t, conn, 1000, "")
			sockettest.ReadClose(t, conn)
			conn.Close()
			synctest.Wait()
		}
	})
}

func TestAKeyThatCouldBeGuessedIsNone(t *testing.T) {
	url, _ := serve(t, instance.Config{})
	for query, want := range map[string]string{
		"":                             "the query names no instance: want ?instance= and 22 random characters of base64url",
		"?instance=chat":               "the instance in the query is no key: want 22 to 64 of A-Z, a-z, 0-9, - and _",
		ours[:len(ours)-1] + "%2F":     "the instance in the query is no key: want 22 to 64 of A-Z, a-z, 0-9, - and _",
		ours + strings.Repeat("A", 43): "the instance in the query is no key: want 22 to 64 of A-Z, a-z, 0-9, - and _",
	} {
		expectClose(t, sockettest.Dial(t, url+query), 1008, want)
	}
}

func TestAnInstanceTakesSoManyMembers(t *testing.T) {
	url, instances := serve(t, instance.Config{MaxMembers: 2})
	first, second := sockettest.Dial(t, url+ours), sockettest.Dial(t, url+ours)
	expectClose(t, sockettest.Dial(t, url+ours), 1013, "this instance is full: it takes 2 members")
	sockettest.Close(t, second, 1000, "")
	sockettest.ReadClose(t, second)
	sockettest.Await(t, "the second to have left", func() bool { return instances.Figures().Members == 1 })
	sockettest.Dial(t, url+ours)
	expect(t, first, "[1,0]")
	expect(t, first, "[2,0]")
	expect(t, first, "[2,0]")
	if f := instances.Figures(); f != (instance.Figures{Running: 1, Members: 2, Refused: 1}) {
		t.Errorf("counted %+v", f)
	}
}

func TestAnEmptyInstanceMakesRoomForAnother(t *testing.T) {
	url, instances := serve(t, instance.Config{MaxInstances: 1})
	alice := sockettest.Dial(t, url+ours)
	expectClose(t, sockettest.Dial(t, url+theirs), 1013, "the server is full: all its 1 instances of this program are in use")
	sockettest.Write(t, alice, websocket.TextMessage, "one")
	sockettest.Close(t, alice, 1000, "")
	sockettest.ReadClose(t, alice)
	sockettest.Await(t, "her to have left", func() bool { return instances.Figures().Members == 0 })
	bob := sockettest.Dial(t, url+ours)
	expect(t, bob, "[1,1]") // it was waiting for somebody
	sockettest.Close(t, bob, 1000, "")
	sockettest.ReadClose(t, bob)
	sockettest.Await(t, "him to have left", func() bool { return instances.Figures().Members == 0 })
	expect(t, sockettest.Dial(t, url+theirs), "[1,0]")
	if running := instances.Figures().Running; running != 1 {
		t.Errorf("%d instances run", running)
	}
}

func TestWhoSendsTooFastIsClosed(t *testing.T) {
	url, _ := serve(t, instance.Config{Rate: 1, Burst: 3})
	conn := sockettest.Dial(t, url+ours)
	for range 4 {
		sockettest.Write(t, conn, websocket.TextMessage, "one")
	}
	expect(t, conn, "[1,0]")
	expect(t, conn, "[1,1]")
	expect(t, conn, "[1,2]")
	expect(t, conn, "[1,3]")
	expectClose(t, conn, 1008, "too fast: a member may send 1 messages a second, and 3 at once")
}

// bubble runs a test in which time passes when everybody waits.
func bubble(t *testing.T, config instance.Config, test func(t *testing.T, dial func(key string) *websocket.Conn, instances *instance.Instances)) {
	synctest.Test(t, func(t *testing.T) {
		instances := instance.New(config, newTally)
		pipes, closeServer := sockettest.ServePipes(instances.Handler(socket.New(socket.Config{})))
		defer closeServer()
		test(t, func(key string) *websocket.Conn { return pipes.Dial(t, "/"+key) }, instances)
		synctest.Wait()
	})
}

func TestAnInstanceWithoutMembersWaitsForAWhile(t *testing.T) {
	bubble(t, instance.Config{}, func(t *testing.T, dial func(string) *websocket.Conn, instances *instance.Instances) {
		for _, test := range []struct {
			away time.Duration
			want string
		}{{0, "[1,0]"}, {5*time.Minute - 1, "[1,1]"}, {5*time.Minute + 1, "[1,0]"}} {
			sockettest.Pass(test.away)
			conn := dial(ours)
			expect(t, conn, test.want)
			sockettest.Write(t, conn, websocket.TextMessage, "one")
			sockettest.Read(t, conn)
			sockettest.Close(t, conn, 1000, "")
			sockettest.ReadClose(t, conn)
			conn.Close()
			synctest.Wait()
		}
		sockettest.Pass(5*time.Minute + 1)
		if f := instances.Figures(); f != (instance.Figures{}) {
			t.Errorf("left behind: %+v", f)
		}
	})
}

func TestAnInstanceEndsAfterItsLifeWhoeverIsThere(t *testing.T) {
	bubble(t, instance.Config{Life: 40 * time.Second}, func(t *testing.T, dial func(string) *websocket.Conn, instances *instance.Instances) {
		conn := dial(ours)
		defer conn.Close()
		began := time.Now()
		expectClose(t, conn, 1001, "the program has run for 40s, the longest that it may: run it again")
		if lasted := time.Since(began); lasted != 40*time.Second {
			t.Errorf("it lasted %v", lasted)
		}
		again := dial(ours)
		expect(t, again, "[1,0]")
		again.Close()
	})
}

func TestWhatAProgramHasDoneLaterIsDoneInItsTurn(t *testing.T) {
	bubble(t, instance.Config{Idle: time.Millisecond}, func(t *testing.T, dial func(string) *websocket.Conn, _ *instance.Instances) {
		conn := dial(ours)
		expect(t, conn, "[1,0]")
		sockettest.Write(t, conn, websocket.TextMessage, "later")
		sockettest.Write(t, conn, websocket.TextMessage, "now")
		expect(t, conn, "[1,1]")
		expect(t, conn, "[1,2]")
		sockettest.Write(t, conn, websocket.TextMessage, "later")
		conn.Close()
		sockettest.Pass(2 * time.Second) // the instance has ended when it would be done
	})
}

func TestAProgramThatPanicsEndsItsInstanceAlone(t *testing.T) {
	bubble(t, instance.Config{}, func(t *testing.T, dial func(string) *websocket.Conn, _ *instance.Instances) {
		alice, bob := dial(ours), dial(theirs)
		defer alice.Close()
		defer bob.Close()
		expect(t, alice, "[1,0]")
		expect(t, bob, "[1,0]")
		sockettest.Write(t, alice, websocket.TextMessage, "panic later")
		expectClose(t, alice, 1011, "the program has a fault: it was stopped")
		sockettest.Write(t, bob, websocket.TextMessage, "one")
		expect(t, bob, "[1,1]")
		carol := dial(theirs)
		expect(t, carol, "[2,1]")
		expect(t, bob, "[2,1]")
		sockettest.Write(t, carol, websocket.TextMessage, "panic") // of a connection: it is cut
		if _, _, err := readToEnd(carol); !websocket.IsCloseError(err, websocket.CloseAbnormalClosure) && !strings.Contains(err.Error(), "EOF") {
			t.Errorf("carol's connection ended with %v", err)
		}
		carol.Close()
		sockettest.Write(t, bob, websocket.TextMessage, "two") // nobody holds the instance
		expect(t, bob, "[1,2]")
	})
}

func TestAClientIsNoMemberIfItsProgramPanicsWhenItJoins(t *testing.T) {
	instances := instance.New(instance.Config{}, newShy)
	server := httptest.NewUnstartedServer(instances.Handler(socket.New(socket.Config{})))
	server.Config.ErrorLog = log.New(io.Discard, "", 0) // the panic, with its stack
	server.Start()
	defer server.Close()
	url := "ws" + strings.TrimPrefix(server.URL, "http") + ours
	if _, _, err := websocket.DefaultDialer.Dial(url, nil); err == nil {
		t.Error("the connection opened")
	}
	sockettest.Await(t, "the membership to end", func() bool { return instances.Figures().Members == 0 })
	if running := instances.Figures().Running; running != 1 {
		t.Errorf("%d instances run, want the one that waits for a member", running)
	}
	sockettest.Expect(t, sockettest.Dial(t, url), websocket.TextMessage, "[1,0]")
}

// shy is a tally that panics when its first client joins.
type shy struct {
	tally
	joined int
}

func newShy(after instance.After) instance.Program {
	return &shy{tally: tally{after: after, members: map[*socket.Conn]bool{}}}
}

func (p *shy) Joined(c *socket.Conn) {
	p.tally.Joined(c)
	if p.joined++; p.joined == 1 {
		panic("a fault in a program")
	}
}

func readToEnd(conn *websocket.Conn) (kind int, payload []byte, err error) {
	for err == nil {
		kind, payload, err = conn.ReadMessage()
	}
	return kind, payload, err
}
