package socket

import (
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/gorilla/websocket"

	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
)

// Handler returns a handler that accepts connections. Join makes their behaviours. All
// handlers of the same Sockets share its limits.
func (s *Sockets) Handler(join Join) http.Handler { return s.WatchedHandler(join, s.config.Consoles) }

// WatchedHandler is a [Sockets.Handler] whose tagged connections report to these consoles
// instead of those of the Config. If consoles is nil, they report nothing.
func (s *Sockets) WatchedHandler(join Join, consoles Consoles) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !websocket.IsWebSocketUpgrade(r) {
			s.answerPlain(w, r)
			return
		}
		tag, no := s.checkRequest(r)
		if no != nil {
			s.refuse(w, r, no)
			return
		}
		c := newConn(&s.config, s.figures, &reporter{tag: tag, consoles: consoles})
		place, label := s.enter(r.RemoteAddr, c)
		if place == rejected {
			s.recent.add(r, full())
			s.refused(r, label)
			answerFull(w)
			return
		}
		s.open(w, r, join, c, place)
	})
}

// checkRequest checks an opening handshake, and returns the tag in its query.
func (s *Sockets) checkRequest(r *http.Request) (play.Tag, *refusal) {
	no := checkHandshake(r)
	if no == nil {
		no = s.checkOrigin(r)
	}
	if no != nil {
		return play.Tag{}, no
	}
	tag, err := play.ParseTag(r.URL.Query().Get)
	if err != nil {
		return play.Tag{}, brokenTag(err)
	}
	return tag, nil
}

// open does the opening handshake. A new goroutine serves the connection, so that the HTTP
// server can free the goroutine and the buffers of the request.
func (s *Sockets) open(w http.ResponseWriter, r *http.Request, join Join, c *Conn, place admission) {
	remote, path := r.RemoteAddr, r.URL.Path // copied: the goroutine below must not hold the request
	left := func() {
		c.events.detach()
		s.leave(remote, c)
	}
	served := false
	defer func() {
		if !served {
			c.discard()
			left()
		}
	}()
	c.remote = remoteAddress(remote)
	consoleFull := c.events.attach()
	label, reason := s.closeReason(place, consoleFull)
	if label != "" {
		c.Close(rfc6455.TryAgainLater, reason)
		join = func(*Conn) Behaviour { return nil }
	}

	accepting := &acceptance{ResponseWriter: w, request: r, conn: c, join: join}
	ws, err := s.upgrader.Upgrade(accepting, r, subprotocolHeader(r))
	if err != nil { // Upgrade has written the answer, if it could
		accepting.undo()
		return
	}
	if label != "" {
		s.refused(r, label)
	}
	c.open(ws)
	s.add(c)
	// The line holds nothing of the client's messages or query. It is written here, because
	// logging needs a large stack, which the goroutine below would keep.
	s.config.Log.Info("client connected", "remote", remote, "path", path)
	served = true
	b := accepting.behaviour
	go func() {
		defer left()
		defer s.recoverPanic()
		defer s.remove(c)
		s.serve(c, b, remote, path)
	}()
}

// closeReason returns the reason for which the server closes a connection as soon as it is open: a
// label for the figures, and the close reason for the client. Both are "" if the connection may
// stay open.
func (s *Sockets) closeReason(place admission, consoleFull error) (label, reason string) {
	switch {
	case place == serverFull:
		return refusedFull, "the server is full: all its connections are in use"
	case place == addressFull:
		return refusedAddress, fmt.Sprintf("your address has %d connections open, and the server takes no more from one", s.config.MaxPerAddress)
	case place == memoryShort:
		return refusedMemory, "the server is full: all its memory for clients is in use"
	case consoleFull != nil:
		return refusedConsole, consoleFull.Error()
	}
	return "", ""
}

// serve serves the connection to its end, and then counts and logs the end.
func (s *Sockets) serve(c *Conn, b Behaviour, remote, path string) {
	end := ending{code: rfc6455.AbnormalClosure} // if the behaviour panics
	defer func() {
		code := c.firstCode(end)
		s.figures.close(code)
		s.config.Log.Info("client disconnected", "remote", remote, "path", path, "code", int(code), "clean", end.clean)
	}()
	end = c.serve(b)
}

