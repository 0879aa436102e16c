package player

import (
	"strconv"
	"testing"

	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
)

func TestAnExpectationComparesTheMessageWithItsStep(t *testing.T) {
	for _, test := range []struct {
		expect  string
		opcode  rfc6455.Opcode
		payload string
		want    string
	}{
		{"expect echo", rfc6455.Text, "Hello", "done"},
		{"expect echo", rfc6455.Binary, "Hello", "failed: This came instead: 48 65 6c 6c 6f"},
		{"expect echo", rfc6455.Text, "hello", "failed: This came instead: hello"},
		{"expect message Hi", rfc6455.Text, "Hi", "done"},
		{"expect message Hi", rfc6455.Text, "Hi ", "failed: This came instead: Hi "},
		{`expect message ""`, rfc6455.Text, "", "done"},
		{"expect binary 00 ff", rfc6455.Binary, "\x00\xff", "done"},
		{"expect binary 00 ff", rfc6455.Text, "\x00\xff", "failed: This came instead: \x00\xff"},
		{"expect close", rfc6455.Text, "Hello", "waiting"},
	} {
		p := load(t, "connect /echo", "message Hello", test.expect)
		p.connected(0)
		p.Press(1)
		p.Received(1, test.opcode, []byte(test.payload))
		p.wantSteps("done", "done", test.want)
	}
}

func TestAnExpectationOfACloseComparesCodeAndReason(t *testing.T) {
	for _, test := range []struct {
		expect string
		code   rfc6455.CloseCode
		reason string
		want   string
	}{
		{"expect close", 1006, "", "done"},
		{"expect close 1000", 1000, "bye", "done"},
		{"expect close 1000 bye", 1000, "bye", "done"},
		{"expect close 1000 bye", 1000, "", "failed: It closed with 1000."},
		{"expect close 1000 bye", 1009, "too big", "failed: It closed with 1009 too big."},
		{"expect message Hi", 1000, "bye", "failed: The connection closed before it came."},
	} {
		p := load(t, "connect /echo", "message Hello", test.expect)
		p.connected(0)
		p.Press(1)
		p.closes(1, test.code, test.reason)
		p.wantSteps("done", "done", test.want)
	}
}

func TestNothingIsExpectedForEver(t *testing.T) {
	p := load(t, "connect /echo", "message Hello", "expect echo", "expect close")
	p.connected(0)
	p.Press(1)
	p.pass(ExpectTimeout - 1)
	p.wantSteps("done", "done", "waiting", "waiting")
	p.pass(1)
	p.wantSteps("done", "done", "failed: Nothing came within 5.00 s.", "failed: Nothing came within 5.00 s.")
	p.receives(1, "Hello") // too late
	p.wantSteps("done", "done", "failed: Nothing came within 5.00 s.", "failed: Nothing came within 5.00 s.")
}

func TestAnExpectationHasItsTimeFromTheOpenConnectionOn(t *testing.T) {
	p := load(t, "connect /room", "expect message welcome")
	p.Press(0)
	p.pass(ExpectTimeout + 1)
	p.wantSteps("waiting", "waiting")
	p.Opened(1, "")
	p.pass(ExpectTimeout - 1)
	p.wantSteps("done", "waiting")
	p.pass(1)
	p.wantSteps("done", "failed: Nothing came within 5.00 s.")
}

func TestAnEchoIsExpectedOfTheMessageAsItWasSent(t *testing.T) {
	p := load(t, "connect /echo", "message Hello", "expect echo", "binary 00", "expect echo")
	p.connected(0)
	p.Edit(1, "Servus")
	p.Press(1)
	p.receives(1, "Servus")
	p.Edit(3, "01 02")
	p.Press(3)
	p.Received(1, rfc6455.Binary, []byte{1, 2})
	p.wantSteps("done", "done", "done", "done", "done")
}

