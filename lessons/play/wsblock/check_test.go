package wsblock

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
)

// These are events as a timeline has them.
var (
	sentHello     = play.Event{Side: rfc6455.Client, Kind: play.Sent, Opcode: rfc6455.Text, Size: 5, Text: "Hello"}
	sentBytes     = play.Event{Side: rfc6455.Client, Kind: play.Sent, Opcode: rfc6455.Binary, Size: 2, Text: "48 69"}
	receivedHello = play.Event{Side: rfc6455.Client, Kind: play.Received, Opcode: rfc6455.Text, Size: 5, Text: "Hello"}
	serverHello   = play.Event{Side: rfc6455.Server, Kind: play.Received, Opcode: rfc6455.Text, Size: 5, Text: "Hello"}
	sentNothing   = play.Event{Side: rfc6455.Client, Kind: play.Sent, Opcode: rfc6455.Text}
	closing       = play.Event{Side: rfc6455.Client, Kind: play.Closing, Code: 4000, Reason: "lunch"}
	closed        = play.Event{Side: rfc6455.Client, Kind: play.Closed, Code: 4000, Reason: "lunch", Clean: true}
	opened        = play.Event{Side: rfc6455.Client, Kind: play.Opened, Text: "chat.v2"}
	connecting    = play.Event{Side: rfc6455.Client, Kind: play.Connecting, Text: "/echo"}
	failed        = play.Event{Side: rfc6455.Client, Kind: play.Failed}
	remark        = play.Event{Side: rfc6455.Server, Kind: play.Remark, Text: "a ping asks the client: hi"}
)

// emitted are events over Socket.IO.
var emitted = []play.Event{
	{Side: rfc6455.Client, Kind: play.Connecting, Text: "socket.io /chat"},
	{Side: rfc6455.Client, Kind: play.Sent, Opcode: rfc6455.Text, Text: `message: "hello", 2 (asks for acknowledgement 0)`, Packet: `420["message","hello",2]`},
	{Side: rfc6455.Server, Kind: play.Received, Opcode: rfc6455.Text, Text: "/chat ask: true"},
	{Side: rfc6455.Server, Kind: play.Received, Opcode: rfc6455.Text, Text: "bye"},
	{Side: rfc6455.Server, Kind: play.Sent, Opcode: rfc6455.Text, Text: `/chat acknowledgement 12: "ok"`},
}

func as(client string, e play.Event) play.Event {
	e.Client = client
	return e
}

// checked reads a check of these conditions, and returns which conditions are met after
// these events.
func checked(t *testing.T, events []play.Event, conditions ...string) []bool {
	t.Helper()
	parsed, faults := ParseCheck(strings.Join(conditions, "\n> words\n") + "\n> words\n")
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	var c Check
	for _, condition := range parsed {
		c.Add(condition)
	}
	for _, e := range events {
		c.Count(e)
	}
	return c.Met()
}

func TestAConditionIsMetByTheEventsThatItDescribes(t *testing.T) {
	all := []play.Event{connecting, opened, sentHello, sentBytes, receivedHello, serverHello, closing, closed, failed, remark}
	long := play.Event{Side: rfc6455.Client, Kind: play.Received, Opcode: rfc6455.Text, Size: 2000, Text: play.Preview(rfc6455.Text, strings.Repeat("a", 2000))}
	for _, c := range []struct {
		events    []play.Event
		condition string
		want      bool
	}{
		{all, "client sent text Hello", true},
		{all, `client sent text "Hello"`, true},
		{all, "client sent text hello", false},
		{all, "client sent text", true},
		{all, `client sent text ""`, false},
		{[]play.Event{sentNothing}, `client sent text ""`, true},
		{all, "client sent binary 4869", true},
		{all, "client sent binary 48", false},
		{all, "client sent binary", true},
		{all, "client received binary", false},
		{all, "client sent", true},
		{all, "server sent", false},
		{[]play.Event{sentBytes}, "client sent", true},
		{all, "server received text Hello", true},
		{all, "server sent text Hello", false},
		{all, "client sent 5 bytes text", true},
		{all, "client sent 6+ bytes text", false},
		{all, "client sent 5+ bytes text", true},
		{all, "client sent 0 bytes text", false},
		{[]play.Event{sentNothing}, "client sent 0 bytes text", true},
		{[]play.Event{long}, "client received 126+ bytes text", true},
		{[]play.Event{long}, "client received text " + strings.Repeat("a", 2000), true},
		{[]play.Event{long}, "client received text " + strings.Repeat("a", 2001), false},
		{all, "client closing 4000", true},
		{all, "client closed 4000 lunch", true},
		{all, "client closed 4000 dinner", false},
		{all, "client closed 4001", false},
		{all, "client closed", true},
		{all, "server closed", false},
		{all, "client opened chat.v2", true},
		{all, "client opened chat.v1", false},
		{all, "client connecting /echo", true},
		{all, "client connecting /room", false},
		{all, "client failed", true},
		{all, "server remark a ping asks the client: hi", true},
		{all, "client sent event", false},
		{emitted, `client sent event message "hello", 2`, true},
		{emitted, `client sent event message "hello"`, false},
		{emitted, "client sent event message", true},
		{emitted, `client sent event "message"`, true},
		{emitted, "client sent event mess", false},
		{emitted, "client sent event", true},
		{emitted, "client sent text", true},
		{emitted, "client sent ack", false},
		{emitted, "2 times server received event", true},
		{emitted, "server received event ask true", true},
		{emitted, "server received event bye", true},
		{emitted, "server sent event", false},
		{emitted, "server sent ack", true},
		{emitted, `server sent ack "ok"`, true},
		{emitted, `server sent ack "no"`, false},
		{emitted, "client connecting socket.io /chat", true},
		{emitted, "client connecting socket.io", false},
		{emitted, "client connecting /socket.io/", false},
		{all, "alice: client sent text", false},
		{[]play.Event{as("alice", sentHello)}, "alice: client sent text", true},
		{[]play.Event{as("alice", sentHello)}, "bob: client sent text", false},
		{[]play.Event{as("alice", sentHello)}, "client sent text", true},
		{all, "never client sent text", false},
		{all, "never server sent text", true},
		{nil, "never server sent text", true},
		{all, "1 times client sent text", true},
		{[]play.Event{sentHello, sentHello}, "1 time client sent text", false},
		{[]play.Event{sentHello, sentHello}, "2 times client sent text", true},
		{[]play.Event{sentHello, sentHello}, "3 times client sent text", false},
	} {
		if got := checked(t, c.events, c.condition); got[0] != c.want {
			t.Errorf("%.60s: %t, want %t", c.condition, got[0], c.want)
		}
	}
}

