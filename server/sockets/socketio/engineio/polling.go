package engineio

import (
	"errors"
	"net/http"
	"time"

	"twocups/lessons/play/rfc6455"
)

// begin begins a session over long-polling.
func (s *Server) begin(w http.ResponseWriter, r *http.Request, a sessionRequest) {
	session, refused := s.admit(a)
	if refused != nil {
		answerError(w, r, unavailable, refused.Words)
		return
	}
	s.config.Log.Info("socket.io client connected", "remote", a.remote, "transport", "polling")
	answer(w, payloadType, http.StatusOK, session.openPacket("websocket"))
}

const payloadType = "text/plain; charset=UTF-8"

// serveGet answers a GET, which waits until there are packets.
func (s *Session) serveGet(w http.ResponseWriter, r *http.Request) {
	c := http.NewResponseController(w)
	c.SetReadDeadline(time.Time{}) // the wait ends with the next ping
	c.SetWriteDeadline(time.Now().Add(s.server.config.longestPoll() + s.server.config.WriteTimeout))
	woken, fault, words := s.beginGet()
	if words != "" {
		answerError(w, r, fault, words)
		return
	}
	for wait := s.getDelay(); wait > 0; wait = s.getDelay() {
		timer := time.NewTimer(wait)
		select {
		case <-woken:
		case <-timer.C:
		case <-r.Context().Done():
			timer.Stop()
			s.dropGet()
			return
		}
		timer.Stop()
	}
	packets, reason := s.endGet()
	c.SetWriteDeadline(time.Now().Add(s.server.config.WriteTimeout))
	if reason != "" {
		answerError(w, r, unknownSID, reason)
		return
	}
	answerHead(w, payloadType, http.StatusOK, payloadLen(packets))
	err := writePayload(w, packets)
	if err == nil {
		err = c.Flush()
	}
	s.endAnswer()
	if err != nil && !errors.Is(err, http.ErrNotSupported) {
		s.closeNow("the client’s request ended before its answer")
	}
}

// beginGet lets a GET wait. The words say why it can't; "" if it can.
func (s *Session) beginGet() (woken chan struct{}, fault requestError, words string) {
	s.mu.Lock()
	overlap := s.get != nil
	switch {
	case s.state == over:
		fault, words = unknownSID, s.overReason()
	case s.conn != nil:
		fault, words = badRequest, "the session has changed to a WebSocket"
	case overlap:
		fault, words = badRequest, "two requests wait at the same time"
	default:
		s.get = make(chan struct{}, 1)
	}
	woken = s.get
	s.mu.Unlock()
	if overlap {
		s.Close(rfc6455.PolicyViolation, words)
	}
	return woken, fault, words
}

// overReason returns the reason why the session is over. The caller holds the mutex.
func (s *Session) overReason() string {
	if s.closeReason == "" {
		return "the session is over"
	}
	return s.closeReason
}

// getDelay returns the longest time after which the GET that waits must call getDelay again. It
// returns 0 if the GET must be answered now.
func (s *Session) getDelay() time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.state == over || s.conn != nil:
		return 0
	case s.answering: // the client has not read the last answer yet
	case s.state == closing || !s.queue.isEmpty():
		return 0
	case s.probed:
		return max(0, time.Until(s.noopAfter))
	}
	return s.server.config.longestPoll() + s.server.config.WriteTimeout
}

// endGet ends the wait of a GET, and returns the packets of its answer. If the session was dropped,
// the answer must have no packet, and endGet returns the reason: a client that is about to change
// to a WebSocket would take any packet as the end of its polling, and wait for the change.
func (s *Session) endGet() (packets []packet, dropped string) {
	s.mu.Lock()
	s.get, s.answering = nil, true
	last := s.conn == nil && s.state == closing
	if s.conn == nil && s.state != over {
		packets = s.queue.take()
	}
	reason := s.closeReason
	if s.state == over {
		dropped = reason
	}
	if s.probed {
		s.noopAfter = time.Now().Add(s.server.config.NoopInterval)
	}
	s.answering = dropped == ""
	s.mu.Unlock()
	if last {
		packets = append(packets, closePacket)
		s.closeNow(reason)
	}
	if len(packets) == 0 {
		packets = []packet{noopPacket}
	}
	return packets, dropped
}

// endAnswer notes that the answer to a GET was written, or will never be.
func (s *Session) endAnswer() {
	s.mu.Lock()
	s.answering = false
	s.queue.endAnswer()
	s.changed.Broadcast()
	s.wake()
	s.mu.Unlock()
	s.settle()
}

// dropGet ends the session of a client that did not wait for the answer to its GET. The packets
// in the answer may be lost, so the session can't go on.
func (s *Session) dropGet() {
	s.mu.Lock()
	s.get = nil
	s.mu.Unlock()
	s.closeNow("the client’s request ended before its answer")
}

// wake makes the GET that waits call getDelay again. The caller holds the mutex.
func (s *Session) wake() {
	if s.get != nil {
		select {
		case s.get <- struct{}{}:
		default: // a wake is pending already
		}
	}
}
