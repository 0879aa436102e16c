package player

import (
	"strings"

	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
)

// State is the state of a connection, as in WebSocket.readyState (WHATWG WebSockets
// §3.1).
type State uint8

// The states of a connection. A client that has never connected is Closed.
const (
	Closed State = iota
	Connecting
	Open
	Closing
)

var stateNames = []string{Closed: "closed", Connecting: "connecting", Open: "open", Closing: "closing"}

// String returns the state as a word.
func (s State) String() string { return stateNames[s] }

const (
	// maxUnanswered bounds the messages of a connection that wait for their echo, and the
	// acknowledgements that are still to come or to be sent. With a fast server, fewer of
	// them wait.
	maxUnanswered = 1024
	// maxUnexpected bounds the messages that a connection keeps for later expectations.
	maxUnexpected = 64
	// maxConnections bounds the connections that the player keeps for late events. The
	// server's last notice of a connection may come after the next connection has begun.
	maxConnections = 16
)

// connection is one connection of a client.
type connection struct {
	number         int
	client         string
	path           string
	namespace      string // over Socket.IO; "" for a plain WebSocket
	echoes         bool   // whether the path is the echo's
	state          State
	requestedAt    play.Milliseconds // when the player asked the page to open the connection
	zero           play.Milliseconds // the moment from which its times count
	closingAt      play.Milliseconds // when the client started the closing handshake; 0 if it has not
	opened         bool              // whether the WebSocket has been open
	hasTraffic     bool              // whether a message has come, or the server has received one
	uplink         pairing           // the messages to the server, for the clock
	code           rfc6455.CloseCode // Closed: the code of the close event
	reason         string            // Closed: the reason of the close event
	closeUnmatched bool              // Closed: no expectation has matched the close yet
	sent           int               // how many messages were sent
	received       int               // how many messages were received
	last           message           // the message that was sent last, whose echo "expect echo" wants
	unanswered     []message         // sent to the echo, and not come back yet; oldest first
	unexpected     []message         // received while no expectation waited; oldest first
	nextAckID      uint64            // over Socket.IO: the number of the next acknowledgement to ask for
	pendingAcks    []pendingAck      // over Socket.IO: acknowledgements that the client asked for and that have not come
	unackedEvents  []uint64          // over Socket.IO: the ids of the server's events that wait for an acknowledgement; oldest first
}

// message is a message that was sent or received.
type message struct {
	opcode  rfc6455.Opcode
	payload string
	at      play.Milliseconds // on the page's clock
	words   string            // over Socket.IO: the words that a console shows
	ack     bool              // over Socket.IO: whether it is an acknowledgement
	number  int               // counts the messages that the connection sent, from 1; an echo has the number of its original
}

// equals reports whether two messages have the same content.
func (m message) equals(n message) bool {
	return m.opcode == n.opcode && m.payload == n.payload && m.ack == n.ack
}

// preview returns the message in words for a learner.
func (m message) preview() string {
	if m.words != "" {
		return play.Preview(rfc6455.Text, m.words)
	}
	return play.Preview(m.opcode, m.payload)
}

// tooEarlyFor reports whether a message that was received came too early to be the echo of
// the message that was sent.
func (m message) tooEarlyFor(sent message) bool {
	return m.at < sent.at || m.number > 0 && m.number < sent.number
}

// addConnection adds a connection of the client, in the state Connecting.
func (p *Player) addConnection(client, path string) *connection {
	p.connectionCount++
	now := p.page.Now()
	c := &connection{number: p.connectionCount, client: client, path: path, state: Connecting, zero: now}
	resource, _, _ := strings.Cut(path, "?")
	c.echoes = resource == play.EchoPath
	for _, other := range p.connections {
		if other.state != Closed {
			c.zero = other.zero // the times of connected clients can be compared
		}
	}
	if len(p.connections) >= maxConnections {
		p.dropClosed()
	}
	p.connections = append(p.connections, c)
	return c
}

// dropClosed drops the oldest closed connection.
func (p *Player) dropClosed() {
	for i, c := range p.connections {
		if c.state == Closed {
			p.connections = append(p.connections[:i], p.connections[i+1:]...)
			return
		}
	}
}

// connectionOf returns the client's latest connection. For a client without a connection,
// it returns a closed connection that the player doesn't keep.
func (p *Player) connectionOf(client string) *connection {
	for i := len(p.connections) - 1; i >= 0; i-- {
		if c := p.connections[i]; c.client == client {
			return c
		}
	}
	return &connection{client: client, zero: p.page.Now()}
}

// byNumber returns the connection with this number, or nil if the player has dropped it.
func (p *Player) byNumber(number int) *connection {
	for _, c := range p.connections {
		if c.number == number {
			return c
		}
	}
	return nil
}

// activeByNumber returns the connection with this number, or nil if the connection is
// closed or the player has dropped it.
func (p *Player) activeByNumber(number int) *connection {
	if c := p.byNumber(number); c != nil && c.state != Closed {
		return c
	}
	return nil
}

// recordSent records a message that was sent, for its echo.
func (c *connection) recordSent(m message) {
	c.sent++
	m.number = c.sent
	c.last = m
	if c.echoes && m.number > c.received && len(c.unanswered) < maxUnanswered {
		c.unanswered = append(c.unanswered, m)
	}
}

// matchEcho finds the message whose echo has come, and returns the time between the two. It
// returns 0 for a message that is no echo. The echo answers messages in order, so the nth
// message received answers the nth message sent.
func (c *connection) matchEcho(got *message) play.Milliseconds {
	if !c.echoes {
		return 0
	}
	c.received++
	got.number = c.received
	if len(c.unanswered) == 0 || c.unanswered[0].number != c.received {
		return 0
	}
	sent := c.unanswered[0]
	c.unanswered = c.unanswered[1:]
	if !sent.equals(*got) {
		return 0
	}
	return got.at - sent.at
}
