package instance_test

import (
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

// tally is a program that counts its members and their messages, and sends the counts to all
// members. It has no lock, so the race detector finds calls that don't take turns.
type tally struct {
	after   instance.After
	members map[*socket.Conn]bool
	count   int
}

func newTally(after instance.After, _ instance.Hold) instance.Program {
	return &tally{after: after, members: map[*socket.Conn]bool{}}
}

func (p *tally) Joined(c *socket.Conn) {
	p.members[c] = true
	p.broadcast()
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
	p.broadcast()
}

func (p *tally) broadcast() {
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
	return sockettest.Serve(t, instances.Handler(socket.New(sockettest.Patient(socket.Config{})))), instances
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

func TestClientsWithTheSameKeyShareAnInstance(t *testing.T) {
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
	expect(t, stranger, "[1,1]") // no message from the other instance came before
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

func TestAKeyThatCouldBeGuessedIsRefused(t *testing.T) {
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

func TestTheMembersOfAnInstanceAreLimited(t *testing.T) {
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

// inBubble runs a test in a synctest bubble, in which time passes when all goroutines wait.
func inBubble(t *testing.T, config instance.Config, test func(t *testing.T, dial func(key string) *websocket.Conn, instances *instance.Instances)) {
	synctest.Test(t, func(t *testing.T) {
		instances := instance.New(config, newTally)
		pipes, closeServer := sockettest.ServePipes(instances.Handler(socket.New(socket.Config{})))
		defer closeServer()
		test(t, func(key string) *websocket.Conn { return pipes.Dial(t, "/"+key) }, instances)
		synctest.Wait()
	})
}

func TestLaterCallsTakeTurnsWithTheOtherCallsOfAProgram(t *testing.T) {
	inBubble(t, instance.Config{Idle: time.Millisecond}, func(t *testing.T, dial func(string) *websocket.Conn, _ *instance.Instances) {
		conn := dial(ours)
		expect(t, conn, "[1,0]")
		sockettest.Write(t, conn, websocket.TextMessage, "later")
		sockettest.Write(t, conn, websocket.TextMessage, "now")
		expect(t, conn, "[1,1]")
		expect(t, conn, "[1,2]")
		sockettest.Write(t, conn, websocket.TextMessage, "later")
		conn.Close()
		sockettest.Pass(2 * time.Second) // when the call is due, the instance has ended
	})
}
