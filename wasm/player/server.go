package player

import (
	"strconv"

	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
)

// Notice takes what the server streamed about one of the block's connections, or about
// one that a raw client has opened for it.
func (p *Player) Notice(n play.Notice) {
	c := p.numbered(n.Attempt)
	if c == nil || n.Client != c.client {
		return
	}
	p.clock.follows(c.asked, n.Event.At)
	if n.Missed > 0 {
		c.messages.giveUp()
		p.served(c, n.Name(), play.Event{Kind: play.Remark, At: n.Event.At,
			Text: "Events that came faster than the page could take them: " + strconv.Itoa(n.Missed) + "."})
	}
	if !n.Raw { // the page did not send what came to others, nor hang up there
		p.caused(c, n.Event)
	}
	p.served(c, n.Name(), n.Event)
	p.proceed()
}

// caused holds an event against what the page did before.
func (p *Player) caused(c *connection, e play.Event) {
	switch e.Kind {
	case play.Received:
		c.messages.serverReceived(e.At)
		if p.trouble == cut && c.state == Closed && !c.carried { // so it was wrong: the server is heard of later than the close
			p.trouble = Trouble{}
		}
		c.carried = true
		p.pair(c)
	case play.Closed:
		p.clock.follows(c.hungUp, e.At)
	}
}

// pair holds each message's receiving against its sending.
func (p *Player) pair(c *connection) {
	for sent, received, ok := c.messages.next(); ok; sent, received, ok = c.messages.next() {
		p.clock.follows(sent, received)
	}
}

// served puts an event of the server's side on the timeline, its time counted
// like that of the connection's client.
func (p *Player) served(c *connection, client string, e play.Event) {
	now := p.clock.zero + e.At
	e.Side, e.Client, e.At = rfc6455.Server, client, now-c.zero
	p.happened(e, now)
}

// ConsoleLost tells that the console's stream ended, and why. The server may
// still be there and the block's connections open; nobody can see from here.
func (p *Player) ConsoleLost(why string) {
	p.toAll(rfc6455.Server, "The server console went silent: "+why)
}

// NetworkLost tells that the browser has lost its network, and NetworkBack that
// it has one again. A socket learns of neither until something should go over it.
func (p *Player) NetworkLost() {
	p.toAll(rfc6455.Client, "The browser says the network is gone. The socket does not know yet.")
}

// NetworkBack is the counterpart of [Player.NetworkLost].
func (p *Player) NetworkBack() {
	p.toAll(rfc6455.Client, "The browser says the network is back.")
}

// toAll remarks on every connection that is not closed.
func (p *Player) toAll(side rfc6455.Side, words string) {
	for _, c := range p.connections {
		if c.state != Closed {
			p.remarkFrom(side, c, words)
		}
	}
	p.proceed()
}

// remarkFrom puts a remark of the player's own on a console.
func (p *Player) remarkFrom(side rfc6455.Side, c *connection, words string) {
	now := p.page.Now()
	p.happened(play.Event{Kind: play.Remark, Side: side, Client: c.client, At: now - c.zero, Text: words}, now)
}
