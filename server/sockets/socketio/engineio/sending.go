package engineio

// Send queues a payload. It reports false if there is no room for it: then the caller must call
// [Session.CloseOverfull]. It never waits.
func (s *Session) Send(p *Payload) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, q := &s.server.config, &s.queue
	switch {
	case s.state != open:
		return true
	case q.bytes > 0 && (q.length+len(p.packets) > c.QueueLength || q.bytes+p.bytes > c.QueueBytes):
		s.overfull = "too slow: packets were waiting to be read"
		return false
	case !q.add(p):
		s.overfull = "memory is short: there is no room for this client's packets"
		return false
	}
	s.sendSoon()
	return true
}

// sendSoon has the transport send the queue: the WebSocket, or the GET that waits. The caller holds
// the mutex.
func (s *Session) sendSoon() {
	if s.conn != nil && !s.writing && (!s.queue.isEmpty() || s.state == closing) {
		s.writing = true
		go s.write()
	}
	s.wake()
}

// awaitQueue waits while the queue is more than half full, so that a client that asks for many
// answers must first read them. It does not wait while the client changes to a WebSocket: the
// client reads nothing during the change, and must send packets to complete it.
func (s *Session) awaitQueue() {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, q := &s.server.config, &s.queue
	for s.state == open && s.probing == nil && (q.length > c.QueueLength/2 || q.bytes > c.QueueBytes/2) {
		s.changed.Wait()
	}
}
