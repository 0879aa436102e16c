package player

import (
	"strings"

	"twocups/lessons/play/rfc6455"
	"twocups/lessons/play/wsblock"
)

// matchMessage settles the client's first expectation that waits for a message. If no
// expectation waits, the player keeps the message: when two clients send at the same time,
// a message may come before its expect step has started.
func (p *Player) matchMessage(c *connection, got message) {
	for i := range p.steps {
		s := &p.steps[i]
		if s.status != Waiting || s.Verb != wsblock.Expect || s.Client != c.client || s.Opcode == rfc6455.Close || s.Ack != got.ack {
			continue
		}
		if s.Echo && got.tooEarlyFor(s.wanted) {
			continue // the late echo of an earlier message
		}
		if s.wanted.equals(got) {
			s.settleMet()
		} else {
			s.setStatus(Failed, "This came instead: "+got.preview())
		}
		return
	}
	if len(c.unexpected) == maxUnexpected {
		c.unexpected = c.unexpected[1:]
	}
	c.unexpected = append(c.unexpected, got)
}

// expect makes an expectation wait, unless its message or close has come already.
func (p *Player) expect(s *step) {
	c := p.connectionOf(s.Client)
	s.setStatus(Waiting, "")
	if c.state != Connecting { // a connecting client's time starts when the connection is open
		s.deadline = p.page.Now() + ExpectTimeout
	}
	if s.Opcode == rfc6455.Close {
		if c.closeUnmatched {
			s.matchClose(c)
		}
		return
	}
	s.wanted = message{opcode: s.Opcode, payload: p.wantedPayload(s), ack: s.Ack}
	if s.Echo {
		s.wanted = c.last // the learner may send more before the echo comes
	}
	for i, got := range c.unexpected {
		if s.wanted.equals(got) && !(s.Echo && got.tooEarlyFor(s.wanted)) {
			c.unexpected = c.unexpected[i+1:]
			s.settleMet()
			return
		}
	}
}

// wantedPayload returns the payload that an expectation wants. An expectation that quotes
// an earlier message of the block follows the learner's changes of that message.
func (p *Player) wantedPayload(s *step) string {
	wanted := string(s.Payload)
	for i := range p.steps {
		m := &p.steps[i]
		if m == s || s.Ack {
			break
		}
		if m.Verb == wsblock.Message && m.Opcode == s.Opcode && string(m.original) == string(s.Payload) {
			wanted = string(m.Payload)
		}
	}
	return wanted
}

// settleMet settles an expectation whose message has come.
func (s *step) settleMet() {
	s.setStatus(Done, "")
	if !s.Echo && s.wanted.payload != string(s.Payload) {
		s.outcome = "It came, as you changed it."
	}
}

// startDeadlines sets the deadlines of the expectations that have waited for the connection
// to open.
func (p *Player) startDeadlines(c *connection) {
	for i := range p.steps {
		if s := &p.steps[i]; s.status == Waiting && s.Verb == wsblock.Expect && s.Client == c.client {
			s.deadline = p.page.Now() + ExpectTimeout
		}
	}
}

// settleEnd settles the steps that wait for a connection that has closed. The player keeps
// a close that no step waits for, as it keeps a message.
func (p *Player) settleEnd(c *connection) {
	c.closeUnmatched = true
	p.finishSteps(c, wsblock.Disconnect)
	for i := range p.steps {
		s := &p.steps[i]
		if s.status != Waiting || s.Client != c.client {
			continue
		}
		switch {
		case s.Verb == wsblock.Connect:
			s.setStatus(Failed, "The connection did not open.")
		case s.Verb == wsblock.Expect && s.Opcode == rfc6455.Close:
			s.matchClose(c)
		case s.Verb == wsblock.Expect:
			s.setStatus(Failed, "The connection closed before it came.")
		}
	}
}

// matchClose settles an expectation of the connection's close.
func (s *step) matchClose(c *connection) {
	c.closeUnmatched = false
	s.setStatus(Done, "")
	if s.Code != 0 && s.Code != c.code || s.Reason != "" && s.Reason != c.reason {
		s.setStatus(Failed, "It closed with "+strings.TrimSpace(c.code.String()+" "+c.reason)+".")
	}
}

// failSteps settles the client's waiting steps with this verb as failed.
func (p *Player) failSteps(c *connection, verb wsblock.Verb, why string) {
	for i := range p.steps {
		if s := &p.steps[i]; s.status == Waiting && s.Verb == verb && s.Client == c.client {
			s.setStatus(Failed, why)
		}
	}
}

// finishSteps settles the client's waiting steps with this verb as done.
func (p *Player) finishSteps(c *connection, verb wsblock.Verb) {
	for i := range p.steps {
		if s := &p.steps[i]; s.status == Waiting && s.Verb == verb && s.Client == c.client {
			s.setStatus(Done, "")
		}
	}
}
