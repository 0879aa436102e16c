package player

import (
	"strconv"

	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
)

// Notice takes what the server streamed about one of the block's connections, or about
// one that a raw client has opened for it.
func (p *Player) Notice(n play.Notice) {
	c := p.byNumber(n.Attempt)
	if c == nil || n.Client != c.client {
		return
	}
	p.clock.order(c.requestedAt, n.Event.At)
	if n.Missed > 0 {
		c.uplink.giveUp()
		p.addServerEvent(c, n.Name(), play.Event{Kind: play.Remark, At: n.Event.At,
			Text: "Events that came faster than the page could take them: " + strconv.Itoa(n.Missed) + "."})
	}
	if !n.Raw { // the page did not send what came to others, nor hang up there
		p.orderByCause(c, n.Event)
	}
	p.addServerEvent(c, n.Name(), n.Event)
	p.advance()
}

// caused holds an event against what the page did before.
func (p *Player) orderByCause(c *connection, e play.Event) {
	switch e.Kind {
	case play.Received:
		c.uplink.serverReceived(e.At)
		if p.trouble == cutTrouble && c.state == Closed && !c.hasTraffic { // so it was wrong: the server is heard of later than the close
			p.trouble = Trouble{}
		}
		c.hasTraffic = true
		p.pairTimes(c)
	case play.Closed:
		p.clock.order(c.closingAt, e.At)
	}
}

// pair holds each message's receiving against its sending.
func (p *Player) pairTimes(c *connection) {
	for sent, received, ok := c.uplink.next(); ok; sent, received, ok = c.uplink.next() {
		p.clock.order(sent, received)
	}
}

// served puts an event of the server's side on the timeline, its time counted
// like that of the connection's client.
func (p *Player) addServerEvent(c *connection, client string, e play.Event) {
	now := p.clock.zero + e.At
	e.Side, e.Client, e.At = rfc6455.Server, client, now-c.zero
	p.addEvent(e, now)
}

// ConsoleLost tells that the console's stream ended, and why. The server may
// still be there and the block's connections open; nobody can see from here.
func (p *Player) ConsoleLost(why string) {
	p.remarkAll(rfc6455.Server, "The server console went silent: "+why)
}

// NetworkLost tells that the browser has lost its network, and NetworkBack that
// it has one again. A socket learns of neither until something should go over it.
func (p *Player) NetworkLost() {
	p.remarkAll(rfc6455.Client, "The browser says the network is gone. The socket does not know yet.")
}

// NetworkBack is the counterpart of [Player.NetworkLost].
func (p *Player) NetworkBack() {
	p.remarkAll(rfc6455.Client, "The browser says the network is back.")
}

// toAll remarks on every connection that is not closed.
func (p *Player) remarkAll(side rfc6455.Side, words string) {
	for _, c := range p.connections {
		if c.state != Closed {
			p.remarkFrom(side, c, words)
		}
	}
	p.advance()
}

// remarkFrom puts a remark of the player's own on a console.
func (p *Player) remarkFrom(side rfc6455.Side, c *connection, words string) {
	now := p.page.Now()
	p.addEvent(play.Event{Kind: play.Remark, Side: side, Client: c.client, At: now - c.zero, Text: words}, now)
}
