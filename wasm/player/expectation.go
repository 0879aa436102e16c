package player

import (
	"strings"

	"twocups/lessons/play/rfc6455"
	"twocups/lessons/play/wsblock"
)

// arrived holds a message against the client's first expectation of one. With
// none waiting it is kept: two clients that speak at the same time hear each
// other before the step that expects it has been reached.
func (p *Player) matchMessage(c *connection, got message) {
	for i := range p.steps {
		s := &p.steps[i]
		if s.status != Waiting || s.Verb != wsblock.Expect || s.Client != c.client || s.Opcode == rfc6455.Close || s.Ack != got.ack {
			continue
		}
		if s.Echo && got.tooEarlyFor(s.wanted) {
			continue // the echo of an earlier message, which took its time
		}
		if s.wanted.equals(got) {
			s.settleMet()
		} else {
			s.settle(Failed, "This came instead: "+got.preview())
		}
		return
	}
	if len(c.unexpected) == maxUnexpected {
		c.unexpected = c.unexpected[1:]
	}
	c.unexpected = append(c.unexpected, got)
}

// await makes an expectation wait, unless what it wants has come already.
func (p *Player) await(s *step) {
	c := p.connectionOf(s.Client)
	s.settle(Waiting, "")
	if c.state != Connecting { // else its time starts when the connection is open
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
		s.wanted = c.last // as it is now: the learner may send more before the echo comes
	}
	for i, got := range c.unexpected {
		if s.wanted.equals(got) && !(s.Echo && got.tooEarlyFor(s.wanted)) {
			c.unexpected = c.unexpected[i+1:]
			s.settleMet()
			return
		}
	}
}

// quoted returns the payload that an expectation wants. Where it quotes a message that
// the block sends before, it follows what the learner makes of that message.
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

// met settles an expectation as done, since what it wants has come.
func (s *step) settleMet() {
	s.settle(Done, "")
	if !s.Echo && s.wanted.payload != string(s.Payload) {
		s.outcome = "It came, as you changed it."
	}
}

// startPatience gives the expectations that waited for the connection to open
// their time.
func (p *Player) startDeadlines(c *connection) {
	for i := range p.steps {
		if s := &p.steps[i]; s.status == Waiting && s.Verb == wsblock.Expect && s.Client == c.client {
			s.deadline = p.page.Now() + ExpectTimeout
		}
	}
}

// over settles what waits for the connection, now that it is closed. A close that
// nobody waits for is kept like a message.
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
			s.settle(Failed, "The connection did not open.")
		case s.Verb == wsblock.Expect && s.Opcode == rfc6455.Close:
			s.matchClose(c)
		case s.Verb == wsblock.Expect:
			s.settle(Failed, "The connection closed before it came.")
		}
	}
}

// ended holds the connection's end against the expectation of one.
func (s *step) matchClose(c *connection) {
	c.closeUnmatched = false
	s.settle(Done, "")
	if s.Code != 0 && s.Code != c.code || s.Reason != "" && s.Reason != c.reason {
		s.settle(Failed, "It closed with "+strings.TrimSpace(c.code.String()+" "+c.reason)+".")
	}
}

// fail settles those with this verb that are waiting as failed.
func (p *Player) failSteps(c *connection, verb wsblock.Verb, why string) {
	for i := range p.steps {
		if s := &p.steps[i]; s.status == Waiting && s.Verb == verb && s.Client == c.client {
			s.settle(Failed, why)
		}
	}
}

// finish settles the client's steps with this verb that are waiting.
func (p *Player) finishSteps(c *connection, verb wsblock.Verb) {
	for i := range p.steps {
		if s := &p.steps[i]; s.status == Waiting && s.Verb == verb && s.Client == c.client {
			s.settle(Done, "")
		}
	}
}