func (s *Sockets) newUpgrader() websocket.Upgrader {
	return websocket.Upgrader{
		HandshakeTimeout: s.config.HandshakeTimeout,
		ReadBufferSize:   readBuffer,
		WriteBufferSize:  writeBuffer,
		CheckOrigin:      func(*http.Request) bool { return true }, // checkRequest has checked it
		Error: func(w http.ResponseWriter, r *http.Request, status int, reason error) {
			s.refuse(w, r, brokenHandshake(status, reason.Error()))
		},
	}
}

// subprotocolHeader chooses the first subprotocol that the client offers. A server should
// choose a subprotocol that it speaks (RFC 6455 §4.2.2). These sockets speak none and accept
// any, so that a lesson can show how client and server agree on one.
func subprotocolHeader(r *http.Request) http.Header {
	for _, line := range r.Header.Values("Sec-Websocket-Protocol") {
		for offered := range strings.SplitSeq(line, ",") {
			if offered = trim(offered); isToken(offered) {
				return http.Header{"Sec-Websocket-Protocol": {offered}}
			}
		}
	}
	return nil
}

// answerPlain answers a request that asks for no WebSocket. A POST is the probe of a page.
func (s *Sockets) answerPlain(w http.ResponseWriter, r *http.Request) {
	s.NoteLostUpgrade(r)
	switch {
	case r.Method == http.MethodPost:
		s.answerProbe(w, r)
	case s.isFull():
		answerFull(w)
	default:
		askToUpgrade(w, r)
		Answer(w, http.StatusUpgradeRequired, "This path speaks WebSocket. Open it with a WebSocket client.")
	}
}

// NoteLostUpgrade counts, logs and remembers a request that has the fields of an opening handshake,
// but asks for no WebSocket: a proxy has removed the fields that ask for it.
func (s *Sockets) NoteLostUpgrade(r *http.Request) {
	if r.Header.Get("Sec-Websocket-Key") != "" {
		s.recordRefusal(r, lostUpgrade())
	}
}

// askToUpgrade sets the header fields that an answer with 426 must have (RFC 9110 §15.5.22). An
// answer in HTTP/2 must not have them (RFC 9113 §8.2.2).
func askToUpgrade(w http.ResponseWriter, r *http.Request) {
	if r.ProtoMajor == 1 {
		w.Header().Set("Upgrade", "websocket")
		w.Header().Set("Connection", "Upgrade")
	}
}

// answerFull answers with 503, because the server takes no more connections now.
func answerFull(w http.ResponseWriter) {
	w.Header().Set("Retry-After", retryAfter)
	Answer(w, http.StatusServiceUnavailable, "The server takes no more connections now. Try again in a moment.")
}

// refuse answers a handshake that breaks a rule or comes from an origin that isn't allowed.
func (s *Sockets) refuse(w http.ResponseWriter, r *http.Request, no *refusal) {
	s.recordRefusal(r, no)
	switch {
	case no.status == http.StatusMethodNotAllowed:
		w.Header().Set("Allow", http.MethodGet) // RFC 9110 §15.5.6
	case no.status == http.StatusUpgradeRequired:
		w.Header().Set("Sec-WebSocket-Version", "13") // RFC 6455 §4.4
		askToUpgrade(w, r)
	}
	Answer(w, no.status, no.answer)
}

// recordRefusal counts, logs and remembers a refusal.
func (s *Sockets) recordRefusal(r *http.Request, no *refusal) {
	s.recent.add(r, no)
	s.refused(r, no.label, "detail", no.reason, "scheme", schemeOf(r), "remedy", no.remedy)
}

// Answer answers an HTTP request that becomes no connection. The sentence says why. A page of
// any origin may read the answer, so that a page in a sandboxed iframe can.
func Answer(w http.ResponseWriter, status int, sentence string) {
	header := w.Header()
	header.Set("Content-Type", "text/plain; charset=utf-8")
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Cache-Control", "no-store")
	header.Set("Access-Control-Allow-Origin", "*")
	w.WriteHeader(status)
	io.WriteString(w, sentence+"\n")
}
