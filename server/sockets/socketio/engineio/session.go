package engineio

import (
	"cmp"
	"crypto/rand"
	"errors"
	"net/netip"
	"sync"
	"time"

	"twocups/lessons/play/rfc6455"
	protocol "twocups/lessons/play/socketio"
	"twocups/server/limit/memory"
	"twocups/server/socket"
)

// Session is a session of one client. It sends and receives packets over either transport.
type Session struct {
	server   *Server
	id       string
	address  netip.Prefix
	remote   string
	inBase64 bool            // over a WebSocket, the client takes binary packets as base64
	account  *memory.Account // what the session holds
	place    place           // guarded by the server's mutex

	mu      sync.Mutex
	changed sync.Cond // the queue is shorter, or writing, probing or state has changed

	client   Client // nil until the session has begun
	state    state
	used     bool // the client has sent a packet or a second request
	queue    queue
	overfull string // why a payload had no room; "": it had
	packets  pace
	requests pace

	conn      *socket.Conn  // the WebSocket that carries the session; nil while it polls
	writing   bool          // a goroutine writes to conn
	probing   *socket.Conn  // the WebSocket of the probe; nil for none
	probed    bool          // the client's probe was answered
	noopAfter time.Time     // while probed: no noop is sent before
	get       chan struct{} // wakes the GET that waits; nil for none
	answering bool          // queued packets are being written as the answer to a GET
	posting   bool          // a POST is being read
	body      Holding       // of that POST; only the POST uses it

	pingTimer    *time.Timer // fires at the next ping, or when a pong is too late
	awaiting     bool        // a pong is awaited
	upgradeTimer *time.Timer // fires when the upgrade is too late; nil for none
	endTimer     *time.Timer // fires when no GET came after the server closed; nil for none

	closeCode   rfc6455.CloseCode // set when the server closes the session, as closeReason
	closeReason string
	vanishing   bool // the application called Vanish
}

// state is a stage in the life of a session.
type state int

const (
	open    state = iota
	closing       // the server has closed the session, and the client does not know yet
	over          // the session has ended
)

// NewSID returns an identifier of 128 random bits or more.
func NewSID() string { return rand.Text() }

func newSession(server *Server, a sessionRequest) *Session {
	c := &server.config
	s := &Session{server: server, id: NewSID(), address: a.address, remote: a.remote, inBase64: a.inBase64,
		packets:  newPace(c.PacketRate, c.PacketBurst, c),
		requests: newPace(c.RequestRate, c.RequestBurst, c)}
	s.changed.L = &s.mu
	return s
}

// NewHolding returns a Holding that counts for the session.
func (s *Session) NewHolding() Holding { return Holding{account: s.account} }

// begin makes the client of the session. If that is impossible, begin ends the session, and
// returns the reason.
func (s *Session) begin(join Join) *Refusal {
	client, err := join(s)
	if err != nil {
		s.closeNow("")
		var refused *Refusal
		if !errors.As(err, &refused) {
			refused = &Refusal{"application", err.Error()}
		}
		return refused
	}
	s.mu.Lock()
	begins, reason := s.state == open, s.overReason() // unless the session had to give up its place
	if begins {
		s.client = client
		s.pingTimer = time.AfterFunc(s.server.config.PingInterval, s.ping)
	}
	s.mu.Unlock()
	if !begins {
		client.Leave("")
		client.Release()
		return &Refusal{"full", reason}
	}
	return nil
}

// receive serves a packet from the client. The error says that the client has broken the protocol.
func (s *Session) receive(p protocol.EnginePacket) error {
	s.mu.Lock()
	client, isOpen := s.client, s.state == open
	s.mu.Unlock()
	switch {
	case !isOpen:
		return nil
	case p.Type == protocol.Message:
		s.markUsed()
		return client.Receive(p)
	case p.Type == protocol.Pong && p.Text == "":
		s.pong()
		return nil
	case p.Type == protocol.Close:
		s.closeNow("")
		return nil
	}
	return errors.New("engine.io packet " + p.Type.String() + " from a client, unasked (want message, pong or close)")
}

// markUsed notes that the client has sent something.
func (s *Session) markUsed() {
	s.mu.Lock()
	used := s.used
	s.used = true
	s.mu.Unlock()
	if !used {
		s.server.markUsed(s)
	}
}

