package socketio

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"

	"twocups/lessons/play"
	"twocups/lessons/play/faulttext"
	"twocups/server/socket"
	"twocups/server/sockets/socketio/engineio"
)

// Server serves all clients. It is an http.Handler for its path and the paths below it.
type Server struct {
	config Config
	engine *engineio.Server

	mu        sync.Mutex
	instances map[instanceKey]*instance
}

// New returns a server without sessions.
func New(config Config) *Server {
	s := &Server{config: config.withDefaults(), instances: make(map[instanceKey]*instance)}
	engine := s.config.Engine
	engine.Accept = s.accept
	if config.Consoles != nil {
		engine.Consoles = wireOnly{config.Consoles}
	}
	s.engine = engineio.New(engine)
	return s
}

// ServeHTTP answers a request (http.Handler).
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch path := s.config.Path; r.URL.Path {
	case path, strings.TrimSuffix(path, "/"):
		s.engine.ServeHTTP(w, r)
	case path + "socket.io.js":
		s.bundle(w, r)
	default:
		socket.Answer(w, http.StatusNotFound, "There is nothing here. Clients of Socket.IO ask for "+path+".")
	}
}

// Shutdown closes every session with the reason that the server is going away, and accepts no new
// ones. It returns when the last session is over. If the context ends first, Shutdown drops the
// sessions that are left, and returns the context's error. The sockets have their own Shutdown.
func (s *Server) Shutdown(ctx context.Context) error { return s.engine.Shutdown(ctx) }

// Figures returns what the server has counted so far.
func (s *Server) Figures() engineio.Figures { return s.engine.Figures() }

// accept reads the query of a request that begins a session.
func (s *Server) accept(query url.Values) (engineio.Join, error) {
	tag, err := play.ParseTag(query.Get)
	if err != nil {
		return nil, err
	}
	key, err := instanceOf(query, tag)
	if err != nil {
		return nil, err
	}
	return func(session *engineio.Session) (engineio.Client, error) { return s.join(session, key, tag) }, nil
}

// join makes the client of a session, and adds it to its instance.
func (s *Server) join(session *engineio.Session, key instanceKey, tag play.Tag) (engineio.Client, error) {
	report, err := s.attach(tag)
	if err != nil {
		return nil, &engineio.Refusal{Label: "console", Words: err.Error()}
	}
	i, refused := s.enter(key)
	if refused != nil {
		report.release()
		return nil, refused
	}
	return newClient(s, session, i, report), nil
}

// enter counts one more session of an instance. It makes the instance if there is none.
func (s *Server) enter(key instanceKey) (*instance, *engineio.Refusal) {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := s.instances[key]
	if i == nil {
		i = &instance{key: key, namespaces: s.config.Namespaces}
	}
	if i.sessions >= s.config.MaxMembers {
		return nil, &engineio.Refusal{Label: "members", Words: fmt.Sprintf("%d clients are here already, and the server takes no more of them", i.sessions)}
	}
	s.instances[key] = i
	i.sessions++
	return i, nil
}

// leave ends an enter.
func (s *Server) leave(i *instance) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if i.sessions--; i.sessions == 0 {
		delete(s.instances, i.key)
	}
}

// instanceKey identifies an instance. It has either a console and a block, or a name, or random
// bits.
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
	return instanceKey{own: engineio.NewSID()}, nil
}

// TakesBody reports that a request may have a body of any length, because clients that poll send
// their packets in it. The engine bounds the body by its MaxPayload while it reads.
func TakesBody(int64) bool { return true }

// bundle serves the official client's script.
func (s *Server) bundle(w http.ResponseWriter, r *http.Request) {
	if s.config.Bundle == nil {
		socket.Answer(w, http.StatusNotFound,
			"The official client is not part of this build: npm was missing, or had no network. "+
				"Run \"make build\" where npm works, or load socket.io-client 4.x from a place of your own. Everything else works without it.")
		return
	}
	w.Header().Set("Access-Control-Allow-Origin", "*")
	w.Header().Set("Cache-Control", "no-cache") // the browser asks each time, and gets 304
	s.config.Bundle.ServeHTTP(w, r)
}
