package engineio

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"time"

	"twocups/lessons/play/rfc6455"
	protocol "twocups/lessons/play/socketio"
)

// servePost reads the packets of a POST.
func (s *Session) servePost(w http.ResponseWriter, r *http.Request) {
	if fault, words := s.beginPost(); words != "" {
		answerError(w, r, fault, words)
		return
	}
	defer s.endPost()
	controller := http.NewResponseController(w)
	controller.SetReadDeadline(time.Now().Add(s.server.config.PostTimeout))
	body, err := s.readBody(http.MaxBytesReader(w, r.Body, int64(s.server.config.MaxPayload)))
	if err != nil {
		s.refuseBody(w, r, err)
		return
	}
	if err := s.receiveAll(r, body); err != nil {
		s.closeForFault(err)
		answerError(w, r, badRequest, err.Error())
		return
	}
	if s.isVanishing() {
		answerError(w, r, unknownSID, "the server vanished, as it was asked to")
		return
	}
	// receiveAll may have waited until the client read.
	controller.SetWriteDeadline(time.Now().Add(s.server.config.WriteTimeout))
	answer(w, payloadType, http.StatusOK, "ok")
}

// errNoMemory is the error of a body for which there is no memory.
var errNoMemory = errors.New("memory is short: there is no room for a request's packets")

// bodyPiece is the number of bytes of a body that are read at once.
const bodyPiece = 4 << 10

// readBody reads the body of a POST. It reserves memory for the bytes that have come, not for those
// that the client has announced.
func (s *Session) readBody(from io.Reader) (string, error) {
	var body strings.Builder
	piece := make([]byte, bodyPiece)
	for {
		n, err := from.Read(piece)
		if !s.body.Add(n) {
			return "", errNoMemory
		}
		body.Write(piece[:n])
		switch {
		case err == io.EOF:
			return body.String(), nil
		case err != nil:
			return "", err
		}
	}
}

// refuseBody ends the session of a client whose body could not be read.
func (s *Session) refuseBody(w http.ResponseWriter, r *http.Request, err error) {
	var tooMuch *http.MaxBytesError
	switch {
	case errors.As(err, &tooMuch):
		s.Close(rfc6455.MessageTooBig, "a request with more bytes than maxPayload")
		answerError(w, r, tooBig, "more bytes than maxPayload")
	case err == errNoMemory:
		s.giveUp(err.Error())
		answerError(w, r, unavailable, err.Error())
	default:
		const reason = "the client’s request broke off, or took too long"
		s.closeNow(reason)
		answerError(w, r, badRequest, reason)
	}
}

// receiveAll serves the packets in the body of a POST. A body may have as many packets as its size
// allows; the answer to a body with many of them comes later.
func (s *Session) receiveAll(r *http.Request, body string) error {
	if r.Header.Get("Content-Type") == "application/octet-stream" {
		return errors.New("a body of bytes (want text, with binary packets in base64)")
	}
	n := 0
	for p, err := range protocol.Payload(body) {
		if err == nil {
			err = s.receive(p)
		}
		if err != nil {
			return err
		}
		if s.isVanishing() {
			s.closeNow("the server vanished")
			return nil
		}
		s.awaitQueue()
		n++
	}
	s.awaitPackets(r.Context().Done(), n)
	return nil
}

// awaitPackets waits if the client sends packets too fast, and closes the session of a client that
// goes on.
func (s *Session) awaitPackets(done <-chan struct{}, n int) {
	s.mu.Lock()
	pause, floods := s.packets.add(n, time.Now())
	s.mu.Unlock()
	if floods {
		s.closeForFlood()
		return
	}
	sleep(done, pause)
}

// beginPost lets a POST begin. The words say why it can't; "" if it can.
func (s *Session) beginPost() (fault requestError, words string) {
	s.mu.Lock()
	overlap := s.posting
	switch {
	case s.state != open:
		fault, words = unknownSID, s.overReason()
	case s.conn != nil:
		fault, words = badRequest, "the session has changed to a WebSocket"
	case overlap:
		fault, words = badRequest, "two requests send at the same time"
	default:
		s.posting = true
	}
	s.mu.Unlock()
	if overlap {
		s.Close(rfc6455.PolicyViolation, words)
	}
	return fault, words
}

func (s *Session) endPost() {
	s.body.Clear()
	s.mu.Lock()
	s.posting = false
	s.mu.Unlock()
	s.settle()
}