// Close ends the session from the server's side, after the queued packets. The caller must hold
// no lock that the client's methods need.
func (s *Session) Close(code rfc6455.CloseCode, reason string) {
	s.mu.Lock()
	if s.state != open {
		s.mu.Unlock()
		return
	}
	s.state, s.closeCode, s.closeReason = closing, code, reason
	s.stopTimers()
	polls := s.conn == nil
	if polls {
		s.endTimer = time.AfterFunc(s.server.config.CloseWait, func() { s.closeNow(reason) })
	}
	endsNow := polls && s.get == nil && !s.queue.hasMessages()
	probing, client := s.probing, s.client
	s.sendSoon()
	s.changed.Broadcast()
	s.mu.Unlock()
	if probing != nil {
		probing.Close(code, reason)
	}
	if client != nil {
		client.Leave(reason)
	}
	if endsNow {
		s.closeNow(reason)
	}
}

// CloseOverfull closes the session of a client for which [Session.Send] had no room. It drops the
// packets that wait for the client's WebSocket, because they may never be written.
func (s *Session) CloseOverfull() {
	s.mu.Lock()
	reason := cmp.Or(s.overfull, "too slow: packets were waiting to be read")
	s.mu.Unlock()
	s.closeDropping(reason)
}

// closeDropping closes the session with 1013, and drops the packets that wait for a WebSocket.
func (s *Session) closeDropping(reason string) {
	s.mu.Lock()
	conn := s.conn
	if conn != nil {
		s.queue.drop()
		s.changed.Broadcast()
	}
	s.mu.Unlock()
	if conn != nil {
		conn.Close(rfc6455.TryAgainLater, reason)
	}
	s.Close(rfc6455.TryAgainLater, reason)
}

// evict ends the session so that another one has its place.
func (s *Session) evict(reason string) {
	s.server.countEviction()
	s.giveUp(reason)
}

// giveUpMemory ends the session because memory is short.
func (s *Session) giveUpMemory() {
	s.giveUp("memory is short, and this session held most: its packets were waiting to be read")
}

// giveUp closes the session with 1013, and drops everything that waits.
func (s *Session) giveUp(reason string) {
	s.closeDropping(reason)
	s.mu.Lock()
	polls := s.conn == nil
	s.mu.Unlock()
	if polls {
		s.closeNow(reason)
	}
}

// closeNow ends the session at once, and drops the queued packets. The reason is "" if the client
// closed the session. The caller must hold no lock that the client's methods need.
func (s *Session) closeNow(reason string) {
	s.mu.Lock()
	if s.state == over {
		s.mu.Unlock()
		return
	}
	s.state, s.closeReason = over, reason
	s.stopTimers()
	s.queue.drop()
	s.changed.Broadcast()
	s.wake()
	conn, probing, client := s.conn, s.probing, s.client
	s.mu.Unlock()
	for _, c := range []*socket.Conn{conn, probing} {
		if c != nil {
			c.Close(rfc6455.NormalClosure, "")
		}
	}
	if client != nil {
		client.Leave(reason)
		client.Release()
		if conn == nil {
			s.server.config.Log.Info("socket.io client disconnected", "remote", s.remote, "transport", "polling")
		}
	}
	s.server.remove(s, reason)
	s.settle()
}

// settle closes the account of a session that is over, when nothing uses it any more.
func (s *Session) settle() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.state == over && !s.writing && !s.answering && !s.posting {
		s.account.Close()
	}
}

// closeForFault closes the session of a client that broke the protocol.
func (s *Session) closeForFault(err error) {
	s.client.Remark("the client broke the protocol: " + err.Error())
	s.Close(rfc6455.PolicyViolation, "this breaks the protocol of Socket.IO")
}

// Vanish makes the server cut the client's connection without a close frame, as soon as the
// message that is served now is done.
func (s *Session) Vanish() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.vanishing, s.closeReason = true, "the server vanished"
}

func (s *Session) isVanishing() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.vanishing
}

// IsOpen reports whether neither side has closed the session.
func (s *Session) IsOpen() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.state == open
}

// stopTimers stops all timers. The caller holds the mutex.
func (s *Session) stopTimers() {
	for _, timer := range []*time.Timer{s.pingTimer, s.upgradeTimer, s.endTimer} {
		if timer != nil {
			timer.Stop()
		}
	}
}
