package instance_test

import (
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"

	"twocups/server/instance"
	"twocups/server/socket"
	"twocups/server/socket/sockettest"
)

// write sends messages in a goroutine of its own, because a pipe takes them only when the server
// reads, and the server stops reading.
func write(conn *websocket.Conn, messages int) {
	go func() {
		for range messages {
			if conn.WriteMessage(websocket.TextMessage, []byte("one")) != nil {
				return // the server has closed the connection
			}
		}
	}()
}

// answers counts the messages that come until the server closes the connection, or is silent for a
// minute.
func answers(conn *websocket.Conn) (n int, closed string) {
	for {
		conn.SetReadDeadline(time.Now().Add(time.Minute))
		if _, _, err := conn.ReadMessage(); err != nil {
			return n, err.Error()
		}
		n++
	}
}

func TestAMemberThatSendsMuchAtOnceIsServedLater(t *testing.T) {
	inBubble(t, instance.Config{Rate: 10, Burst: 3}, func(t *testing.T, dial func(string) *websocket.Conn, _ *instance.Instances) {
		conn := dial(ours)
		defer conn.Close()
		expect(t, conn, "[1,0]")
		began := time.Now()
		write(conn, 22)
		for range 22 {
			sockettest.Read(t, conn)
		}
		if took := time.Since(began); took != 1900*time.Millisecond { // 3 at once, and 19 at 10 a second
			t.Errorf("22 messages took %v", took)
		}
	})
}

func TestAMemberThatGoesOnSendingTooFastIsClosed(t *testing.T) {
	inBubble(t, instance.Config{Rate: 10, Burst: 3}, func(t *testing.T, dial func(string) *websocket.Conn, _ *instance.Instances) {
		conn := dial(ours)
		defer conn.Close()
		began := time.Now()
		write(conn, 100)
		n, closed := answers(conn)
		if want := "websocket: close 1008 (policy violation): too fast: a member may send 10 messages a second, and 3 at once"; closed != want {
			t.Errorf("ended with %s, want %s", closed, want)
		}
		const served = 1 + 3 + 21 // the answer to joining, the burst, and what came until the member had waited for longer than two seconds
		if took := time.Since(began); n != served || took != 2100*time.Millisecond {
			t.Errorf("%d answers in %v", n, took)
		}
	})
}

// Five members send without a pause, and a sixth sends one message.
func TestTheMessagesOfAllMembersTakeTurns(t *testing.T) {
	inBubble(t, instance.Config{Rate: 1_000, Burst: 1_000, InstanceRate: 10, InstanceBurst: 1}, func(t *testing.T, dial func(string) *websocket.Conn, _ *instance.Instances) {
		const loud, each = 5, 20
		heard := make(chan int, loud)
		for range loud {
			conn := dial(ours)
			defer conn.Close()
			write(conn, each)
			go func() {
				n, _ := answers(conn)
				heard <- n
			}()
		}
		quiet := dial(ours)
		defer quiet.Close()
		sockettest.Pass(time.Second)
		began := time.Now()
		go quiet.WriteMessage(websocket.TextMessage, []byte("panic")) // ends this connection, and no other
		answers(quiet)
		if took := time.Since(began); took > (loud+1)*100*time.Millisecond {
			t.Errorf("a message of a quiet member waited for %v", took)
		}
		began = time.Now()
		other := dial(theirs)
		defer other.Close()
		expect(t, other, "[1,0]")
		sockettest.Write(t, other, websocket.TextMessage, "one")
		expect(t, other, "[1,1]")
		if took := time.Since(began); took != 0 {
			t.Errorf("a message to another instance took %v", took)
		}
		for range loud {
			if n := <-heard; n < loud*each {
				t.Errorf("a member got %d messages: it was closed", n)
			}
		}
	})
}

// counter is a program that counts messages.
type counter struct{ count *atomic.Int64 }

func (counter) Joined(*socket.Conn)                    {}
func (c counter) Message(*socket.Conn, socket.Message) { c.count.Add(1) }
func (counter) Left(*socket.Conn)                      {}

// However many members use their full rate, the program has a bounded number of messages to handle,
// and no member is closed.
func TestTheWorkForAllMembersIsBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const members, seconds = 48, 10
		var count atomic.Int64
		instances := instance.New(instance.Config{}, func(instance.After, instance.Hold) instance.Program { return counter{&count} })
		pipes, closeServer := sockettest.ServePipes(instances.Handler(socket.New(socket.Config{})))
		defer closeServer()
		limits := instance.Defaults()
		var conns []*websocket.Conn
		for range members {
			conn := pipes.Dial(t, "/"+ours)
			conns = append(conns, conn)
			go answers(conn)
			go func() {
				rate := time.NewTicker(time.Second / time.Duration(limits.Rate))
				defer rate.Stop()
				for range seconds * limits.Rate {
					if conn.WriteMessage(websocket.TextMessage, []byte("one")) != nil {
						return
					}
					<-rate.C
				}
			}()
		}
		sockettest.Pass(seconds * time.Second)
		if most := int64(limits.InstanceBurst + seconds*limits.InstanceRate); count.Load() > most || count.Load() < most-members {
			t.Errorf("the program had %d messages in %d seconds, want %d", count.Load(), seconds, most)
		}
		if left := instances.Figures().Members; left != members {
			t.Errorf("%d members are left", left)
		}
		for _, conn := range conns {
			conn.Close()
		}
		sockettest.Pass(time.Minute) // messages still wait for their turn
	})
}