// On a slow network the learner goes on before the echo has come.
func TestEveryStepFindsItsEchoAmongMoreMessages(t *testing.T) {
	for _, test := range []struct {
		what string
		sent []func(p *page)
	}{
		{"another message follows", []func(*page){pressHello, sendHi}},
		{"another message goes before", []func(*page){sendHi, pressHello}},
		{"a line is typed", []func(*page){pressHello, func(p *page) { p.Typed(1, rfc6455.Text, []byte("Hi")) }}},
		{"the step is pressed again", []func(*page){pressHello, pressHello}},
		{"the step is edited and pressed again", []func(*page){pressHello, func(p *page) { p.Edit(3, "Hi"); p.Press(3) }}},
		{"the step below goes before", []func(*page){pressHello, func(p *page) { p.Press(1) }}},
	} {
		p := load(t, "connect /echo", "message first", "expect echo", "message Hello", "expect echo")
		p.connected(0)
		for _, send := range test.sent {
			send(p)
		}
		for _, row := range p.look().Rows {
			if row.Event.Kind == play.Sent {
				p.pass(1)
				p.receives(1, row.Event.Text)
			}
		}
		for i, s := range p.look().Steps {
			if s.Status == Failed || s.Status == Waiting {
				t.Errorf("%s: step %d is %v: %s", test.what, i, s.Status, s.Outcome)
			}
		}
	}
}

func pressHello(p *page) { p.Press(3) }
func sendHi(p *page)     { p.SendOwn(0, "Hi") }

func TestAMessageThatCameEarlyIsStillFound(t *testing.T) {
	p := load(t, "alice: connect /room", "bob: connect /room", "alice: message hi", "bob: message ho",
		"alice: expect message ho", "bob: expect message hi")
	alice, bob := p.connected(0), p.connected(1)
	p.Press(2)
	p.receives(bob, "hum") // of the room's other members
	p.receives(bob, "hi")
	p.Press(3)
	p.wantSteps("done", "done", "done", "done", "waiting", "done")
	p.receives(alice, "ho")
	p.wantSteps("done", "done", "done", "done", "done", "done")
}

func TestMessagesThatCameEarlyAreFoundOnceAndInOrder(t *testing.T) {
	p := load(t, "alice: connect /room", "bob: connect /room", "bob: message go",
		"alice: expect message 2", "alice: expect message 1")
	alice := p.connected(0)
	p.connected(1)
	p.receives(alice, "1")
	p.receives(alice, "2")
	p.Press(2)
	p.wantSteps("done", "done", "done", "done", "waiting")
}

func TestACloseThatCameEarlyIsStillFound(t *testing.T) {
	p := load(t, "alice: connect /room", "bob: connect /room", "bob: message hi", "alice: expect close 1008")
	alice := p.connected(0)
	p.connected(1)
	p.closes(alice, rfc6455.PolicyViolation, "too fast")
	p.Press(2)
	p.wantSteps("done", "done", "done", "done")
	p.Press(2) // the close was found before, and no other comes
	p.pass(ExpectTimeout)
	p.wantSteps("done", "done", "done", "failed: Nothing came within 5.00 s.")
}

func TestOnlyTheLatestMessagesAreKeptForLater(t *testing.T) {
	for _, test := range []struct {
		since int
		want  string
	}{{maxUnexpected - 1, "done"}, {maxUnexpected, "waiting"}} {
		p := load(t, "alice: connect /room", "bob: connect /room", "bob: message go", "alice: expect message early")
		alice := p.connected(0)
		p.connected(1)
		p.receives(alice, "early")
		for i := range test.since {
			p.receives(alice, strconv.Itoa(i))
		}
		p.Press(2)
		p.wantSteps("done", "done", "done", test.want)
	}
}

