package player

import (
	"strconv"

	"twocups/lessons/play"
	"twocups/lessons/play/jsontext"
	"twocups/lessons/play/rfc6455"
	"twocups/lessons/play/socketio"
	"twocups/lessons/play/wsblock"
)

// engineQuery requests Engine.IO 4 over a WebSocket, without long-polling before it.
const engineQuery = "EIO=4&transport=websocket"

// pendingAck is an acknowledgement that a connection has asked for.
type pendingAck struct {
	id       uint64
	sentAt   play.Milliseconds // on the page's clock
	fromPage bool              // whether the page asked for it, by [Player.Emit]
}

// handleFrame handles a text frame over Socket.IO: a digit, which is the type of the
// Engine.IO packet, and the packet's text. It doesn't check the form of the server's
// packets, because the checks would double the size that Socket.IO adds to the module.
func (p *Player) handleFrame(c *connection, text string) {
	var engine socketio.EngineType = socketio.Noop
	if text != "" {
		engine = socketio.EngineType(text[0] - '0')
	}
	switch engine {
	case socketio.Open:
		p.page.Send(c.number, rfc6455.Text, c.frame(socketio.Packet{Type: socketio.Connect}))
	case socketio.Ping:
		p.page.Send(c.number, rfc6455.Text, []byte{'0' + byte(socketio.Pong)})
	case socketio.Close:
		p.remarkPacket(c, "The server ends the session.", text)
		p.startClose(c)
	case socketio.Message:
		packet, err := socketio.ParseHead(text[1:])
		if err == nil {
			p.handlePacket(c, packet, text)
			return
		}
		fallthrough
	default:
		p.remarkPacket(c, "The client does not know this packet.", text)
	}
}

// frame returns the text frame of a packet in the connection's namespace.
func (c *connection) frame(packet socketio.Packet) []byte {
	text := string([]byte{'0' + byte(socketio.Message), '0' + byte(packet.Type)})
	if c.namespace != socketio.MainNamespace {
		text += c.namespace + ","
	}
	if packet.HasID {
		text += strconv.Itoa(int(packet.ID))
	}
	return []byte(text + packet.Payload)
}

// handlePacket handles a packet of the server's.
func (p *Player) handlePacket(c *connection, packet socketio.Packet, text string) {
	switch packet.Type {
	case socketio.Connect:
		if c.state == Connecting {
			sid, _ := jsontext.Unquote(jsontext.Member(packet.Payload, "sid"))
			p.page.Named(c.number, sid)
			p.setOpen(c, "")
		}
	case socketio.ConnectError:
		why := "The server refuses the namespace " + c.namespace + ": " + refusalMessage(packet.Payload)
		p.failSteps(c, wsblock.Connect, why)
		p.remarkPacket(c, why, text)
		p.startClose(c)
	case socketio.Disconnect:
		p.remarkPacket(c, "The server has disconnected this client from the namespace "+c.namespace+".", text)
		p.startClose(c)
	default:
		p.handleEvent(c, packet, text)
	}
}

// refusalMessage returns the message of a CONNECT_ERROR.
func refusalMessage(payload string) string {
	if words, err := jsontext.Unquote(jsontext.Member(payload, "message")); err == nil {
		return words
	}
	return payload
}

// startClose starts the closing handshake of a connection whose session is over.
func (p *Player) startClose(c *connection) {
	if c.state != Closing {
		p.recordClosing(c, rfc6455.NormalClosure, "")
		p.page.Close(c.number, rfc6455.NormalClosure, "")
	}
}

// handleEvent handles an event or an acknowledgement of the server's.
func (p *Player) handleEvent(c *connection, packet socketio.Packet, text string) {
	got := newMessage(packet, p.page.Now())
	var roundTrip play.Milliseconds
	if got.ack {
		roundTrip = p.handleAck(c, packet)
	} else if packet.HasID && len(c.unackedEvents) < maxUnanswered {
		c.unackedEvents = append(c.unackedEvents, packet.ID)
	}
	p.addClientEvent(c, play.Event{
		Kind: play.Received, Opcode: rfc6455.Text, Size: len(text), Text: play.Preview(rfc6455.Text, got.words),
		Packet: play.Preview(rfc6455.Text, text), RoundTrip: roundTrip,
	})
	p.matchMessage(c, got)
}

