package engineio

import (
	"context"
	"fmt"
	"net/http"
	"sync"
	"time"

	"twocups/lessons/play/rfc6455"
	"twocups/server/socket"
)

// Server serves all sessions. It is an http.Handler.
type Server struct {
	config Config

	mu        sync.Mutex
	sessions  map[string]*Session // also those that have given up their place, until they are over
	roster    roster
	ended     endedSessions
	figures   Figures
	goingAway bool
	all       sync.WaitGroup // one for each session
}

// New returns a server without sessions.
func New(config Config) *Server {
	s := &Server{config: config.withDefaults(), sessions: make(map[string]*Session), roster: newRoster()}
	s.figures.Refused = make(map[string]int64)
	return s
}

// Config returns the Config of the server. The limits that were zero in the Config of [New] have
// their defaults.
func (s *Server) Config() Config { return s.config }

// Refusal is the reason why a session can't begin: the label is for the figures, and the words
// are for the client.
type Refusal struct{ Label, Words string }

// Error returns the words.
func (r *Refusal) Error() string { return r.Words }

// admit makes a session for a request. If a limit forbids the session, admit returns a refusal.
func (s *Server) admit(a sessionRequest) (*Session, *Refusal) {
	session, evicted, refused := s.enter(a)
	if evicted != nil {
		evicted.evict("the server is full, and this session had to make room")
	}
	if refused == nil {
		refused = session.begin(a.join)
	}
	if refused != nil {
		s.mu.Lock()
		s.figures.Refused[refused.Label]++
		s.mu.Unlock()
		s.logRefusal(a.request, refused.Label)
		return nil, refused
	}
	return session, nil
}

func (s *Server) logRefusal(r *http.Request, why string) {
	socket.LogRefusal(s.config.Log, "a session of Socket.IO was refused", why, r)
}

// enter gives a new session a place. If another session had to give up its place, enter returns
// it, and the caller must end it.
func (s *Server) enter(a sessionRequest) (session, evicted *Session, refused *Refusal) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.goingAway {
		return nil, nil, &Refusal{"shutdown", "the server is going away"}
	}
	now := time.Now()
	evicted, refused = s.makeRoom(a, now)
	if refused != nil {
		return nil, nil, refused
	}
	session = newSession(s, a)
	account, ok := s.config.Memory.Open(a.address, sessionCost, session.giveUpMemory)
	if !ok {
		return nil, nil, &Refusal{"memory", "the server has no memory for one more session"}
	}
	session.account = account
	session.queue.holding, session.body = session.NewHolding(), session.NewHolding()
	if evicted != nil {
		s.roster.remove(evicted)
	}
	s.sessions[session.id] = session
	s.roster.add(session, now)
	s.figures.Opened++
	s.all.Add(1)
	return session, evicted, nil
}

// makeRoom finds the session that has to give up its place to a newcomer, if there is no other
// room. The caller holds the mutex.
func (s *Server) makeRoom(a sessionRequest, now time.Time) (evicted *Session, refused *Refusal) {
	full, addressFull := s.roster.sessions >= s.config.MaxSessions, s.roster.count(a.address) >= s.config.MaxPerAddress
	idleSince := now.Add(-s.config.IdleTime)
	switch {
	case addressFull:
		evicted = s.roster.oldestIdleOf(a.address, idleSince)
	case full:
		if evicted = s.roster.oldestIdle(idleSince); evicted == nil {
			evicted = s.roster.newestOfMost(a.address)
		}
	default:
		return nil, nil
	}
	switch {
	case evicted != nil:
		return evicted, nil
	case full:
		return nil, &Refusal{"full", "the server is full: all its sessions are in use"}
	}
	return nil, &Refusal{"address", fmt.Sprintf("your address has %d sessions, and the server takes no more from one", s.config.MaxPerAddress)}
}

// markUsed notes that a session has sent something.
func (s *Server) markUsed(session *Session) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.roster.markUsed(session)
}

func (s *Server) countEviction() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.figures.Evicted++
}

// remove removes a session that is over, and remembers the reason, unless it is "".
func (s *Server) remove(session *Session, reason string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.sessions, session.id)
	s.roster.remove(session)
	if reason != "" {
		now := time.Now()
		s.ended.add(session.id, reason, now, now.Add(s.config.CloseWait))
	}
	s.all.Done()
}

// find returns the session with this sid. If there is none, it returns the reason why not.
func (s *Server) find(sid string) (session *Session, reason string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if session = s.sessions[sid]; session != nil {
		return session, ""
	}
	if reason = s.ended.reason(sid, time.Now()); reason == "" {
		reason = "the session is over, or never was"
	}
	return nil, reason
}

// Shutdown closes every session with the reason that the server is going away, and accepts no new
// ones. It spreads the closes as the sockets do. It returns when the last session is over. If the
// context ends first, Shutdown drops the sessions that are left, and returns the context's error.
// The sockets have their own Shutdown.
func (s *Server) Shutdown(ctx context.Context) error {
	s.mu.Lock()
	s.goingAway = true
	s.mu.Unlock()
	sessions := s.openSessions()
	closing, allEnded := context.WithCancel(ctx)
	ended := make(chan struct{})
	go func() {
		s.all.Wait()
		allEnded()
		close(ended)
	}()
	socket.Spread(closing, s.config.Sockets.Config().ShutdownSpread, len(sessions), func(i int) {
		sessions[i].Close(rfc6455.GoingAway, "the server is going away")
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
	return fmt.Errorf("closing sessions, %d did not end in time: %w", len(left), ctx.Err())
}

func (s *Server) openSessions() []*Session {
	s.mu.Lock()
	defer s.mu.Unlock()
	list := make([]*Session, 0, len(s.sessions))
	for _, session := range s.sessions {
		list = append(list, session)
	}
	return list
}

// Figures are what a server has counted since New made it. The keys of the map never come from a
// client.
type Figures struct {
	Open    int              // sessions now
	Opened  int64            // sessions in all
	Evicted int64            // sessions that had to make room for others
	Refused map[string]int64 // by the reason: "full", "address", "memory", "shutdown", or the label of a [Join]'s [Refusal]
}

// Figures returns the counts so far.
func (s *Server) Figures() Figures {
	s.mu.Lock()
	defer s.mu.Unlock()
	figures := s.figures
	figures.Open = len(s.sessions)
	figures.Refused = make(map[string]int64, len(s.figures.Refused))
	for label, n := range s.figures.Refused {
		figures.Refused[label] = n
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
