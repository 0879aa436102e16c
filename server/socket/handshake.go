package socket

import (
	"io"
	"net/http"
	"strings"
	"sync"

	"github.com/gorilla/websocket"

	"twocups/lessons/play"
)

// Handler serves connections that behave in the given way. Several handlers of the
// same Sockets share its limits.
func (s *Sockets) Handler(b Behaviour) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !websocket.IsWebSocketUpgrade(r) {
			s.answerPlain(w)
			return
		}
		tag, err := play.ParseTag(r.URL.Query().Get)
		if err != nil {
			Answer(w, http.StatusBadRequest, "The query does not tie this connection to a page: "+err.Error()+".")
			return
		}
		place := s.enter()
		if place == turnedOff {
			turnOff(w)
			return
		}
		defer s.leave()
		s.open(w, r, b, &reporter{tag: tag}, place)
	})
}

// open does the opening handshake and serves the connection to its end.
func (s *Sockets) open(w http.ResponseWriter, r *http.Request, b Behaviour, events *reporter, place admission) {
	full := events.attach(s.config.Consoles)
	defer events.detach()
	c := newConn(s.config, events)
	switch {
	case place == refused:
		c.Close(play.TryAgainLater, "the server is full: all its connections are in use")
		b = nothing{}
	case full != nil:
		c.Close(play.TryAgainLater, full.Error())
		b = nothing{}
	}

	accepting := &acceptance{ResponseWriter: w, request: r, conn: c, behaviour: b}
	ws, err := s.upgrader.Upgrade(accepting, r, subprotocolHeader(r))
	if err != nil { // which Upgrade has answered, if there was an answer
		accepting.undo()
		return
	}
	c.open(ws)
	s.add(c)
	defer s.remove(c)

	log := s.config.Log.With("remote", r.RemoteAddr, "path", r.URL.Path)
	log.Info("client connected")
	end := c.serve(b)
	log.Info("client disconnected", "code", int(end.code), "clean", end.clean)
}

func newUpgrader(config Config) websocket.Upgrader {
	return websocket.Upgrader{
		HandshakeTimeout: config.HandshakeTimeout,
		ReadBufferSize:   bufferSize,
		WriteBufferSize:  bufferSize,
		WriteBufferPool:  new(sync.Pool),
		CheckOrigin:      func(r *http.Request) bool { return originAllowed(r, config.Origins) },
		Error:            refuse,
	}
}

// subprotocolHeader chooses the first subprotocol that the client offers, whatever
// it is. A server should choose one that it speaks (RFC 6455 §4.2.2); these speak
// none, and go along with any, so that a lesson can show how one is agreed on.
func subprotocolHeader(r *http.Request) http.Header {
	for _, line := range r.Header.Values("Sec-Websocket-Protocol") {
		for offered := range strings.SplitSeq(line, ",") {
			if offered = strings.TrimSpace(offered); offered != "" {
				return http.Header{"Sec-Websocket-Protocol": {offered}}
			}
		}
	}
	return nil
}

// answerPlain answers a request that asks for no WebSocket. A page asks this way,
// also from a sandboxed frame, when its WebSocket can't be opened, for a browser
// doesn't tell it why. If the server takes none now, it says so; else its answer
// shows that it can be reached (RFC 9110 §15.5.22), and a proxy stands between.
func (s *Sockets) answerPlain(w http.ResponseWriter) {
	if s.takesNone() {
		turnOff(w)
		return
	}
	w.Header().Set("Upgrade", "websocket")
	w.Header().Set("Connection", "Upgrade")
	Answer(w, http.StatusUpgradeRequired, "This path speaks WebSocket. Open it with a WebSocket client.")
}

// turnOff answers while the server takes no more connections.
func turnOff(w http.ResponseWriter) {
	w.Header().Set("Retry-After", retryAfter)
	Answer(w, http.StatusServiceUnavailable, "The server takes no more connections now. Try again in a moment.")
}

// refuse answers a handshake that the upgrader does not accept.
func refuse(w http.ResponseWriter, r *http.Request, status int, reason error) {
	sentence := "This is no opening handshake of a WebSocket (RFC 6455 section 4.2.1): " + reason.Error() + "."
	switch {
	case status == http.StatusForbidden:
		sentence = "Pages of this origin may not open a WebSocket here. Put the lesson into a frame instead."
	case r.Header.Get("Sec-Websocket-Version") != "13":
		status = http.StatusUpgradeRequired
		w.Header().Set("Sec-WebSocket-Version", "13") // RFC 6455 §4.4
	}
	Answer(w, status, sentence)
}

// Answer answers a request over HTTP that becomes no connection, with a sentence
// that says why. Any origin may read it, so that a page in a sandboxed frame can.
func Answer(w http.ResponseWriter, status int, sentence string) {
	header := w.Header()
	header.Set("Content-Type", "text/plain; charset=utf-8")
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Cache-Control", "no-store")
	header.Set("Access-Control-Allow-Origin", "*")
	w.WriteHeader(status)
	io.WriteString(w, sentence+"\n")
}
