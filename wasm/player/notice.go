package player

import (
	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
)

// Notice reports an event that the server streamed. The event happened to one of the
// block's connections, or to a connection that a raw client has opened for the block.
func (p *Player) Notice(n play.Notice) {
	c := p.byNumber(n.Attempt)
	if c == nil || n.Client != c.client {
		return
	}
	p.clock.order(c.requestedAt, n.Event.At)
	if n.Missed > 0 {
		c.uplink.giveUp()
		p.addServerEvent(c, n.Name(), play.Event{Kind: play.Remark, At: n.Event.At, Text: play.Missed(n.Missed)})
	}
	if !n.Raw { // the page itself sends nothing on a raw client's connection
		p.orderByCause(c, n.Event)
	}
	p.addServerEvent(c, n.Name(), n.Event)
	p.advance()
}

// orderByCause orders an event of the server after the client's act that caused it.
func (p *Player) orderByCause(c *connection, e play.Event) {
	switch e.Kind {
	case play.Received:
		c.uplink.serverReceived(e.At)
		if p.trouble == cutTrouble && c.state == Closed && !c.hasTraffic { // this notice came later than the close, and proves that the trouble is wrong
			p.trouble = Trouble{}
		}
		c.hasTraffic = true
		p.pairTimes(c)
	case play.Closed:
		p.clock.order(c.closingAt, e.At)
	}
}

// pairTimes orders the receiving of each message after its sending.
func (p *Player) pairTimes(c *connection) {
	for sent, received, ok := c.uplink.next(); ok; sent, received, ok = c.uplink.next() {
		p.clock.order(sent, received)
	}
}

// addServerEvent adds an event of the server's side to the timeline. The event's time counts
// from the same moment as the times of the connection's client.
func (p *Player) addServerEvent(c *connection, client string, e play.Event) {
	now := p.clock.zero + e.At
	e.Side, e.Client, e.At = rfc6455.Server, client, now-c.zero
	p.addEvent(e, now)
}

// ConsoleLostPrefix begins the remark that the console's stream has ended. The reason
// follows.
const ConsoleLostPrefix = "The server console went silent: "

// ConsoleLost reports that the console's stream has ended, and why. The server may still
// run, and the block's connections may still be open.
func (p *Player) ConsoleLost(why string) {
	p.remarkAll(rfc6455.Server, ConsoleLostPrefix+why)
}

// NetworkLost reports that the browser has lost its network. A socket does not notice this
// until it has to send or receive.
func (p *Player) NetworkLost() {
	p.remarkAll(rfc6455.Client, "The browser says the network is gone. The socket does not know yet.")
}

// NetworkBack reports that the browser has a network again.
func (p *Player) NetworkBack() {
	p.remarkAll(rfc6455.Client, "The browser says the network is back.")
}

// remarkAll adds a remark on every connection that is not closed.
func (p *Player) remarkAll(side rfc6455.Side, words string) {
	for _, c := range p.connections {
		if c.state != Closed {
			p.remarkFrom(side, c, words)
		}
	}
	p.advance()
}

// remarkFrom adds a remark of the player's own to a side's console.
func (p *Player) remarkFrom(side rfc6455.Side, c *connection, words string) {
	now := p.page.Now()
	p.addEvent(play.Event{Kind: play.Remark, Side: side, Client: c.client, At: now - c.zero, Text: words}, now)
}
