package player

import (
	"strings"

	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
	"twocups/lessons/play/wsblock"
)

// Status is how far a step has come.
type Status uint8

// The statuses of a step.
const (
	Idle    Status = iota
	Waiting        // started, and neither done nor failed
	Done
	Failed // the outcome says why
)

var statusNames = []string{Idle: "idle", Waiting: "waiting", Done: "done", Failed: "failed"}

// String returns the status as a word.
func (s Status) String() string { return statusNames[s] }

// step is a step of the block and how far it has come.
type step struct {
	wsblock.Step
	original []byte // the payload as the lesson has it, before the learner's changes
	status   Status
	outcome  string            // in words, or ""
	deadline play.Milliseconds // Waiting: when the step fails; 0 for never
	wanted   message           // Waiting, of an expect step: the message that it waits for
}

// setStatus sets the status and its outcome, and ends the deadline.
func (s *step) setStatus(status Status, outcome string) {
	s.status, s.outcome, s.deadline = status, outcome, 0
}

// start starts a step, makes the expectations that follow it wait, and returns the index of
// the step after these expectations.
func (p *Player) start(i int) int {
	s := &p.steps[i]
	c := p.connectionOf(s.Client)
	s.setStatus(Waiting, "")
	switch s.Verb {
	case wsblock.Connect:
		p.connect(s, c)
	case wsblock.Message:
		p.message(s, c)
	case wsblock.Disconnect:
		p.disconnect(s, c)
	case wsblock.Expect: // the first step of a block, which wsblock.Parse rejects
		p.expect(s)
	}
	next := i + 1
	for ; next < len(p.steps) && p.steps[next].Verb == wsblock.Expect; next++ {
		if s.status == Failed {
			p.steps[next].setStatus(Idle, "")
		} else {
			p.expect(&p.steps[next])
		}
	}
	return next
}

func (p *Player) connect(s *step, c *connection) {
	switch c.state {
	case Connecting, Open:
		s.setStatus(Failed, "Already "+c.state.String()+". Disconnect first.")
		return
	case Closing:
		s.setStatus(Failed, "The connection before is still closing. Wait until it is closed.")
		return
	}
	p.trouble = Trouble{}
	for i := range p.steps { // the outcomes of these steps belong to the connection before
		if later := &p.steps[i]; later.Client == s.Client && later != s {
			later.setStatus(Idle, "")
		}
	}
	c = p.addConnection(s.Client, s.Path)
	c.namespace = s.Namespace
	s.deadline = p.page.Now() + ConnectTimeout
	path, shown := s.Path, s.Path
	if s.Namespace != "" {
		path, shown = withQuery(path, engineQuery), wsblock.ConnectText(s.Namespace)
	}
	if p.console != "" {
		path = withQuery(path, play.Tag{Console: p.console, Block: p.name, Client: c.client, Attempt: c.number}.Query())
	}
	p.addClientEvent(c, play.Event{Kind: play.Connecting, Text: shown})
	if p.unwatched != "" {
		p.remarkFrom(rfc6455.Server, c, "The server console could not be opened: "+p.unwatched+" The rows below are from the client alone.")
	}
	c.requestedAt = p.page.Now() // no earlier than its row, so that its effects come below it
	p.page.Open(c.number, c.client, path, s.Subprotocols)
}

// withQuery adds parameters to a path's query.
func withQuery(path, query string) string {
	if strings.Contains(path, "?") {
		return path + "&" + query
	}
	return path + "?" + query
}

func (p *Player) message(s *step, c *connection) {
	if c.state != Open {
		s.setStatus(Failed, notSent(c.state))
		return
	}
	s.setStatus(Done, "")
	switch {
	case s.Emit:
		p.emit(c, string(s.Payload), s.Ack, false)
	case !s.Ack:
		p.send(c, s.Opcode, s.Payload)
	case !p.sendAck(c, string(s.Payload)):
		s.setStatus(Failed, "Nothing to acknowledge: no event of the server's is waiting for it.")
	}
}

func (p *Player) disconnect(s *step, c *connection) {
	if c.state == Closed || c.state == Closing {
		s.setStatus(Failed, "Nothing to close: the connection is "+c.state.String()+".")
		return
	}
	if c.namespace != "" {
		p.leaveNamespace(c)
		return
	}
	p.recordClosing(c, s.Code, s.Reason)
	p.page.Close(c.number, s.Code, s.Reason)
}

// send sends a message on an open connection.
func (p *Player) send(c *connection, opcode rfc6455.Opcode, payload []byte) {
	p.recordSent(c, opcode, payload)
	p.page.Send(c.number, opcode, payload)
}

// notSent returns the reason why a message is not sent in a state other than Open.
func notSent(state State) string {
	switch state {
	case Connecting:
		return "Not sent: the connection is not open yet."
	case Closing:
		return "Not sent: the connection is closing."
	}
	return "Not sent: the connection is closed. Connect first."
}

// allSettled reports whether no step is waiting.
func (p *Player) allSettled() bool {
	for i := range p.steps {
		if p.steps[i].status == Waiting {
			return false
		}
	}
	return true
}

// anyFailed reports whether a step has failed.
func (p *Player) anyFailed() bool {
	for i := range p.steps {
		if p.steps[i].status == Failed {
			return true
		}
	}
	return false
}

// failExpired fails the steps whose deadline has passed.
func (p *Player) failExpired(now play.Milliseconds) {
	for i := range p.steps {
		s := &p.steps[i]
		if s.status != Waiting || s.deadline == 0 || now < s.deadline {
			continue
		}
		if s.Verb == wsblock.Connect {
			s.setStatus(Failed, "No answer to the opening handshake within "+ConnectTimeout.String()+".")
			p.page.Close(p.connectionOf(s.Client).number, 0, "")
			continue
		}
		s.setStatus(Failed, "Nothing came within "+ExpectTimeout.String()+".")
	}
}
