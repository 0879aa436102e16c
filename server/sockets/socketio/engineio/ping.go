package engineio

import "twocups/lessons/play/rfc6455"

// ping sends a ping. If the last ping still has no pong, it closes the session instead.
func (s *Session) ping() {
	s.mu.Lock()
	if s.state != open {
		s.mu.Unlock()
		return
	}
	if s.awaiting {
		s.mu.Unlock()
		s.Close(rfc6455.TryAgainLater, "no pong came for "+s.server.config.PingTimeout.String())
		return
	}
	s.awaiting = true
	s.pingTimer.Reset(s.server.config.PingTimeout)
	s.queue.add(pingPayload) // a client that gets no ping, because memory is short, is closed when its pong is due
	s.sendSoon()
	s.mu.Unlock()
}

// pong notes the client's pong, and sets the timer for the next ping.
func (s *Session) pong() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.awaiting && s.state == open {
		s.awaiting = false
		s.pingTimer.Reset(s.server.config.PingInterval)
	}
}
