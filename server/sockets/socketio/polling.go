package socketio

import (
	"errors"
	"io"
	"net/http"
	"time"

	"twocups/lessons/play/rfc6455"
	protocol "twocups/lessons/play/socketio"
)

// polling answers a request of long-polling. If the session is nil, polling begins a session.
func (s *Server) polling(w http.ResponseWriter, r *http.Request, session *session) {
	switch {
	case session == nil:
		s.begin(w, r)
	case r.Method == http.MethodGet:
		session.serveGet(w, r)
	case r.Method == http.MethodPost:
		session.servePost(w, r)
	default:
		w.Header().Set("Allow", "GET, POST")
		answer(w, "text/plain; charset=utf-8", http.StatusMethodNotAllowed, "a session takes GET and POST\n")
	}
}

// begin begins a session.
func (s *Server) begin(w http.ResponseWriter, r *http.Request) {
	a, err := readSessionRequest(r)
	if err != nil {
		answerError(w, r, badRequest, err.Error())
		return
	}
	report, err := s.attach(a.tag)
	if err != nil {
		answerError(w, r, unavailable, err.Error())
		return
	}
	session, refused := s.admit(a, report)
	if refused != nil {
		report.release()
		answerError(w, r, unavailable, refused.words)
		return
	}
	s.config.Log.Info("socket.io client connected", "remote", a.remote, "transport", "polling")
	answer(w, payloadType, http.StatusOK, s.handshake(session.id, "websocket"))
}

const payloadType = "text/plain; charset=UTF-8"

// serveGet answers a GET, which waits until there are packets.
func (s *session) serveGet(w http.ResponseWriter, r *http.Request) {
	c := http.NewResponseController(w)
	c.SetReadDeadline(time.Time{}) // the wait ends with the next ping
	c.SetWriteDeadline(time.Now().Add(s.server.config.longestPoll() + s.server.config.WriteTimeout))
	woken, fault := s.beginGet()
	if fault != "" {
		answerError(w, r, badRequest, fault)
		return
	}
	for !s.readyForGet() {
		select {
		case <-woken:
		case <-r.Context().Done():
			s.dropGet()
			return
		}
	}
	packets, dropped := s.endGet()
	c.SetWriteDeadline(time.Now().Add(s.server.config.WriteTimeout))
	if dropped {
		answerError(w, r, unknownSID, "the session is over")
		return
	}
	answer(w, payloadType, http.StatusOK, string(protocol.AppendPayload(nil, packets...)))
}

// beginGet lets a GET wait. The fault says why it can't; "" for none.
func (s *session) beginGet() (woken chan struct{}, fault string) {
	s.mu.Lock()
	overlap := s.get != nil
	switch {
	case s.conn != nil:
		fault = "the session has changed to a WebSocket"
	case overlap:
		fault = "two requests wait at the same time"
	default:
		s.get = make(chan struct{}, 1)
	}
	woken = s.get
	s.mu.Unlock()
	if overlap {
		s.close(rfc6455.PolicyViolation, fault)
	}
	return woken, fault
}

// readyForGet reports whether the GET that waits must be answered now.
func (s *session) readyForGet() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.state != open || s.conn != nil || s.probed || len(s.queue) > 0
}

// endGet ends the wait of a GET, and returns the packets of its answer. If dropped is true, the
// session was dropped, and the answer must have no packet: a client that is about to change to a
// WebSocket would take any packet as the end of its polling, and wait for the change.
func (s *session) endGet() (packets []protocol.EnginePacket, dropped bool) {
	s.mu.Lock()
	s.get = nil
	last := s.conn == nil && s.state == closing
	if s.conn == nil && s.state != over {
		packets = s.drain()
	}
	reason := s.closeReason
	dropped = s.state == over && reason != ""
	s.mu.Unlock()
	if last {
		packets = append(packets, protocol.EnginePacket{Type: protocol.Close})
		s.closeNow(reason)
	}
	if len(packets) == 0 {
		packets = []protocol.EnginePacket{{Type: protocol.Noop}}
	}
	return packets, dropped
}

// dropGet ends the session of a client that did not wait for the answer to its GET. The packets
// in the answer may be lost, so the session can't go on.
func (s *session) dropGet() {
	s.mu.Lock()
	s.get = nil
	s.mu.Unlock()
	s.closeNow("the client's request ended before its answer")
}

// wake makes the GET that waits call readyForGet again. The caller holds the mutex.
func (s *session) wake() {
	if s.get != nil {
		select {
		case s.get <- struct{}{}:
		default: // a wake is pending already
		}
	}
}

// servePost reads the packets of a POST.
func (s *session) servePost(w http.ResponseWriter, r *http.Request) {
	if fault := s.beginPost(); fault != "" {
		answerError(w, r, badRequest, fault)
		return
	}
	defer s.endPost()
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, int64(s.server.config.MaxPayload)))
	if err != nil {
		var tooMuch *http.MaxBytesError
		if errors.As(err, &tooMuch) {
			s.close(rfc6455.MessageTooBig, "a request with more bytes than maxPayload")
			answerError(w, r, tooBig, "more bytes than maxPayload")
			return
		}
		s.closeNow("the client's request broke off")
		return
	}
	if err := s.readBody(r, string(body)); err != nil {
		s.closeForFault(err)
		answerError(w, r, badRequest, err.Error())
		return
	}
	if s.isVanishing() {
		answerError(w, r, unknownSID, "the server vanished, as it was asked to")
		return
	}
	http.NewResponseController(w).SetWriteDeadline(time.Now().Add(s.server.config.WriteTimeout)) // readBody may have waited for the client to read
	answer(w, payloadType, http.StatusOK, "ok")
}

// readBody reads the packets in the body of a POST, and serves them.
func (s *session) readBody(r *http.Request, body string) error {
	if r.Header.Get("Content-Type") == "application/octet-stream" {
		return errors.New("a body of bytes (want text, with binary packets in base64)")
	}
	packets, err := protocol.ParsePayload(body)
	if err != nil {
		return err
	}
	for _, p := range packets {
		if err := s.receive(p); err != nil {
			return err
		}
		if s.isVanishing() {
			s.closeNow("the server vanished")
			return nil
		}
		s.awaitQueue()
	}
	return nil
}

// beginPost lets a POST begin. The fault says why it can't; "" for none.
func (s *session) beginPost() (fault string) {
	s.mu.Lock()
	overlap := s.posting
	switch {
	case s.conn != nil:
		fault = "the session has changed to a WebSocket"
	case overlap:
		fault = "two requests send at the same time"
	}
	if fault == "" {
		s.posting = true
	}
	s.mu.Unlock()
	if overlap {
		s.close(rfc6455.PolicyViolation, fault)
	}
	return fault
}

func (s *session) endPost() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.posting = false
}

// closeForFault closes the session of a client that broke the protocol.
func (s *session) closeForFault(err error) {
	s.report.remark("the client broke the protocol: " + err.Error())
	s.close(rfc6455.PolicyViolation, "this breaks the protocol of Socket.IO")
}
