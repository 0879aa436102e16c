package socketio

import (
	"errors"
	"net/http"
	"net/netip"
	"net/url"
	"strings"

	"github.com/gorilla/websocket"

	"twocups/lessons/play"
	"twocups/lessons/play/faulttext"
	"twocups/server/socket"
)

// ServeHTTP answers a request (http.Handler).
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch r.URL.Path {
	case Path:
		s.serve(w, r)
	case Path + "socket.io.js":
		s.bundle(w, r)
	default:
		socket.Answer(w, http.StatusNotFound, "There is nothing here. Clients of Socket.IO ask for "+Path+".")
	}
}

// serve answers a request of a client.
func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	if fault := s.config.Sockets.OriginFault(r); fault != "" {
		answerError(w, r, forbidden, fault)
		return
	}
	if !websocket.IsWebSocketUpgrade(r) {
		s.config.Sockets.NoteLostUpgrade(r)
	}
	allowOrigin(w, r)
	if r.Method == http.MethodOptions {
		preflight(w)
		return
	}
	query := r.URL.Query()
	transport, upgrade := query.Get("transport"), websocket.IsWebSocketUpgrade(r)
	var session *session
	switch {
	case query.Get("EIO") != "4":
		answerError(w, r, wrongVersion, "this server speaks version 4: say EIO=4")
		return
	case transport != "polling" && transport != "websocket":
		answerError(w, r, unknownTransport, "say transport=polling or transport=websocket")
		return
	case upgrade != (transport == "websocket"):
		answerError(w, r, badRequest, "transport=websocket goes with the opening handshake of a WebSocket, and nothing else does")
		return
	case query.Has("sid"):
		if session = s.find(query.Get("sid")); session == nil {
			answerError(w, r, unknownSID, "the session is over, or never was")
			return
		}
	case r.Method != http.MethodGet:
		answerError(w, r, badMethod, "a session begins with GET")
		return
	}
	if upgrade {
		s.webSocket(w, r, session)
		return
	}
	s.polling(w, r, session)
}

// sessionRequest is a request that begins a session.
type sessionRequest struct {
	request  *http.Request // for the log
	address  netip.Prefix
	remote   string
	tag      play.Tag
	instance instanceKey
}

// readSessionRequest reads the request that begins a session.
func readSessionRequest(r *http.Request) (sessionRequest, error) {
	a := sessionRequest{request: r, address: socket.AddressOf(r.RemoteAddr), remote: r.RemoteAddr}
	query := r.URL.Query()
	tag, err := play.ParseTag(query.Get)
	if err != nil {
		return sessionRequest{}, err
	}
	a.tag = tag
	a.instance, err = instanceOf(query, tag)
	return a, err
}

// instanceKey identifies an instance. It has either a console and a block, or a name, or random bits.
type instanceKey struct {
	console, block string // of a tag
	named          string // in the query
	own            string // random, for the instance of one session alone
}

func instanceOf(query url.Values, tag play.Tag) (instanceKey, error) {
	name := query.Get("instance")
	switch {
	case tag.Console != "":
		return instanceKey{console: tag.Console, block: tag.Block}, nil
	case len(name) > play.MaxTagValue || strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789-") != "":
		return instanceKey{}, errors.New("instance " + faulttext.Quote(name) + " " + faulttext.Want("lower-case letters, digits and -"))
	case name != "":
		return instanceKey{named: name}, nil
	}
	return instanceKey{own: newSID()}, nil
}

// TakesBody reports that a request may have a body of any length, because clients that poll send
// their packets in it. Server bounds the body by [Config].MaxPayload while it reads.
func TakesBody(int64) bool { return true }
