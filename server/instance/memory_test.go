package instance_test

import (
	"net/netip"
	"strings"
	"testing"

	"github.com/gorilla/websocket"

	"twocups/server/instance"
	"twocups/server/limit/memory"
	"twocups/server/socket"
	"twocups/server/socket/sockettest"
)

// hoarder is a program that holds all messages of its members.
type hoarder struct {
	hold  instance.Hold
	bytes int
}

func newHoarder(_ instance.After, hold instance.Hold) instance.Program { return &hoarder{hold: hold} }

func (*hoarder) Joined(*socket.Conn) {}
func (*hoarder) Left(*socket.Conn)   {}

func (p *hoarder) Message(c *socket.Conn, m socket.Message) {
	answer := "sorry"
	if string(m.Payload) == "drop" {
		p.bytes, answer = 0, "dropped"
		p.hold(0)
	} else if p.hold(p.bytes + len(m.Payload)) {
		p.bytes += len(m.Payload)
		answer = "held"
	}
	c.Deliver(socket.Prepare(socket.Message{Opcode: m.Opcode, Payload: []byte(answer)}))
}

func serveHoarders(t *testing.T, budget *memory.Budget) (url string, instances *instance.Instances) {
	t.Helper()
	instances = instance.New(instance.Config{Memory: budget, Idle: 1}, newHoarder)
	t.Cleanup(budget.Close)
	return sockettest.Serve(t, instances.Handler(socket.New(sockettest.Patient(socket.Config{})))), instances
}

func hoard(t *testing.T, conn *websocket.Conn, bytes int, want string) {
	t.Helper()
	sockettest.Write(t, conn, websocket.TextMessage, strings.Repeat("x", bytes))
	expect(t, conn, want)
}

func TestWhatAProgramHoldsComesFromTheBudget(t *testing.T) {
	budget := memory.New(1 << 20)
	url, instances := serveHoarders(t, budget)
	conn := sockettest.Dial(t, url+ours)
	hoard(t, conn, 60<<10, "held")
	hoard(t, conn, 60<<10, "held")
	if used := budget.Figures().Used; used != 120<<10+instance.Cost {
		t.Errorf("%d bytes are counted", used)
	}
	sockettest.Write(t, conn, websocket.TextMessage, "drop")
	expect(t, conn, "dropped")
	if used := budget.Figures().Used; used != instance.Cost {
		t.Errorf("%d bytes are counted of an instance that holds nothing", used)
	}
	hoard(t, conn, 60<<10, "held")
	sockettest.Close(t, conn, 1000, "")
	sockettest.ReadClose(t, conn)
	sockettest.Await(t, "the instance to end", func() bool { return instances.Figures().Running == 0 })
	sockettest.Await(t, "the memory to be given back", func() bool { return budget.Figures().Used == 0 })
}

func TestAnInstanceThatHoldsMostGivesUpWhenMemoryIsShort(t *testing.T) {
	budget := memory.New(200 << 10)
	url, _ := serveHoarders(t, budget)
	small, great := sockettest.Dial(t, url+ours), sockettest.Dial(t, url+theirs)
	hoard(t, small, 10<<10, "held")
	for range 2 {
		hoard(t, great, 56<<10, "held")
	}
	sockettest.Write(t, great, websocket.TextMessage, strings.Repeat("x", 56<<10))
	expectClose(t, great, 1013, "the server is short of memory: this instance held most")
	hoard(t, small, 10<<10, "held")
}

func TestAClientGetsNoInstanceWhenMemoryIsShort(t *testing.T) {
	budget := memory.New(200 << 10)
	url, _ := serveHoarders(t, budget)
	other, ok := budget.Open(netip.Prefix{}, 185<<10, func() {})
	if !ok {
		t.Fatal("the budget is too small for this test")
	}
	expectClose(t, sockettest.Dial(t, url+ours), 1013, "the server is short of memory: try again later")
	other.Close()
	hoard(t, sockettest.Dial(t, url+ours), 10, "held")
}
