package instance_test

import (
	"fmt"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"

	"twocups/server/instance"
	"twocups/server/socket"
	"twocups/server/socket/sockettest"
)

// club is a tally whose members register with their first message.
type club struct {
	tally
	registered map[*socket.Conn]bool
}

func newClub(after instance.After, _ instance.Hold) instance.Program {
	return &club{tally{after: after, members: map[*socket.Conn]bool{}}, map[*socket.Conn]bool{}}
}

func (p *club) IsRegistered(c *socket.Conn) bool { return p.registered[c] }

func (p *club) Message(c *socket.Conn, m socket.Message) {
	p.registered[c] = true
	p.tally.Message(c, m)
}

// visitors dials instances of a club in a synctest bubble.
type visitors struct {
	*testing.T
	pipes     *sockettest.Pipes
	instances *instance.Instances
	keys      int
}

func visit(t *testing.T, config instance.Config, test func(v *visitors)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		v := &visitors{T: t, instances: instance.New(config, newClub)}
		patient := socket.Config{PingEvery: time.Hour, PongWait: 2 * time.Hour, WriteTimeout: time.Hour} // these clients seldom read
		handler := v.instances.Handler(socket.New(patient))
		pipes, closeServer := sockettest.ServePipes(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			r.RemoteAddr = r.URL.Query().Get("from") + ":1"
			handler.ServeHTTP(w, r)
		}))
		v.pipes = pipes
		defer closeServer()
		test(v)
		synctest.Wait()
	})
}

// newKey returns the key of another instance.
func (v *visitors) newKey() string {
	v.keys++
	return fmt.Sprintf("%022d", v.keys)
}

// enter joins the instance with the key, from the address, without registering.
func (v *visitors) enter(from, key string) *websocket.Conn {
	v.Helper()
	conn := v.pipes.Dial(v, "/?instance="+key+"&from="+from)
	v.Cleanup(func() { conn.Close() })
	return conn
}

// register sends a first message, and returns the answer.
func (v *visitors) register(conn *websocket.Conn) string {
	v.Helper()
	sockettest.Read(v, conn)
	sockettest.Write(v, conn, websocket.TextMessage, "one")
	_, answer := sockettest.Read(v, conn)
	return answer
}

// begin begins an instance and registers.
func (v *visitors) begin(from string) *websocket.Conn {
	v.Helper()
	sockettest.Pass(time.Millisecond) // no two instances begin at the same time
	conn := v.enter(from, v.newKey())
	if answer := v.register(conn); answer != "[1,1]" {
		v.Errorf("the first member is answered with %s", answer)
	}
	return conn
}

// leave closes a connection.
func (v *visitors) leave(conn *websocket.Conn) {
	conn.Close()
	synctest.Wait()
}

const madeRoom = "the server is full, and this instance had to make room: try again later"

// The addresses of the tests.
const (
	school   = "192.0.2.1"
	stranger = "198.51.100.7"
	home     = "203.0.113.9"
)

func TestOneAddressMayHaveHalfOfTheInstances(t *testing.T) {
	visit(t, instance.Config{MaxInstances: 1_200}, func(v *visitors) {
		for range 600 {
			v.begin(stranger)
		}
		expectClose(t, v.enter(stranger, v.newKey()), 1013, "your address has 600 instances of this program, and the server takes no more from one")
		for range 600 {
			v.begin(school)
		}
	})
}

func TestOneAddressMayHaveWhatAClassNeeds(t *testing.T) {
	visit(t, instance.Config{MaxInstances: 500}, func(v *visitors) {
		for range 500 {
			v.begin(school)
		}
		expectClose(t, v.enter(school, v.newKey()), 1013, "the server is full: all its 500 instances of this program are in use")
	})
}

func TestTheAddressWithMostInstancesGivesUpItsNewest(t *testing.T) {
	visit(t, instance.Config{MaxInstances: 4}, func(v *visitors) {
		oldest, second := v.begin(stranger), v.begin(stranger)
		third, newest := v.begin(stranger), v.begin(stranger)
		v.begin(school)
		expectClose(t, newest, 1013, madeRoom)
		v.begin(home)
		expectClose(t, third, 1013, madeRoom)
		expectClose(t, v.enter(school, v.newKey()), 1013, "the server is full: all its 4 instances of this program are in use")
		for _, conn := range []*websocket.Conn{oldest, second} {
			sockettest.Write(t, conn, websocket.TextMessage, "two")
			expect(t, conn, "[1,2]")
		}
	})
}

// Quick visits begin an instance each, and leave it at once, some with a message and some without.
// They may come from the address of the class.
func TestAnInstanceThatIsEmptyForAMomentOutlastsQuickVisits(t *testing.T) {
	for _, from := range []string{stranger, school} {
		visit(t, instance.Config{MaxInstances: 3}, func(v *visitors) {
			key := v.newKey()
			page := v.enter(school, key)
			v.register(page)
			sockettest.Pass(10 * time.Minute)
			v.leave(page) // it reloads
			for range 10 {
				v.leave(v.enter(from, v.newKey()))
				v.leave(v.begin(from))
				sockettest.Pass(time.Second)
			}
			page = v.enter(school, key)
			if answer := v.register(page); answer != "[1,2]" {
				t.Errorf("after visits from %s, the page that comes back is answered with %s", from, answer)
			}
		})
	}
}

func TestAnInstanceThatNobodyHasUsedForAMinuteMakesRoom(t *testing.T) {
	visit(t, instance.Config{MaxInstances: 2}, func(v *visitors) {
		first, second := v.begin(school), v.begin(home)
		sockettest.Pass(10 * time.Minute)
		v.leave(first)
		sockettest.Pass(time.Second)
		v.leave(second)
		sockettest.Pass(58 * time.Second)
		expectClose(t, v.enter(stranger, v.newKey()), 1013, "the server is full: all its 2 instances of this program are in use")
		sockettest.Pass(time.Second + 1) // the first instance has been empty for a minute, and the second has not
		v.begin(stranger)
		expectClose(t, v.enter(stranger, v.newKey()), 1013, "the server is full: all its 2 instances of this program are in use")
	})
}

func TestAnInstanceWhoseMembersHaveNotRegisteredMakesRoom(t *testing.T) {
	visit(t, instance.Config{MaxInstances: 2}, func(v *visitors) {
		silent := v.enter(stranger, v.newKey())
		v.begin(home)
		expectClose(t, v.enter(school, v.newKey()), 1013, "the server is full: all its 2 instances of this program are in use")
		sockettest.Pass(5*time.Second + 1)
		v.begin(school)
		expectClose(t, silent, 1013, madeRoom)
	})
}

func TestAMemberThatHasNotRegisteredGivesWayWhenTheInstanceIsFull(t *testing.T) {
	visit(t, instance.Config{MaxMembers: 2}, func(v *visitors) {
		key := v.newKey()
		v.register(v.enter(school, key))
		silent := v.enter(school, key)
		expectClose(t, v.enter(school, key), 1013, "this instance is full: it takes 2 members")
		sockettest.Pass(5*time.Second + 1)
		bob := v.enter(school, key)
		expectClose(t, silent, 1013, "this instance is full, and others wait: you have not said who you are")
		v.register(bob)
		sockettest.Pass(5*time.Second + 1)
		expectClose(t, v.enter(school, key), 1013, "this instance is full: it takes 2 members")
		if members := v.instances.Figures().Members; members != 2 {
			t.Errorf("%d members", members)
		}
	})
}
