package socketio

import (
	"context"
	"fmt"
	"net/http"
	"net/netip"
	"sync"
	"time"

	"twocups/lessons/play/rfc6455"
	"twocups/server/socket"
)

// Server serves all sessions. It is an http.Handler for [Path] and the paths below it.
type Server struct {
	config  Config
	watched socket.Consoles // the consoles of the WebSockets

	mu         sync.Mutex
	sessions   map[string]*session
	perAddress map[netip.Prefix]int // the number of sessions, by address
	instances  map[instanceKey]*instance
	figures    Figures
	goingAway  bool
	all        sync.WaitGroup // one for each session
}

// New returns a server without sessions.
func New(config Config) *Server {
	s := &Server{
		config:     config.withDefaults(),
		sessions:   make(map[string]*session),
		perAddress: make(map[netip.Prefix]int),
		instances:  make(map[instanceKey]*instance),
	}
	s.figures.Refused = make(map[string]int64)
	if config.Consoles != nil {
		s.watched = wireOnly{config.Consoles}
	}
	return s
}

// admit makes a session for a request, and adds the session to its instance. If a limit forbids
// the session, admit returns a refusal.
func (s *Server) admit(a sessionRequest, report *reporter) (*session, *refusal) {
	s.mu.Lock()
	defer s.mu.Unlock()
	refused := s.refusalFor(a)
	if refused == nil {
		i := s.instances[a.instance]
		if i == nil {
			i = newInstance(a.instance)
			s.instances[a.instance] = i
		}
		if i.sessions < s.config.MaxMembers {
			return s.add(newSession(s, a, i, report)), nil
		}
		refused = &refusal{"members", fmt.Sprintf("%d clients are here already, and the server takes no more of them", i.sessions)}
	}
	s.figures.Refused[refused.why]++
	s.logRefusal(a.request, refused.why)
	return nil, refused
}

func (s *Server) logRefusal(r *http.Request, why string) {
	socket.LogRefusal(s.config.Log, "a session of Socket.IO was refused", why, r)
}

// refusalFor returns the refusal of a session for the request, or nil. The caller holds the
// mutex.
func (s *Server) refusalFor(a sessionRequest) *refusal {
	switch {
	case s.goingAway:
		return &refusal{"shutdown", "the server is going away"}
	case len(s.sessions) >= s.config.MaxSessions:
		return &refusal{"full", "the server is full: all its sessions are in use"}
	case s.perAddress[a.address] >= s.config.MaxPerAddress:
		return &refusal{"address", fmt.Sprintf("your address has %d sessions, and the server takes no more from one", s.config.MaxPerAddress)}
	}
	return nil
}

// add registers a session. The caller holds the mutex.
func (s *Server) add(session *session) *session {
	s.sessions[session.id] = session
	s.perAddress[session.address]++
	session.instance.sessions++
	s.figures.Opened++
	s.all.Add(1)
	return session
}

// remove removes a session that is over.
func (s *Server) remove(session *session) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.sessions, session.id)
	if s.perAddress[session.address]--; s.perAddress[session.address] == 0 {
		delete(s.perAddress, session.address)
	}
	if session.instance.sessions--; session.instance.sessions == 0 {
		delete(s.instances, session.instance.key)
	}
	s.all.Done()
}

// find returns the session with this sid, or nil.
func (s *Server) find(sid string) *session {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.sessions[sid]
}

// Shutdown closes every session with the reason that the server is going away, and accepts no new
// ones. It spreads the closes as the sockets do. It returns when the last session is over. If the context ends first, Shutdown drops the
// sessions that are left, and returns the context's error. The sockets have their own Shutdown.
func (s *Server) Shutdown(ctx context.Context) error {
	s.mu.Lock()
	s.goingAway = true
	s.mu.Unlock()
	open := s.openSessions()
	closing, allEnded := context.WithCancel(ctx)
	ended := make(chan struct{})
	go func() {
		s.all.Wait()
		allEnded()
		close(ended)
	}()
	socket.Spread(closing, s.config.Sockets.Config().ShutdownSpread, len(open), func(i int) {
		open[i].close(rfc6455.GoingAway, "the server is going away")
	})
	select {
	case <-ended:
		return nil
	case <-ctx.Done():
	}
	left := s.openSessions()
	for _, session := range left {
		session.closeNow("the server has gone")
	}
	<-ended
	return fmt.Errorf("closing sessions of Socket.IO, %d did not end in time: %w", len(left), ctx.Err())
}

func (s *Server) openSessions() []*session {
	s.mu.Lock()
	defer s.mu.Unlock()
	list := make([]*session, 0, len(s.sessions))
	for _, session := range s.sessions {
		list = append(list, session)
	}
	return list
}

// handshake returns the open packet of a session.
func (s *Server) handshake(sid string, upgrades ...string) string {
	return openPacket(sid, upgrades, s.config)
}

// longestPoll returns the longest time that a GET may wait: for the next ping, or for the end of
// PingTimeout.
func (c Config) longestPoll() time.Duration { return max(c.PingInterval, c.PingTimeout) }

// Figures are what a server has counted since New made it. The keys of the map never come from a
// client.
type Figures struct {
	Open    int              // sessions now
	Opened  int64            // sessions in all
	Refused map[string]int64 // by the reason: "full", "address", "members", "console" or "shutdown"
}

// Figures returns the counts so far.
func (s *Server) Figures() Figures {
	s.mu.Lock()
	defer s.mu.Unlock()
	figures := s.figures
	figures.Open = len(s.sessions)
	figures.Refused = make(map[string]int64, len(s.figures.Refused))
	for why, n := range s.figures.Refused {
		figures.Refused[why] = n
	}
	return figures
}

// RefusedInAll returns the number of sessions that were refused.
func (f Figures) RefusedInAll() int {
	sum := int64(0)
	for _, n := range f.Refused {
		sum += n
	}
	return int(sum)
}
