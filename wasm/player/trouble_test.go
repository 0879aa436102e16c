package player

import (
	"strings"
	"testing"

	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
)

func TestAFailedConnectIsExplained(t *testing.T) {
	for _, test := range []struct {
		answer     Answer
		status     int
		text       string
		what, next string // words of it
	}{
		{NoAnswer, 0, "", "The server does not answer", "see whether it still runs"},
		{Redirected, 0, "", "redirect", "Log in to the network"},
		{Unreadable, 0, "", "not as a socket of this server", "path right"},
		{Answered, 403, "Two Cups: The page is from elsewhere.\nTell the person who runs the server.\n", "The page is from elsewhere.", "Tell the person"},
		{Answered, 426, "Two Cups: The handshake got lost.\nTry another network.\n", "The handshake got lost.", "Try another network."},
		{Answered, 403, "Forbidden", "such as a proxy or a filter", "another network"},
		{Answered, 426, "Upgrade Required", "HTTP status 426", "another network"},
		{Answered, 200, "<h1>Welcome</h1>", "such as a proxy or a filter", "another network"},
		{Answered, 400, "", "HTTP status 400", "another network"},
		{Answered, 404, "", "no socket at this path", "path right"},
		{Answered, 405, "", "no socket at this path", "path right"},
		{Answered, 503, "no server is available", "A proxy in front of the server, or the server itself", "whether your proxy reaches it"},
		{Answered, 502, "", "error (HTTP status 502)", "Wait a little"},
	} {
		p := load(t, "connect /echo")
		p.Press(0)
		p.breaks(1)
		p.wantAsked("open 1 /echo", "probe 1 /echo")
		p.Probed(1, test.answer, test.status, test.text)
		got := p.look().Trouble
		if !strings.Contains(got.What, test.what) || !strings.Contains(got.Next, test.next) {
			t.Errorf("answer %d with status %d is explained as %q, %q", test.answer, test.status, got.What, got.Next)
		}
		p.Press(0)
		if p.look().Trouble != (Trouble{}) {
			t.Error("the trouble stays when the learner tries again")
		}
	}
}

func TestAConnectionThatWasOpenIsNotProbed(t *testing.T) {
	p := load(t, "connect /echo")
	p.connected(0)
	p.breaks(1)
	p.wantAsked()
	p.wantRows(rfc6455.Client, "connecting to /echo", "open", "error (the browser does not say why)", "closed 1006 (no valid close frame came)")
}

func TestAConnectionThatIsCutAtOnceIsExplained(t *testing.T) {
	p := load(t, "connect /echo", "message hi")
	p.connected(0)
	p.breaks(1)
	if got := p.look().Trouble; !strings.Contains(got.What, "cut before anything came") || got.Next == "" {
		t.Errorf("explained as %+v", got)
	}
	p.connected(0)
	p.Press(1)
	p.Received(2, rfc6455.Text, []byte("hi"))
	p.breaks(2)
	if got := p.look().Trouble; got != (Trouble{}) {
		t.Errorf("a connection that has worked is explained as %+v", got)
	}
}

func TestAConnectionThatIsCutAfterTheServerReceivedSomethingIsNoTrouble(t *testing.T) {
	p := load(t, "connect /ask", "message vanish")
	serverReceived := func(conn int) {
		p.Notice(play.Notice{Tag: play.Tag{Attempt: conn}, Event: play.Event{Kind: play.Received, Opcode: rfc6455.Text, Text: "vanish"}})
	}
	p.connected(0)
	p.Press(1)
	serverReceived(1)
	p.breaks(1)
	if got := p.look().Trouble; got != (Trouble{}) {
		t.Errorf("explained as %+v", got)
	}
	p.connected(0)
	p.Press(1)
	p.breaks(2)
	if got := p.look().Trouble; got != cutTrouble {
		t.Errorf("before the server's notice of the message, the trouble is %+v", got)
	}
	serverReceived(2)
	if got := p.look().Trouble; got != (Trouble{}) {
		t.Errorf("after the server's notice of the message, the trouble is still %+v", got)
	}
}

func TestTheTroubleOfOneConnectionStaysWhenAnotherHasTraffic(t *testing.T) {
	p := load(t, "alice: connect /room", "bob: connect /room", "alice: message hi")
	p.connected(0)
	p.connected(1)
	p.breaks(2)
	p.Press(2)
	p.Notice(play.Notice{Tag: play.Tag{Attempt: 1, Client: "alice"}, Event: play.Event{Kind: play.Received, Opcode: rfc6455.Text, Text: "hi"}})
	if got := p.look().Trouble; got != cutTrouble {
		t.Errorf("Bob was cut, and it is explained as %+v", got)
	}
}

func TestALateAnswerDoesNotTroubleTheNextConnection(t *testing.T) {
	p := load(t, "connect /echo")
	p.Press(0)
	p.breaks(1)
	p.connected(0)
	p.Probed(1, NoAnswer, 0, "")
	if got := p.look().Trouble; got != (Trouble{}) {
		t.Errorf("connected, and yet: %+v", got)
	}
}

func TestARemarkOfThePageIsOnEveryOpenConnection(t *testing.T) {
	p := load(t, "alice: connect /echo", "bob: connect /echo", "carol: connect /echo")
	p.ConsoleLost("before any connection")
	p.connected(0)
	p.closes(p.connected(1), 1000, "")
	p.Press(2)
	p.look()
	p.rows = nil
	p.NetworkLost()
	p.NetworkBack()
	p.ConsoleLost("1001 the server stops.")
	p.look()
	var clients []string
	for _, row := range p.rows {
		clients = append(clients, row.Event.Client)
	}
	if got := strings.Join(clients, " "); got != "alice carol alice carol alice carol" {
		t.Errorf("remarked for %s", got)
	}
	const gone, back = "The browser says the network is gone. The socket does not know yet.", "The browser says the network is back."
	const silent = "The server console went silent: 1001 the server stops."
	rows := p.rows
	p.wantRows(rfc6455.Client, gone, gone, back, back)
	p.rows = rows
	p.wantRows(rfc6455.Server, silent, silent)
}

func TestWithoutAConsoleARemarkOfTheServersSideSaysWhy(t *testing.T) {
	p := load(t, "connect /echo")
	p.Unwatched("1013 full.")
	p.Press(0)
	p.wantAsked("open 1 /echo")
	p.wantRows(rfc6455.Server, "The server console could not be opened: 1013 full. The rows below are from the client alone.")
}

func TestARoomWithoutAConsoleIsExplained(t *testing.T) {
	p := load(t, "connect /room")
	p.Unwatched("1013 full.")
	p.Press(0)
	p.breaks(1)
	p.Probed(1, Answered, 426, "")
	want := Trouble{"A room needs the server console, which could not be opened: 1013 full.", "Wait a little, then try again."}
	if got := p.look().Trouble; got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}
