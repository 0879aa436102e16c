package player

import (
	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
	"twocups/lessons/play/wsblock"
)

// Opened tells that the connection's opening handshake is done, with the
// subprotocol that the server chose, if any.
func (p *Player) Opened(conn int, subprotocol string) {
	c := p.alive(conn)
	if c == nil || c.state != Connecting {
		return
	}
	c.opened = true
	if c.namespace == "" { // else the server still has to let the client in
		p.open(c, subprotocol)
	}
	p.proceed()
}

// open opens the connection, to those who look.
func (p *Player) open(c *connection, subprotocol string) {
	c.state = Open
	p.event(c, play.Event{Kind: play.Opened, Text: subprotocol})
	p.finish(c, wsblock.Connect)
	p.startPatience(c)
}

// Received tells that a message came.
func (p *Player) Received(conn int, opcode rfc6455.Opcode, payload []byte) {
	c := p.alive(conn)
	if c == nil {
		return
	}
	c.carried = true
	if c.namespace != "" && opcode == rfc6455.Text {
		p.packet(c, string(payload))
		p.proceed()
		return
	}
	got := message{opcode: opcode, payload: string(payload), at: p.page.Now()}
	roundTrip := c.answer(&got)
	p.event(c, play.Event{
		Kind: play.Received, Opcode: opcode, Size: len(payload), Text: play.Preview(opcode, got.payload),
		RoundTrip: roundTrip,
	})
	if c.namespace == "" { // else it belongs to an event that has come
		p.arrived(c, got)
	}
	p.proceed()
}

// Errored tells of the socket's error event, which carries nothing (WHATWG
// WebSockets §3.1); a close follows.
func (p *Player) Errored(conn int) {
	if c := p.alive(conn); c != nil {
		p.event(c, play.Event{Kind: play.Failed})
		p.proceed()
	}
}

// Closed tells that the connection is over, with what its close event says.
func (p *Player) Closed(conn int, code rfc6455.CloseCode, reason string, clean bool) {
	c := p.alive(conn)
	if c == nil {
		return
	}
	switch {
	case !c.opened && c.state != Closing:
		p.page.Probe(c.number, c.probed())
	case c.opened && code == rfc6455.AbnormalClosure && !c.carried:
		p.trouble = cut
	}
	c.state, c.code, c.reason = Closed, code, reason
	c.unanswered, c.awaited, c.questions = nil, nil, nil
	p.event(c, play.Event{Kind: play.Closed, Code: code, Reason: reason, Clean: clean})
	p.over(c)
	p.proceed()
}

// probed is the path that is asked for over HTTP when the connection did not open. At
// Socket.IO's one could begin a session; an echo has the same server, and no such doubt.
func (c *connection) probed() string {
	if c.namespace != "" {
		return play.EchoPath
	}
	return c.path
}

// Typed tells of a message that was sent past the player, by the learner's own
// line in the browser's console.
func (p *Player) Typed(conn int, opcode rfc6455.Opcode, payload []byte) {
	if c := p.numbered(conn); c != nil {
		p.sent(c, opcode, payload)
		p.proceed()
	}
}

// Dropped tells of a message that was typed while the connection was closing or
// closed: a browser drops it without a word.
func (p *Player) Dropped(conn int, size int) {
	if c := p.numbered(conn); c != nil {
		p.remark(c, "The browser dropped "+play.Bytes(size)+": the connection is "+c.state.String()+".")
		p.proceed()
	}
}

// TypedClose tells of a close that was typed.
func (p *Player) TypedClose(conn int, code rfc6455.CloseCode, reason string) {
	c := p.alive(conn)
	if c == nil || c.state == Closing {
		return
	}
	p.closing(c, code, reason)
	p.proceed()
}

// closing writes down that the client ends the connection.
func (p *Player) closing(c *connection, code rfc6455.CloseCode, reason string) {
	if !c.opened {
		p.remark(c, "Given up before it was open: no close frame is sent.") // WHATWG WebSockets §3.1, close
	} else {
		p.event(c, play.Event{Kind: play.Closing, Code: code, Reason: reason})
		c.hungUp = p.page.Now()
	}
	c.state = Closing
}

// sent writes down a message that leaves.
func (p *Player) sent(c *connection, opcode rfc6455.Opcode, payload []byte) {
	m := message{opcode: opcode, payload: string(payload), at: p.page.Now()}
	c.remember(m)
	p.event(c, play.Event{Kind: play.Sent, Opcode: opcode, Size: len(payload), Text: play.Preview(opcode, m.payload)})
}

func (p *Player) remark(c *connection, words string) { p.remarkFrom(rfc6455.Client, c, words) }

// event puts an event of the client's side on the timeline.
func (p *Player) event(c *connection, e play.Event) {
	now := p.page.Now()
	if e.Kind == play.Sent {
		c.messages.clientSent(now)
		p.pair(c)
	}
	e.Side, e.Client, e.At = rfc6455.Client, c.client, now-c.zero
	p.happened(e, now)
}

// happened puts an event on the timeline, and holds it against the check.
func (p *Player) happened(e play.Event, now play.Milliseconds) {
	p.timeline.add(e, now)
	p.check.Saw(e)
	p.change()
}
