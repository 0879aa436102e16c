package socketio

import (
	"twocups/lessons/play/rfc6455"
	protocol "twocups/lessons/play/socketio"
)

// ping sends a ping. If the last ping still has no pong, it closes the session instead.
func (s *session) ping() {
	s.mu.Lock()
	if s.state != open {
		s.mu.Unlock()
		return
	}
	if s.awaiting {
		s.mu.Unlock()
		s.close(rfc6455.PolicyViolation, "no pong came for "+s.server.config.PingTimeout.String())
		return
	}
	s.awaiting = true
	s.pingTimer.Reset(s.server.config.PingTimeout)
	s.queue = append(s.queue, protocol.EnginePacket{Type: protocol.Ping})
	s.sendSoon()
	s.mu.Unlock()
}

// pong notes the client's pong, and sets the timer for the next ping.
func (s *session) pong() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.awaiting && s.state == open {
		s.awaiting = false
		s.pingTimer.Reset(s.server.config.PingInterval)
	}
}

// connected stops the timer of ConnectTimeout: the client is in a namespace.
func (s *session) connected() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.connectTimer.Stop()
}

// closeUnconnected closes a session that connected to no namespace within ConnectTimeout.
func (s *session) closeUnconnected() {
	s.close(rfc6455.PolicyViolation, "the client connected to no namespace within "+s.server.config.ConnectTimeout.String())
}
