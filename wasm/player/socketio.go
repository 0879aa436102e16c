package player

import (
	"twocups/lessons/play"
	"twocups/lessons/play/jsontext"
	"twocups/lessons/play/socketio"
)

// engineQuery asks for Engine.IO 4 over a WebSocket from the start.
const engineQuery = "EIO=4&transport=websocket"

// awaited is an acknowledgement that a connection has asked for.
type awaited struct {
	id   uint64
	at   play.Milliseconds // on the page's clock
	page bool              // the page wants to know
}

// packet takes a text frame of a connection over Socket.IO.
func (p *Player) packet(c *connection, text string) {
	engine, err := socketio.ParseEngine(text)
	var packet socketio.Packet
	if err == nil && engine.Type == socketio.Message {
		packet, err = socketio.Parse(engine.Text)
	}
	switch {
	case err != nil:
		p.remarkOn(c, "What came is no packet: "+err.Error(), text)
	case engine.Type == socketio.Open:
		p.page.Send(c.number, play.Text, c.frame(socketio.Packet{Type: socketio.Connect}))
	case engine.Type == socketio.Ping:
		p.page.Send(c.number, play.Text, []byte{'0' + byte(socketio.Pong)})
	case engine.Type == socketio.Close:
		p.remarkOn(c, "The server ends the session.", text)
		p.hangUp(c)
	case engine.Type == socketio.Message:
		p.told(c, packet, text)
	}
}

// frame returns a packet of Socket.IO in the connection's namespace as a frame carries it.
func (c *connection) frame(packet socketio.Packet) []byte {
	packet.Namespace = c.namespace
	return packet.Append([]byte{'0' + byte(socketio.Message)})
}

// told takes a packet of Socket.IO.
func (p *Player) told(c *connection, packet socketio.Packet, text string) {
	switch packet.Type {
	case socketio.Connect:
		if c.state == Connecting {
			sid, _ := jsontext.Unquote(jsontext.Member(packet.Payload, "sid"))
			p.page.Named(c.number, sid)
			p.open(c, "")
		}
	case socketio.ConnectError:
		why := "The server refuses the namespace " + c.namespace + ": " + refusalIn(packet.Payload)
		p.fail(c, play.Connect, why)
		p.remarkOn(c, why, text)
		p.hangUp(c)
	case socketio.Disconnect:
		p.remarkOn(c, "The server has disconnected this client from the namespace "+c.namespace+".", text)
		p.hangUp(c)
	default:
		p.emitted(c, packet, text)
	}
}

// refusalIn returns the words of the server's refusal.
func refusalIn(payload string) string {
	if words, err := jsontext.Unquote(jsontext.Member(payload, "message")); err == nil {
		return words
	}
	return payload
}

// hangUp ends a connection that the server has done with.
func (p *Player) hangUp(c *connection) {
	if c.state != Closing {
		p.closing(c, play.NormalClosure, "")
		p.page.Close(c.number, play.NormalClosure, "")
	}
}

// emitted takes an event or an acknowledgement of the server's.
func (p *Player) emitted(c *connection, packet socketio.Packet, text string) {
	got := messageOf(packet, p.page.Now())
	var roundTrip play.Milliseconds
	if got.ack {
		roundTrip = p.acknowledged(c, packet)
	} else if packet.HasID && len(c.questions) < maxUnanswered {
		c.questions = append(c.questions, packet.ID)
	}
	p.event(c, play.Event{
		Kind: play.Received, Opcode: play.Text, Size: len(text), Text: play.Preview(play.Text, got.words),
		Packet: play.Preview(play.Text, text), RoundTrip: roundTrip,
	})
	p.arrived(c, got)
}

// acknowledged settles an acknowledgement that was asked for, and returns how long it
// took; 0 for one that was not.
func (p *Player) acknowledged(c *connection, packet socketio.Packet) play.Milliseconds {
	for i, a := range c.awaited {
		if a.id == packet.ID {
			c.awaited = append(c.awaited[:i], c.awaited[i+1:]...)
			if a.page {
				p.page.Acked(c.number, int(a.id), packet.Payload)
			}
			return p.page.Now() - a.at
		}
	}
	return 0
}

// emit sends an event on an open connection, and returns which acknowledgement it asks
// for.
func (p *Player) emit(c *connection, payload string, asks, page bool) uint64 {
	packet := socketio.Packet{Type: socketio.Event, Payload: payload, HasID: asks, ID: c.asks}
	if asks {
		c.asks++
		if len(c.awaited) < maxUnanswered {
			c.awaited = append(c.awaited, awaited{packet.ID, p.page.Now(), page})
		}
	}
	p.sendPacket(c, packet)
	return packet.ID
}

// acknowledge answers the last event that asked for it; false: none did.
func (p *Player) acknowledge(c *connection, payload string) bool {
	last := len(c.questions) - 1
	if last < 0 {
		return false
	}
	p.sendPacket(c, socketio.Packet{Type: socketio.Ack, Payload: payload, HasID: true, ID: c.questions[last]})
	c.questions = c.questions[:last]
	return true
}

// sendPacket sends an event or an acknowledgement, and writes it down.
func (p *Player) sendPacket(c *connection, packet socketio.Packet) {
	text := c.frame(packet)
	p.event(c, play.Event{
		Kind: play.Sent, Opcode: play.Text, Size: len(text), Text: play.Preview(play.Text, messageOf(packet, 0).words),
		Packet: play.Preview(play.Text, string(text)),
	})
	p.page.Send(c.number, play.Text, text)
}

// part leaves the namespace, and ends the connection.
func (p *Player) part(c *connection) {
	if c.state == Open {
		bye := c.frame(socketio.Packet{Type: socketio.Disconnect})
		p.remarkOn(c, "leaving the namespace "+c.namespace, string(bye))
		p.page.Send(c.number, play.Text, bye)
	}
	p.hangUp(c)
}

// messageOf is the message that an event or an acknowledgement is to those who wait for it.
func messageOf(packet socketio.Packet, at play.Milliseconds) message {
	m := message{opcode: play.Text, payload: packet.Payload, at: at, ack: packet.Type == socketio.Ack || packet.Type == socketio.BinaryAck}
	switch {
	case m.ack:
		m.words = play.AckWords(packet.ID, packet.Args())
	case packet.HasID:
		m.words = play.AskingWords(play.EventWords(packet.Event(), packet.Args()), packet.ID)
	default:
		m.words = play.EventWords(packet.Event(), packet.Args())
	}
	return m
}

// Emit sends an event for the browser's console, given its JSON array. It returns which
// acknowledgement it asks for, or why it was not sent.
func (p *Player) Emit(conn int, payload string, asks bool) (id int, refused string) {
	c := p.numbered(conn)
	if c == nil || c.state != Open {
		return 0, refusal(Closed)
	}
	if _, err := socketio.Parse("2" + payload); err != nil {
		return 0, "Not sent: " + err.Error()
	}
	number := p.emit(c, payload, asks, true)
	p.proceed()
	return int(number), ""
}

// Disconnect ends a connection over Socket.IO for the browser's console.
func (p *Player) Disconnect(conn int) {
	if c := p.alive(conn); c != nil {
		p.part(c)
		p.proceed()
	}
}

// remarkOn puts a remark on a packet on the client's console.
func (p *Player) remarkOn(c *connection, words, text string) {
	p.event(c, play.Event{Kind: play.Remark, Text: words, Packet: play.Preview(play.Text, text)})
}
