package engineio

import (
	"time"

	"twocups/lessons/play/rfc6455"
	protocol "twocups/lessons/play/socketio"
	"twocups/server/socket"
)

// startProbe makes a WebSocket the probe of a session that polls. The fault says why the WebSocket
// can't be the probe, and the code is that of its end; "" for none.
func (s *Session) startProbe(conn *socket.Conn) (code rfc6455.CloseCode, fault string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.state != open:
		return rfc6455.TryAgainLater, s.overReason()
	case s.conn != nil:
		return rfc6455.PolicyViolation, "the session has changed to a WebSocket already"
	case s.probing != nil:
		return rfc6455.PolicyViolation, "the session has a probe already"
	}
	s.probing = conn
	s.upgradeTimer = time.AfterFunc(s.server.config.UpgradeTimeout, func() {
		if s.isProbing(conn) {
			conn.Close(rfc6455.TryAgainLater, "the change to this WebSocket was not done within "+s.server.config.UpgradeTimeout.String())
		}
	})
	s.changed.Broadcast()
	return 0, ""
}

func (s *Session) isProbing(conn *socket.Conn) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.probing == conn
}

// continueProbe goes on with the probe, and reports whether the packet belongs to it. A probe has
// one ping.
func (s *Session) continueProbe(conn *socket.Conn, p protocol.EnginePacket) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case p == (protocol.EnginePacket{Type: protocol.Ping, Text: protocol.Probe}) && !s.probed:
		pong := protocol.EnginePacket{Type: protocol.Pong, Text: protocol.Probe}.Append(nil)
		if !conn.TrySend(socket.Message{Opcode: rfc6455.Text, Payload: pong}) {
			return false
		}
		s.probed = true
		s.wake()
		return true
	case p == (protocol.EnginePacket{Type: protocol.Upgrade}) && s.probed:
		s.endProbe()
		s.conn = conn
		s.client.Remark("the client has changed from long-polling to a WebSocket")
		s.sendSoon()
		return true
	}
	return false
}

// endProbe ends the probe. The caller holds the mutex.
func (s *Session) endProbe() {
	s.upgradeTimer.Stop()
	s.probing, s.probed = nil, false
}
