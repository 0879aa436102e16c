package player

import (
	"strings"

	"twocups/lessons/play"
)

// arrived holds a message against the client's first expectation of one. With
// none waiting it is kept: two clients that speak at the same time hear each
// other before the step that expects it has been reached.
func (p *Player) arrived(c *connection, got message) {
	for i := range p.steps {
		s := &p.steps[i]
		if s.status != Waiting || s.Verb != play.Expect || s.Client != c.client || s.Opcode == play.Close {
			continue
		}
		if s.wants(c).same(got) {
			s.settle(Done, "")
		} else {
			s.settle(Fell, "This came instead: "+play.Preview(got.opcode, []byte(got.payload)))
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
	s.settle(Waiting, "")
	s.within = p.page.Now() + ExpectWithin
	if s.Opcode == play.Close {
		return
	}
	c := p.of(s.Client)
	for i, got := range c.unexpected {
		if s.wants(c).same(got) && !(s.Echo && got.at < c.last.at) {
			c.unexpected = c.unexpected[i+1:]
			s.settle(Done, "")
			return
		}
	}
}

// wants returns the message that the expectation is about.
func (s *step) wants(c *connection) message {
	if s.Echo {
		return c.last
	}
	return message{opcode: s.Opcode, payload: string(s.Payload)}
}

// over settles what waits for the connection, now that it is closed.
func (p *Player) over(c *connection, code play.CloseCode, reason string) {
	p.finish(c, play.Disconnect)
	for i := range p.steps {
		s := &p.steps[i]
		if s.status != Waiting || s.Client != c.client {
			continue
		}
		switch {
		case s.Verb == play.Connect:
			s.settle(Fell, "The connection did not open.")
		case s.Verb == play.Expect && s.Opcode == play.Close:
			s.settle(Done, "")
			if s.Code != 0 && s.Code != code || s.Reason != "" && s.Reason != reason {
				s.settle(Fell, "It closed with "+strings.TrimSpace(code.String()+" "+reason)+".")
			}
		case s.Verb == play.Expect:
			s.settle(Fell, "The connection closed before it came.")
		}
	}
}

// finish settles the client's steps with this verb that are waiting.
func (p *Player) finish(c *connection, verb play.Verb) {
	for i := range p.steps {
		if s := &p.steps[i]; s.status == Waiting && s.Verb == verb && s.Client == c.client {
			s.settle(Done, "")
		}
	}
}
