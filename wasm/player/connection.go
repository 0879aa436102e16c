package player

import (
	"strings"

	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
)

// State is a connection's state, in the words of WebSocket.readyState (WHATWG
// WebSockets §3.1).
type State uint8

// The states of a connection. A client that never connected is Closed.
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
	// maxUnanswered bounds the messages whose echo a connection looks out for:
	// more than a fast server leaves in flight.
	maxUnanswered = 1024
	// maxUnexpected bounds the messages that a later expectation may still find.
	maxUnexpected = 64
	// maxConnections bounds the connections that late events still find: the
	// server's last words for one may come after the next has begun.
	maxConnections = 16
)

// connection is one connection of a client, from its connect on.
type connection struct {
	number         int
	client         string
	path           string
	namespace      string // over Socket.IO; else ""
	echoes         bool   // the path is the echo's
	state          State
	requestedAt    play.Milliseconds // when the page was asked to open it
	zero           play.Milliseconds // what its times count from
	closingAt      play.Milliseconds // when the client started the closing handshake; 0 for not at all
	opened         bool              // the WebSocket was open once
	hasTraffic     bool              // a message came over it, or the server has received one
	uplink         pairing           // what went up, for the clock
	code           rfc6455.CloseCode // Closed: what the close event said
	reason         string            // and its reason
	closeUnmatched bool              // Closed: nobody has waited for the close yet
	sent           int               // messages so far
	received       int               // messages so far
	last           message           // what was sent last: what "expect echo" wants
	unanswered     []message         // sent to the echo and not come back, oldest first
	unexpected     []message         // received while nobody waited for it, oldest first
	nextAckID      uint64            // over Socket.IO: how many acknowledgements were asked for
	pendingAcks    []pendingAck      // and which have not come
	unackedEvents  []uint64          // the server's events that ask for one and have none, oldest first
}

// message is a message that was sent or received.
type message struct {
	opcode  rfc6455.Opcode
	payload string
	at      play.Milliseconds // on the page's clock
	words   string            // over Socket.IO: as a console shows it
	ack     bool              // over Socket.IO: an acknowledgement
	number  int               // which one its connection sent, from 1; of an echo, that of the message it echoes
}

func (m message) equals(n message) bool {
	return m.opcode == n.opcode && m.payload == n.payload && m.ack == n.ack
}

// shown returns a message as words for a learner.
func (m message) preview() string {
	if m.words != "" {
		return play.Preview(rfc6455.Text, m.words)
	}
	return play.Preview(m.opcode, m.payload)
}

// before says whether a message that was received can't be the echo of the one
// that was sent.
func (m message) tooEarlyFor(sent message) bool {
	return m.at < sent.at || m.number > 0 && m.number < sent.number
}

// begin starts a connection of the client with this name.
func (p *Player) addConnection(client, path string) *connection {
	p.connectionCount++
	now := p.page.Now()
	c := &connection{number: p.connectionCount, client: client, path: path, state: Connecting, zero: now}
	resource, _, _ := strings.Cut(path, "?")
	c.echoes = resource == play.EchoPath
	for _, other := range p.connections {
		if other.state != Closed {
			c.zero = other.zero // one zero for all that are connected, or their times could not be compared
		}
	}
	if len(p.connections) >= maxConnections {
		p.dropClosed()
	}
	p.connections = append(p.connections, c)
	return c
}

// forget drops the oldest closed connection.
func (p *Player) dropClosed() {
	for i, c := range p.connections {
		if c.state == Closed {
			p.connections = append(p.connections[:i], p.connections[i+1:]...)
			return
		}
	}
}

// of returns the client's latest connection; a client that has none gets a
// closed one, which is not kept.
func (p *Player) connectionOf(client string) *connection {
	for i := len(p.connections) - 1; i >= 0; i-- {
		if c := p.connections[i]; c.client == client {
			return c
		}
	}
	return &connection{client: client, zero: p.page.Now()}
}

// numbered returns the connection with this number, or nil for one forgotten.
func (p *Player) byNumber(number int) *connection {
	for _, c := range p.connections {
		if c.number == number {
			return c
		}
	}
	return nil
}

// alive returns the connection with this number, or nil for one that is closed or
// forgotten.
func (p *Player) activeByNumber(number int) *connection {
	if c := p.byNumber(number); c != nil && c.state != Closed {
		return c
	}
	return nil
}

// remember notes a message that was sent, so that its echo is known when it comes.
func (c *connection) recordSent(m message) {
	c.sent++
	m.number = c.sent
	c.last = m
	if c.echoes && m.number > c.received && len(c.unanswered) < maxUnanswered {
		c.unanswered = append(c.unanswered, m)
	}
}

// answer notes which message it is that came back, and returns how long it took,
// or 0 if what came is no echo. An echo answers each message in order, so what
// comes first answers what was sent first, whatever else is unanswered.
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