func TestAnEchoIsNeverOlderThanItsMessage(t *testing.T) {
	for _, path := range []string{"/echo", "/echo?x=1", "/another"} {
		p := load(t, "connect "+path, "message Hello", "expect echo")
		p.connected(0)
		p.SendOwn(0, "Hello")
		p.pass(5)
		p.receives(1, "Hello") // no step waits for this one
		p.pass(5)
		p.Press(1)
		p.wantSteps("done", "done", "waiting")
		p.pass(5)
		p.receives(1, "Hello")
		p.wantSteps("done", "done", "done")
	}
}

func TestARunFindsTheLastEchoAlsoOnASlowNetwork(t *testing.T) {
	for _, roundTrip := range []play.Milliseconds{1, DefaultPace / 2, DefaultPace * 3} {
		p := load(t, "connect /echo", "message a", "message b", "expect echo")
		p.Run()
		p.Opened(1, "")
		p.pass(DefaultPace)
		first := min(roundTrip, DefaultPace)
		p.pass(first)
		if roundTrip < DefaultPace {
			p.receives(1, "a")
		}
		p.pass(DefaultPace - first)
		p.pass(roundTrip)
		if roundTrip >= DefaultPace {
			p.receives(1, "a")
		}
		p.receives(1, "b")
		p.wantSteps("done", "done", "done", "done")
	}
}

func TestABlockMayStartWithAnExpectation(t *testing.T) {
	p := load(t, "expect message hi", "connect /echo")
	p.Run()
	p.wantSteps("waiting", "idle")
	p.pass(ExpectTimeout)
	p.wantAsked()
	p.wantSteps("failed: Nothing came within 5.00 s.", "idle")
}

func TestClientsDoNotAnswerForEachOther(t *testing.T) {
	p := load(t, "alice: connect /echo", "bob: connect /echo", "alice: message hi", "alice: expect echo", "bob: disconnect",
		"bob: expect close")
	alice, bob := p.connected(0), p.connected(1)
	p.Press(2)
	p.receives(bob, "ho")
	p.wantSteps("done", "done", "done", "waiting", "idle", "idle")
	p.Press(4)
	p.closes(bob, 1000, "")
	p.wantSteps("done", "done", "done", "waiting", "done", "done")
	p.receives(alice, "hi")
	p.wantSteps("done", "done", "done", "done", "done", "done")
	if v := p.look(); v.Clients[0] != (ClientView{"alice", Open}) || v.Clients[1] != (ClientView{"bob", Closed}) {
		t.Errorf("the clients are %+v", v.Clients)
	}
}

func TestEveryClientHasItsOwnDeadline(t *testing.T) {
	p := load(t, "alice: connect /room", "alice: expect message a", "bob: connect /room", "bob: expect message b")
	p.Press(0)
	p.Press(2)
	p.Opened(2, "")
	p.wantSteps("waiting", "waiting", "done", "waiting")
	p.pass(ExpectTimeout) // Alice is still connecting, so ConnectTimeout applies
	p.wantSteps("waiting", "waiting", "done", "failed: Nothing came within 5.00 s.")
}

func TestAnExpectationThatQuotesAMessageFollowsTheLearnersChanges(t *testing.T) {
	p := load(t, "alice: connect /room", "bob: connect /room", "alice: message one", "alice: message one", "bob: expect message one", "bob: expect message two")
	p.connected(0)
	p.connected(1)
	for i, text := range []string{"first", "changed"} {
		if err := p.Edit(2+i, text); err != nil {
			t.Fatal(err)
		}
	}
	p.Press(2)
	p.Press(3)
	p.Received(2, rfc6455.Text, []byte("changed")) // the later of the two quoted messages counts
	p.Received(2, rfc6455.Text, []byte("two"))
	p.wantSteps("done", "done", "done", "done", "done: It came, as you changed it.", "done")
	p.Reset()
	p.connected(0)
	p.connected(1)
	p.Press(3)
	p.Received(4, rfc6455.Text, []byte("changed"))
	p.wantSteps("done", "done", "idle", "done", "failed: This came instead: changed", "waiting")
}
