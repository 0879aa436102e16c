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
	a := s.endGet()
	if a.queued {
		defer s.endAnswer()
	}
	c.SetWriteDeadline(time.Now().Add(s.server.config.WriteTimeout))
	if a.dropped != "" {
		answerError(w, r, unknownSID, a.dropped)
		return
	}
	answerHead(w, payloadType, http.StatusOK, payloadLen(a.packets))
	err := writePayload(w, a.packets)
	if err == nil {
		err = c.Flush()
	}
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

// getAnswer is the answer to a GET that has waited.
type getAnswer struct {
	packets []packet
	queued  bool // the queue counts the packets until endAnswer

	// dropped is the reason if the session was dropped. Then the answer must have no packet: a
	// client that is about to change to a WebSocket would take any packet as the end of its
	// polling, and wait for the change.
	dropped string
}

// endGet ends the wait of a GET, and returns its answer.
func (s *Session) endGet() (a getAnswer) {
	s.mu.Lock()
	s.get = nil
	last, reason := s.conn == nil && s.state == closing, s.closeReason
	switch {
	case s.state == over:
		a.dropped = reason
	case s.conn == nil:
		a.packets, a.queued = s.queue.take(), true
		s.answering = true
	}
	if s.probed {
		s.noopAfter = time.Now().Add(s.server.config.NoopInterval)
	}
	s.mu.Unlock()
	if last {
		a.packets = append(a.packets, closePacket)
		s.closeNow(reason)
	}
	if len(a.packets) == 0 {
		a.packets = []packet{noopPacket}
	}
	return a
}

// endAnswer notes that the packets of an answer were written, or will never be.
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
