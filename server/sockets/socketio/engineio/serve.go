package engineio

import (
	"net/http"
	"net/netip"
	"time"

	"github.com/gorilla/websocket"

	"twocups/lessons/play/rfc6455"
	"twocups/server/socket"
)

// ServeHTTP answers a request of a client (http.Handler), whatever its path.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if fault := s.config.Sockets.OriginFault(r); fault != "" {
		answerError(w, r, forbidden, fault)
		return
	}
	upgrade := websocket.IsWebSocketUpgrade(r)
	if !upgrade {
		s.config.Sockets.NoteLostUpgrade(r)
	}
	allowOrigin(w, r)
	allowCredentials(w, r)
	query := r.URL.Query()
	if r.Method == http.MethodOptions {
		if session, _ := s.find(query.Get("sid")); session == nil || session.awaitPace(w, r) {
			preflight(w, r)
		}
		return
	}
	transport := query.Get("transport")
	switch {
	case query.Get("EIO") != "4":
		answerError(w, r, wrongVersion, "this server speaks version 4: say EIO=4")
	case transport != "polling" && transport != "websocket":
		answerError(w, r, unknownTransport, "say transport=polling or transport=websocket")
	case upgrade != (transport == "websocket"):
		answerError(w, r, badRequest, "transport=websocket goes with the opening handshake of a WebSocket, and nothing else does")
	case query.Has("sid"):
		s.serveSession(w, r, query.Get("sid"), upgrade)
	case r.Method != http.MethodGet:
		answerError(w, r, badMethod, "a session begins with GET")
	case isBlind(r):
		s.logRefusal(r, "cross-site")
		answerError(w, r, forbidden, "a page of another site may not begin a session that it can't read")
	default:
		s.serveNew(w, r, upgrade)
	}
}

// isBlind reports whether a page of another site has sent the request without asking whether it may
// read the answer, for example as the source of an image (Fetch §2.2.5, mode no-cors). Such a
// request has no Origin. A page that could begin sessions with it would have its visitors use up
// the sessions of the server. Browsers send the field Sec-Fetch-Site only to secure contexts.
// Elsewhere, such a page can begin sessions but never gets their sid. These sessions send nothing,
// so they end first when there is no room.
func isBlind(r *http.Request) bool {
	site := r.Header.Get("Sec-Fetch-Site")
	return r.Header.Get("Origin") == "" && (site == "cross-site" || site == "same-site")
}

// serveSession answers a request for a session.
func (s *Server) serveSession(w http.ResponseWriter, r *http.Request, sid string, upgrade bool) {
	session, reason := s.find(sid)
	if session == nil {
		answerError(w, r, unknownSID, reason)
		return
	}
	if !session.awaitPace(w, r) {
		return
	}
	switch {
	case upgrade:
		s.serveProbe(w, r, session)
	case r.Method == http.MethodGet:
		session.markUsed()
		session.serveGet(w, r)
	case r.Method == http.MethodPost:
		session.servePost(w, r)
	default:
		answerError(w, r, badMethod, "a session takes GET and POST")
	}
}

// awaitPace waits if the client sends requests too fast. It reports false if the request must not
// be served: the client is gone, or has sent too fast for too long, which awaitPace answers.
func (s *Session) awaitPace(w http.ResponseWriter, r *http.Request) bool {
	s.mu.Lock()
	pause, floods := s.requests.add(1, time.Now())
	s.mu.Unlock()
	if floods {
		const reason = "too fast: too many requests"
		s.Close(rfc6455.PolicyViolation, reason)
		answerError(w, r, tooMany, reason)
		return false
	}
	return sleep(r.Context().Done(), pause)
}

// sleep waits for the time, which is short. It reports false if done is closed first.
func sleep(done <-chan struct{}, pause time.Duration) bool {
	if pause == 0 {
		return true
	}
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-done:
		return false
	}
}

// serveNew answers a request that begins a session.
func (s *Server) serveNew(w http.ResponseWriter, r *http.Request, upgrade bool) {
	query := r.URL.Query()
	join, err := s.config.Accept(query)
	if err != nil {
		answerError(w, r, badRequest, err.Error())
		return
	}
	b64 := query.Get("b64")
	a := sessionRequest{request: r, address: socket.AddressOf(r.RemoteAddr), remote: r.RemoteAddr,
		inBase64: b64 == "1" || b64 == "true", join: join}
	if upgrade {
		s.serveWebSocket(w, r, func(conn *socket.Conn) socket.Behaviour { return s.join(conn, a) })
		return
	}
	s.begin(w, r, a)
}

// sessionRequest is a request that begins a session.
type sessionRequest struct {
	request  *http.Request // for the log
	address  netip.Prefix
	remote   string
	inBase64 bool
	join     Join
}
