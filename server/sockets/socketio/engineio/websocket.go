package engineio

import (
	"cmp"
	"net/http"
	"strconv"

	"twocups/lessons/play/rfc6455"
	protocol "twocups/lessons/play/socketio"
	"twocups/server/socket"
)

// behaviour is the [socket.Behaviour] of a WebSocket that has the packets of a session, or is a
// probe for a session.
type behaviour struct {
	conn    *socket.Conn
	session *Session
}

// serveProbe answers the opening handshake of a WebSocket that is a probe for a session.
func (s *Server) serveProbe(w http.ResponseWriter, r *http.Request, session *Session) {
	session.mu.Lock()
	isOpen, reason := session.state == open, session.overReason()
	session.mu.Unlock()
	if !isOpen {
		answerError(w, r, unknownSID, reason)
		return
	}
	s.serveWebSocket(w, r, session.join)
}

func (s *Server) serveWebSocket(w http.ResponseWriter, r *http.Request, join socket.Join) {
	s.config.Sockets.WatchedHandler(join, s.config.Consoles).ServeHTTP(w, r)
}

// join makes a WebSocket the probe of a session that polls.
func (s *Session) join(conn *socket.Conn) socket.Behaviour {
	if code, fault := s.startProbe(conn); fault != "" {
		conn.Close(code, fault)
		return nil
	}
	return &behaviour{conn, s}
}

// join begins a session on a WebSocket.
func (s *Server) join(conn *socket.Conn, a sessionRequest) socket.Behaviour {
	session, refused := s.admit(a)
	if refused != nil {
		conn.Close(rfc6455.TryAgainLater, refused.Words)
		return nil
	}
	conn.TrySend(socket.Message{Opcode: rfc6455.Text, Payload: []byte(session.openPacket())})
	session.mu.Lock()
	defer session.mu.Unlock()
	session.conn = conn
	if session.state == over { // it had to make room at once, or the server goes away
		conn.Close(cmp.Or(session.closeCode, rfc6455.TryAgainLater), session.overReason())
	}
	session.sendSoon()
	return &behaviour{conn, session}
}

// openPacket returns the packet that opens the session.
func (s *Session) openPacket(upgrades ...string) string {
	c := &s.server.config
	h := protocol.Handshake{SID: s.id, Upgrades: upgrades, MaxPayload: c.MaxPayload,
		PingInterval: int(c.PingInterval.Milliseconds()), PingTimeout: int(c.PingTimeout.Milliseconds())}
	return protocol.EnginePacket{Type: protocol.Open, Text: h.String()}.String()
}

// Message serves the packet in a message of the WebSocket.
func (b *behaviour) Message(m socket.Message) {
	p, err := protocol.EnginePacket{Type: protocol.Message, Binary: true, Text: string(m.Payload)}, error(nil)
	if m.Opcode == rfc6455.Text {
		p, err = protocol.ParseEngine(string(m.Payload))
	}
	s := b.session
	if s.isProbing(b.conn) {
		if err != nil || !s.continueProbe(b.conn, p) {
			b.conn.Close(rfc6455.PolicyViolation, "a WebSocket that joins a session must send 2probe, and then 5")
		}
		return
	}
	if err == nil {
		err = s.receive(p)
	}
	if err != nil {
		s.closeForFault(err)
		return
	}
	if s.isVanishing() {
		b.conn.Vanish()
		return
	}
	s.awaitQueue()
	s.awaitPackets(nil, 1)
}

// closeForFlood closes the session of a client that has sent too fast for too long.
func (s *Session) closeForFlood() {
	c := &s.server.config
	s.Close(rfc6455.PolicyViolation, "too fast: more than "+strconv.Itoa(c.PacketRate)+" packets a second for "+c.FloodTime.String())
}

// Left ends the session that used the WebSocket. If the WebSocket was only a probe, the session
// goes on.
func (b *behaviour) Left() { b.session.webSocketEnded(b.conn) }

// webSocketEnded ends the session that used a WebSocket, and waits until no goroutine writes to the
// WebSocket. The session of a probe goes on.
func (s *Session) webSocketEnded(conn *socket.Conn) {
	s.mu.Lock()
	carried := s.conn == conn
	if s.probing == conn {
		s.endProbe()
	}
	reason := s.closeReason
	s.mu.Unlock()
	if !carried {
		return
	}
	if reason == "" {
		reason = "the client's WebSocket has ended"
	}
	s.closeNow(reason)
	s.mu.Lock()
	defer s.mu.Unlock()
	for s.writing {
		s.changed.Wait()
	}
}

// write writes the queue to the WebSocket, and closes the WebSocket if the session is closing. It
// runs in a goroutine of its own, at most one for each session.
func (s *Session) write() {
	s.mu.Lock()
	for !s.queue.isEmpty() {
		p, conn := s.queue.next(), s.conn
		s.mu.Unlock()
		pushed := s.push(conn, p)
		s.mu.Lock()
		if !pushed {
			break // the connection is closing: webSocketEnded will be called
		}
		if !s.queue.isEmpty() { // the queue may have been dropped
			s.queue.advance()
			s.changed.Broadcast()
		}
	}
	if s.state == closing {
		s.conn.Close(s.closeCode, s.closeReason)
	}
	s.writing = false
	s.changed.Broadcast()
	s.mu.Unlock()
	s.settle()
}

// push sends a packet over the WebSocket. It waits if the WebSocket's queue is full. It reports
// false if the connection is closing.
func (s *Session) push(conn *socket.Conn, p packet) bool {
	m := socket.Message{Opcode: rfc6455.Text, Payload: p.bytes}
	switch {
	case p.binary && s.inBase64:
		m.Payload = p.text()
	case p.binary:
		m.Opcode = rfc6455.Binary
	}
	return conn.TrySend(m) || conn.Push(m)
}