// handleAck removes a pending acknowledgement that has come, and returns the time since the
// client asked for it. It returns 0 for an acknowledgement that the client didn't ask for.
func (p *Player) handleAck(c *connection, packet socketio.Packet) play.Milliseconds {
	for i, a := range c.pendingAcks {
		if a.id == packet.ID {
			c.pendingAcks = append(c.pendingAcks[:i], c.pendingAcks[i+1:]...)
			if a.fromPage {
				p.page.Acked(c.number, int(a.id), packet.Payload)
			}
			return p.page.Now() - a.sentAt
		}
	}
	return 0
}

// emit sends an event on an open connection, and returns the number of the acknowledgement
// that it asks for.
func (p *Player) emit(c *connection, payload string, asks, page bool) uint64 {
	packet := socketio.Packet{Type: socketio.Event, Payload: payload, HasID: asks, ID: c.nextAckID}
	if asks {
		c.nextAckID++
		if len(c.pendingAcks) < maxUnanswered {
			c.pendingAcks = append(c.pendingAcks, pendingAck{packet.ID, p.page.Now(), page})
		}
	}
	p.sendPacket(c, packet)
	return packet.ID
}

// sendAck answers the last event that asks for an acknowledgement. It returns false if
// there is none.
func (p *Player) sendAck(c *connection, payload string) bool {
	last := len(c.unackedEvents) - 1
	if last < 0 {
		return false
	}
	p.sendPacket(c, socketio.Packet{Type: socketio.Ack, Payload: payload, HasID: true, ID: c.unackedEvents[last]})
	c.unackedEvents = c.unackedEvents[:last]
	return true
}

// sendPacket sends an event or an acknowledgement, and records it.
func (p *Player) sendPacket(c *connection, packet socketio.Packet) {
	text := c.frame(packet)
	p.addClientEvent(c, play.Event{
		Kind: play.Sent, Opcode: rfc6455.Text, Size: len(text), Text: play.Preview(rfc6455.Text, newMessage(packet, 0).words),
		Packet: play.Preview(rfc6455.Text, string(text)),
	})
	p.page.Send(c.number, rfc6455.Text, text)
}

// leaveNamespace leaves the namespace, and closes the connection.
func (p *Player) leaveNamespace(c *connection) {
	if c.state == Open {
		bye := c.frame(socketio.Packet{Type: socketio.Disconnect})
		p.remarkPacket(c, "leaving the namespace "+c.namespace, string(bye))
		p.page.Send(c.number, rfc6455.Text, bye)
	}
	p.startClose(c)
}

// newMessage returns an event or an acknowledgement as a message, which can be compared
// with the message that an expectation waits for.
func newMessage(packet socketio.Packet, at play.Milliseconds) message {
	m := message{opcode: rfc6455.Text, payload: packet.Payload, at: at, ack: packet.Type == socketio.Ack || packet.Type == socketio.BinaryAck}
	values, _ := jsontext.Values(packet.Payload)
	if m.ack {
		m.words = socketio.AckWords(int(packet.ID), values)
		return m
	}
	if len(values) > 0 {
		name, _ := jsontext.Unquote(values[0])
		m.words = socketio.EventWords(name, values[1:])
	}
	if packet.HasID {
		m.words = socketio.AskingWords(m.words, int(packet.ID))
	}
	return m
}

// Emit sends an event from the browser's console, given its JSON array. It returns the
// number of the acknowledgement that the event asks for, or the reason why the event was
// not sent.
func (p *Player) Emit(conn int, payload string, asks bool) (id int, refused string) {
	c := p.byNumber(conn)
	if c == nil { // closed and dropped
		return 0, notSent(Closed)
	}
	if c.state != Open {
		return 0, notSent(c.state)
	}
	if err := socketio.CheckEvent(payload); err != nil {
		return 0, "Not sent: " + err.Error()
	}
	if asks && len(c.pendingAcks) == maxUnanswered {
		return 0, "Not sent: " + strconv.Itoa(maxUnanswered) + " acknowledgements have not come yet."
	}
	number := p.emit(c, payload, asks, true)
	p.advance()
	return int(number), ""
}

// Disconnect ends a connection over Socket.IO from the browser's console.
func (p *Player) Disconnect(conn int) {
	if c := p.activeByNumber(conn); c != nil {
		p.leaveNamespace(c)
		p.advance()
	}
}

// remarkPacket adds a remark about a packet to the client's console.
func (p *Player) remarkPacket(c *connection, words, text string) {
	p.addClientEvent(c, play.Event{Kind: play.Remark, Text: words, Packet: play.Preview(rfc6455.Text, text)})
}
