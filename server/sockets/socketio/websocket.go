package socketio

import (
	"errors"
	"net/http"
	"time"

	"twocups/lessons/play/rfc6455"
	protocol "twocups/lessons/play/socketio"
	"twocups/server/socket"
)

// behaviour is the [socket.Behaviour] of a WebSocket that has the packets of a session, or is a
// probe for a session.
type behaviour struct {
	conn    *socket.Conn
	session *session
}

// webSocket answers the opening handshake of a WebSocket. The WebSocket is a probe for the given
// session. If the session is nil, the WebSocket begins a session.
func (s *Server) webSocket(w http.ResponseWriter, r *http.Request, session *session) {
	join := func(conn *socket.Conn) socket.Behaviour { return session.join(conn) }
	if session == nil {
		a, err := readSessionRequest(r)
		if err != nil {
			answerError(w, r, badRequest, err.Error())
			return
		}
		join = func(conn *socket.Conn) socket.Behaviour { return s.join(conn, a) }
	}
	s.config.Sockets.WatchedHandler(join, s.watched).ServeHTTP(w, r)
}

// join makes a WebSocket the probe of a session that polls.
func (s *session) join(conn *socket.Conn) socket.Behaviour {
	if fault := s.startProbe(conn); fault != "" {
		conn.Close(rfc6455.PolicyViolation, fault)
		return nil
	}
	return &behaviour{conn, s}
}

// join begins a session on a WebSocket.
func (s *Server) join(conn *socket.Conn, a sessionRequest) socket.Behaviour {
	report, err := s.attach(a.tag)
	if err != nil {
		conn.Close(rfc6455.TryAgainLater, err.Error())
		return nil
	}
	session, refused := s.admit(a, report)
	if refused != nil {
		report.release()
		conn.Close(rfc6455.TryAgainLater, refused.words)
		return nil
	}
	conn.TrySend(socket.Message{Opcode: rfc6455.Text, Payload: []byte(s.handshake(session.id))})
	session.mu.Lock()
	defer session.mu.Unlock()
	session.conn = conn
	session.sendSoon()
	return &behaviour{conn, session}
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
}

// Left ends the session that used the WebSocket. If the WebSocket was only a probe, the session goes
// on.
func (b *behaviour) Left() { b.session.webSocketEnded(b.conn) }

// startProbe makes a WebSocket the probe of a session that polls. The fault says why the WebSocket
// can't be the probe; "" for none.
func (s *session) startProbe(conn *socket.Conn) (fault string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.state != open:
		return "the session is over"
	case s.conn != nil:
		return "the session has changed to a WebSocket already"
	case s.probing != nil:
		return "the session has a probe already"
	}
	s.probing = conn
	s.upgradeTimer = time.AfterFunc(s.server.config.UpgradeTimeout, func() {
		if s.isProbing(conn) {
			conn.Close(rfc6455.PolicyViolation, "the change to this WebSocket was not done within "+s.server.config.UpgradeTimeout.String())
		}
	})
	s.changed.Broadcast()
	return ""
}

func (s *session) isProbing(conn *socket.Conn) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.probing == conn
}

// continueProbe goes on with the probe, and reports whether the packet belongs to it.
func (s *session) continueProbe(conn *socket.Conn, p protocol.EnginePacket) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case p == (protocol.EnginePacket{Type: protocol.Ping, Text: protocol.Probe}):
		pong := protocol.EnginePacket{Type: protocol.Pong, Text: protocol.Probe}.Append(nil)
		if !conn.TrySend(socket.Message{Opcode: rfc6455.Text, Payload: pong}) {
			return false
		}
		s.probed = true
		s.wake()
		return true
	case p == (protocol.EnginePacket{Type: protocol.Upgrade}) && s.probed:
		s.upgradeTimer.Stop()
		s.conn, s.probing, s.probed = conn, nil, false
		s.report.remark("the client has changed from long-polling to a WebSocket")
		s.sendSoon()
		return true
	}
	return false
}

// webSocketEnded ends the session that used a WebSocket, and waits until no goroutine writes to the
// WebSocket. The session of a probe goes on.
func (s *session) webSocketEnded(conn *socket.Conn) {
	s.mu.Lock()
	carried := s.conn == conn
	if s.probing == conn {
		s.upgradeTimer.Stop()
		s.probing, s.probed = nil, false
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
func (s *session) write() {
	s.mu.Lock()
	defer s.mu.Unlock()
	defer func() {
		s.writing = false
		s.changed.Broadcast()
	}()
	for len(s.queue) > 0 {
		packets, conn := s.drain(), s.conn
		s.mu.Unlock()
		written := pushAll(conn, packets)
		s.mu.Lock()
		if !written {
			return // the connection is closing: webSocketEnded will be called
		}
	}
	if s.state == closing {
		s.conn.Close(s.closeCode, s.closeReason)
	}
}

// pushAll sends packets over the WebSocket. It waits if the WebSocket's queue is full. It reports
// false if the connection is closing.
func pushAll(conn *socket.Conn, packets []protocol.EnginePacket) bool {
	for _, p := range packets {
		m := socket.Message{Opcode: rfc6455.Text}
		if p.Binary {
			m = socket.Message{Opcode: rfc6455.Binary, Payload: []byte(p.Text)}
		} else {
			m.Payload = p.Append(nil)
		}
		if !conn.TrySend(m) && !conn.Push(m) {
			return false
		}
	}
	return true
}

func unexpectedPacket(p protocol.EnginePacket) error {
	return errors.New("engine.io packet " + p.Type.String() + " from a client, unasked (want message, pong or close)")
}
