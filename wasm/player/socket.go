package player

import (
	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
	"twocups/lessons/play/wsblock"
)

// Opened reports that the connection's opening handshake is done, with the subprotocol
// that the server chose, or "".
func (p *Player) Opened(conn int, subprotocol string) {
	c := p.activeByNumber(conn)
	if c == nil || c.state != Connecting {
		return
	}
	c.opened = true
	if c.namespace == "" { // over Socket.IO the server has to accept the namespace first
		p.setOpen(c, subprotocol)
	}
	p.advance()
}

// setOpen sets the state of the connection to Open, and settles its connect step.
func (p *Player) setOpen(c *connection, subprotocol string) {
	c.state = Open
	p.addClientEvent(c, play.Event{Kind: play.Opened, Text: subprotocol})
	p.finishSteps(c, wsblock.Connect)
	p.startDeadlines(c)
}

// Received reports that a message came.
func (p *Player) Received(conn int, opcode rfc6455.Opcode, payload []byte) {
	c := p.activeByNumber(conn)
	if c == nil {
		return
	}
	c.hasTraffic = true
	if c.namespace != "" && opcode == rfc6455.Text {
		p.handleFrame(c, string(payload))
		p.advance()
		return
	}
	got := message{opcode: opcode, payload: string(payload), at: p.page.Now()}
	roundTrip := c.matchEcho(&got)
	p.addClientEvent(c, play.Event{
		Kind: play.Received, Opcode: opcode, Size: len(payload), Text: play.Preview(opcode, got.payload),
		RoundTrip: roundTrip,
	})
	if c.namespace == "" { // over Socket.IO the message is an attachment of an event that has come
		p.matchMessage(c, got)
	}
	p.advance()
}

// Errored reports the socket's error event, which has no details (WHATWG WebSockets
// §3.1). A close event follows.
func (p *Player) Errored(conn int) {
	if c := p.activeByNumber(conn); c != nil {
		p.addClientEvent(c, play.Event{Kind: play.Failed})
		p.advance()
	}
}

// Closed reports that the connection is over, with the details of its close event.
func (p *Player) Closed(conn int, code rfc6455.CloseCode, reason string, clean bool) {
	c := p.activeByNumber(conn)
	if c == nil {
		return
	}
	switch {
	case !c.opened && c.state != Closing:
		p.page.Probe(c.number, c.probePath())
	case c.opened && code == rfc6455.AbnormalClosure && !c.hasTraffic:
		p.trouble = cutTrouble
	}
	c.state, c.code, c.reason = Closed, code, reason
	c.unanswered, c.pendingAcks, c.unackedEvents = nil, nil, nil
	p.addClientEvent(c, play.Event{Kind: play.Closed, Code: code, Reason: reason, Clean: clean})
	p.settleEnd(c)
	p.advance()
}

// probePath returns the path to probe when the connection did not open. A request for
// Socket.IO's path could begin a session, so the echo's path takes its place.
func (c *connection) probePath() string {
	if c.namespace != "" {
		return play.EchoPath
	}
	return c.path
}

// Typed reports a message that the learner has sent from the browser's console.
func (p *Player) Typed(conn int, opcode rfc6455.Opcode, payload []byte) {
	if c := p.byNumber(conn); c != nil {
		p.recordSent(c, opcode, payload)
		p.advance()
	}
}

// Dropped reports a message that the learner, or the player itself, has sent while the connection
// was closing or closed. The browser drops it silently.
func (p *Player) Dropped(conn int, size int) {
	if c := p.byNumber(conn); c != nil {
		state := c.state
		if state == Open {
			state = Closing // the server has started to close it, and the close event is still to come
		}
		p.remark(c, "The browser dropped "+play.PlainSize(size)+": the connection is "+state.String()+".")
		p.advance()
	}
}

// TypedClose reports that the learner has closed the connection from the browser's console.
func (p *Player) TypedClose(conn int, code rfc6455.CloseCode, reason string) {
	c := p.activeByNumber(conn)
	if c == nil || c.state == Closing {
		return
	}
	p.recordClosing(c, code, reason)
	p.advance()
}

// recordClosing records that the client starts to close the connection.
func (p *Player) recordClosing(c *connection, code rfc6455.CloseCode, reason string) {
	if !c.opened {
		p.remark(c, "Given up before it was open: no close frame is sent.") // WHATWG WebSockets §3.1, close
	} else {
		p.addClientEvent(c, play.Event{Kind: play.Closing, Code: code, Reason: reason})
		c.closingAt = p.page.Now()
	}
	c.state = Closing
}

// recordSent records a message that the client sends.
func (p *Player) recordSent(c *connection, opcode rfc6455.Opcode, payload []byte) {
	m := message{opcode: opcode, payload: string(payload), at: p.page.Now()}
	c.recordSent(m)
	p.addClientEvent(c, play.Event{Kind: play.Sent, Opcode: opcode, Size: len(payload), Text: play.Preview(opcode, m.payload)})
}

// remark adds a remark to the client's console.
func (p *Player) remark(c *connection, words string) { p.remarkFrom(rfc6455.Client, c, words) }

// addClientEvent adds an event of the client's side to the timeline.
func (p *Player) addClientEvent(c *connection, e play.Event) {
	now := p.page.Now()
	if e.Kind == play.Sent {
		c.uplink.clientSent(now)
		p.pairTimes(c)
	}
	e.Side, e.Client, e.At = rfc6455.Client, c.client, now-c.zero
	p.addEvent(e, now)
}

// addEvent adds an event to the timeline and to the check.
func (p *Player) addEvent(e play.Event, now play.Milliseconds) {
	p.timeline.add(e, now)
	p.check.Count(e)
	p.notifyChanged()
}
