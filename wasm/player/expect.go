package player

import (
	"strings"

	"twocups/lessons/play"
)

// arrived holds a message against the client's first expectation of one.
func (p *Player) arrived(c *connection, got message) {
	for i := range p.steps {
		s := &p.steps[i]
		if s.status != Waiting || s.Verb != play.Expect || s.Client != c.client || s.Opcode == play.Close {
			continue
		}
		want := message{opcode: s.Opcode, payload: string(s.Payload)}
		if s.Echo {
			want = c.last
		}
		if want.is(got.opcode, []byte(got.payload)) {
			s.settle(Done, "")
		} else {
			s.settle(Fell, "This came instead: "+play.Preview(got.opcode, []byte(got.payload)))
		}
		return
	}
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