func TestThenCountsOnlyLaterEvents(t *testing.T) {
	for _, c := range []struct {
		events []play.Event
		want   []bool
	}{
		{[]play.Event{sentHello, receivedHello, closed}, []bool{true, true, true}},
		{[]play.Event{receivedHello, sentHello, closed}, []bool{true, false, false}},
		{[]play.Event{receivedHello, sentHello, receivedHello}, []bool{true, true, false}},
		{nil, []bool{false, false, false}},
	} {
		got := checked(t, c.events, "client sent text", "then client received text", "then client closed")
		if !slices.Equal(got, c.want) {
			t.Errorf("%v: %t, want %t", c.events, got, c.want)
		}
	}
	if got := checked(t, []play.Event{sentHello}, "client sent text", "then client sent text"); got[1] {
		t.Error("one event met a condition and the \"then\" condition below it")
	}
	if got := checked(t, []play.Event{sentHello, sentHello}, "client sent text", "then client sent text"); !got[1] {
		t.Error("two events did not meet a condition and the \"then\" condition below it")
	}
}

func TestAResetCheckForgetsItsEvents(t *testing.T) {
	var c Check
	c.Add(Condition{Event: play.Event{Side: rfc6455.Client, Kind: play.Failed}})
	c.Count(failed)
	if met := c.Met(); !met[0] {
		t.Error("the condition is not met")
	}
	c.Reset()
	if met := c.Met(); met[0] {
		t.Error("the condition is still met")
	}
}

func TestParseCheckNamesEachFaultAtItsPlace(t *testing.T) {
	many := strings.Repeat("client failed\n> x\n", MaxConditions)
	for _, c := range []struct{ src, want string }{
		{"", `1:1: empty check (want a condition such as "client received text Hello")`},
		{"# nothing\n", `1:1: empty check (want a condition such as "client received text Hello")`},
		{"> early\nclient failed\n> x", `1:1: note "> early" before the first condition (want a condition above it)`},
		{"client failed\nclient opened\n> x", `1:1: condition "client failed" without words (want a line "> …" below it that tells the learner what must happen)`},
		{"client opened", `1:1: condition "client opened" without words (want a line "> …" below it that tells the learner what must happen)`},
		{"  clint failed\n> x", `1:3: unknown end "clint" (want client or server)`},
		{"never\n> x", `1:6: unknown end "" (want client or server)`},
		{"client fell\n> x", `1:8: unknown event "fell" (want connecting, opened, sent, received, closing, closed, failed or remark)`},
		{"client failed now\n> x", `1:15: unexpected "now" (want the end of the line)`},
		{"client sent Hello\n> x", `1:13: unknown kind of message "Hello" (want text, binary, event or ack)`},
		{"client sent 5 text\n> x", `1:13: size "5 text" (want 126 bytes or 126+ bytes for 126 or more)` + "\n" + `1:19: unknown kind of message "" (want text, binary, event or ack)`},
		{"client sent 5 bytes text Hello\n> x", `1:26: unexpected "Hello" (want the end of the line)`},
		{"client sent binary 4\n> x", `1:20: bytes "4" (want pairs of hexadecimal digits such as 48 69)`},
		{"client closed 99\n> x", `1:15: close code "99" (want 1000 to 4999)`},
		{"client connecting echo\n> x", `1:19: path "echo" (want a path of this server such as /echo or socket.io)`},
		{"Alice: client failed\n> x", `1:1: client "Alice" (want a lower-case letter, then letters, digits or -)`},
		{"0 times client failed\n> x", `1:1: how often "0 times" (want never or 1 to 1000 times)`},
		{"2 client failed\n> x", `1:1: how often "2 client" (want never or 1 to 1000 times)` + "\n" + `1:10: unknown end "failed" (want client or server)`},
		{"1001 times client failed\n> x", `1:1: unknown end "1001" (want client or server)`},
		{"then client failed\n> x", `1:1: "then" without a condition of the same end above it (want one above it or no "then")`},
		{"server opened\n> x\nthen client failed\n> x", `3:1: "then" without a condition of the same end above it (want one above it or no "then")`},
		{many + "client failed\n> x", fmt.Sprintf(`%d:1: condition 17 of a check that holds 16 (want fewer conditions)`, 2*MaxConditions+1)},
		{many, ""},
	} {
		var got []string
		_, faults := ParseCheck(c.src)
		for _, f := range faults {
			got = append(got, f.Error())
		}
		if strings.Join(got, "\n") != c.want {
			t.Errorf("%q:\n\t%s\nwant\n\t%s", c.src, strings.Join(got, "\n\t"), c.want)
		}
	}
}
