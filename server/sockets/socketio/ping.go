package socketio

import (
	"twocups/lessons/play/rfc6455"
	protocol "twocups/lessons/play/socketio"
)

// ping asks the client whether it is there, or gives it up if it has not said so in
// time.
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
	s.pings.Reset(s.server.config.PingTimeout)
	s.queue = append(s.queue, protocol.EnginePacket{Type: protocol.Ping})
	s.sendSoon()
	s.mu.Unlock()
}

// pong notes that the client is there.
func (s *session) pong() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.awaiting && s.state == open {
		s.awaiting = false
		s.pings.Reset(s.server.config.PingInterval)
	}
}

// connected ends the waiting for a namespace.
func (s *session) connected() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.connects.Stop()
}

// unconnected ends a session that is in no namespace.
func (s *session) closeUnconnected() {
	s.close(rfc6455.PolicyViolation, "the client connected to no namespace within "+s.server.config.ConnectTimeout.String())
}
