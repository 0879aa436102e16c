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
	"twocups/server/socket"
	"twocups/server/socket/sockettest"
)

func TestAWSBlockStartsFromTheBeginningAfterItsLastClientHasLeft(t *testing.T) {
	inBubble(t, instance.Config{}, func(t *testing.T, dial func(string) *websocket.Conn, _ *instance.Instances) {
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

func TestAnInstanceWithoutMembersWaitsForAWhile(t *testing.T) {
	inBubble(t, instance.Config{}, func(t *testing.T, dial func(string) *websocket.Conn, instances *instance.Instances) {
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

func TestAnInstanceEndsAfterItsLifeEvenWithMembers(t *testing.T) {
	inBubble(t, instance.Config{Life: 40 * time.Second}, func(t *testing.T, dial func(string) *websocket.Conn, instances *instance.Instances) {
		conn := dial(ours)
		defer conn.Close()
		began := time.Now()
		expectClose(t, conn, 1001, "the program has run for 40s, the longest that it may: run it again")
		if lasted := time.Since(began); lasted != 40*time.Second {
			t.Errorf("the instance lasted %v", lasted)
		}
		again := dial(ours)
		expect(t, again, "[1,0]")
		again.Close()
	})
}

func TestAProgramThatPanicsEndsItsInstanceAlone(t *testing.T) {
	inBubble(t, instance.Config{}, func(t *testing.T, dial func(string) *websocket.Conn, _ *instance.Instances) {
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
		sockettest.Write(t, carol, websocket.TextMessage, "panic") // in a call for a connection: this connection alone ends
		expectClose(t, carol, 1011, "the server could not go on")
		carol.Close()
		sockettest.Write(t, bob, websocket.TextMessage, "two") // the panic has not locked the instance
		expect(t, bob, "[1,2]")
	})
}

func TestAClientIsNoMemberIfItsProgramPanicsWhenItJoins(t *testing.T) {
	instances := instance.New(instance.Config{}, newPanicking)
	server := httptest.NewUnstartedServer(instances.Handler(socket.New(sockettest.Patient(socket.Config{}))))
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

// panicking is a tally that panics when its first client joins.
type panicking struct {
	tally
	joined int
}

func newPanicking(after instance.After, _ instance.Hold) instance.Program {
	return &panicking{tally: tally{after: after, members: map[*socket.Conn]bool{}}}
}

func (p *panicking) Joined(c *socket.Conn) {
	p.tally.Joined(c)
	if p.joined++; p.joined == 1 {
		panic("a fault in a program")
	}
}
