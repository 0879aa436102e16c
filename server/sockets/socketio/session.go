package socketio

import (
	"crypto/rand"
	"net/netip"
	"strconv"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"twocups/lessons/play/rfc6455"
	protocol "twocups/lessons/play/socketio"
	"twocups/server/socket"
)

// session is an Engine.IO session of one client. It sends and receives packets over either
// transport.
type session struct {
	server   *Server
	id       string
	address  netip.Prefix
	remote   string
	instance *instance
	report   *reporter
	packets  *rate.Limiter // the rate of the client's packets
	inbox    inbox         // guarded by the instance's mutex

	mu      sync.Mutex
	changed sync.Cond // the queue is shorter, or writing, probing or state has changed

	state state
	queue []protocol.EnginePacket
	bytes int // of the texts in the queue

	conn    *socket.Conn  // the WebSocket that carries the session; nil while it polls
	writing bool          // a goroutine writes to conn
	probing *socket.Conn  // the WebSocket of the probe; nil for none
	probed  bool          // the client's probe was answered
	get     chan struct{} // wakes the GET that waits; nil for none
	posting bool          // a POST is being read

	pingTimer    *time.Timer // fires at the next ping, or when a pong is too late
	awaiting     bool        // a pong is awaited
	connectTimer *time.Timer // fires when the client has connected to no namespace in time
	upgradeTimer *time.Timer // fires when the upgrade is too late; nil for none
	endTimer     *time.Timer // fires when no GET came after the server closed; nil for none

	closeCode   rfc6455.CloseCode // set when the server closes the session, as closeReason
	closeReason string
	vanishing   bool // the client sent the event vanish
}

// state is a stage in the life of a session.
type state int

const (
	open    state = iota
	closing       // the server has closed the session, and the client does not know yet
	over          // the session has ended
)

// newSID returns 128 random bits or more.
func newSID() string { return rand.Text() }

func newSession(server *Server, a sessionRequest, i *instance, report *reporter) *session {
	s := &session{server: server, id: newSID(), address: a.address, remote: a.remote, instance: i, report: report,
		packets: rate.NewLimiter(rate.Limit(server.config.PacketRate), server.config.PacketBurst)}
	s.changed.L = &s.mu
	s.mu.Lock()
	defer s.mu.Unlock()
	s.pingTimer = time.AfterFunc(server.config.PingInterval, s.ping)
	s.connectTimer = time.AfterFunc(server.config.ConnectTimeout, s.closeUnconnected)
	return s
}

func openPacket(sid string, upgrades []string, c Config) string {
	h := protocol.Handshake{SID: sid, Upgrades: upgrades, MaxPayload: c.MaxPayload,
		PingInterval: int(c.PingInterval.Milliseconds()), PingTimeout: int(c.PingTimeout.Milliseconds())}
	return protocol.EnginePacket{Type: protocol.Open, Text: h.String()}.String()
}

// send queues the parts of one packet, all or none. It reports false if the client is too slow:
// then the caller must close the session.
func (s *session) send(parts ...protocol.EnginePacket) bool {
	bytes := 0
	for _, p := range parts {
		bytes += len(p.Text)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	c := &s.server.config
	switch {
	case s.state != open:
		return true
	case len(s.queue) > 0 && (len(s.queue)+len(parts) > c.QueueLength || s.bytes+bytes > c.QueueBytes):
		return false
	}
	s.queue = append(s.queue, parts...)
	s.bytes += bytes
	s.sendSoon()
	return true
}

// sendSoon has the transport send the queue: the WebSocket, or the GET that waits. The caller holds
// the mutex.
func (s *session) sendSoon() {
	if s.conn != nil && !s.writing && (len(s.queue) > 0 || s.state == closing) {
		s.writing = true
		go s.write()
	}
	s.wake()
}

// drain empties the queue and returns its packets. The caller holds the mutex.
func (s *session) drain() []protocol.EnginePacket {
	queue := s.queue
	s.queue, s.bytes = nil, 0
	s.changed.Broadcast()
	return queue
}

// awaitQueue waits while the queue is more than half full, so that a client that asks for many
// answers must first read them. It does not wait while the client changes to a WebSocket: the
// client reads nothing during the change, and must send packets to complete it.
func (s *session) awaitQueue() {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := &s.server.config
	for s.state == open && s.probing == nil && (len(s.queue) > c.QueueLength/2 || s.bytes > c.QueueBytes/2) {
		s.changed.Wait()
	}
}

// receive serves an Engine.IO packet from the client. The error says that the client has broken the
// protocol.
func (s *session) receive(p protocol.EnginePacket) error {
	switch {
	case !s.packets.Allow():
		s.close(rfc6455.PolicyViolation, "too fast: more than "+strconv.Itoa(s.server.config.PacketRate)+" packets a second")
		return nil
	case p.Type == protocol.Message:
		return s.instance.receive(s, p)
	case p.Type == protocol.Pong && p.Text == "":
		s.pong()
		return nil
	case p.Type == protocol.Close:
		s.closeNow("")
		return nil
	}
	return unexpectedPacket(p)
}

// close ends the session from the server's side, after the queued packets. The caller must not hold
// the instance's mutex.
func (s *session) close(code rfc6455.CloseCode, reason string) {
	s.mu.Lock()
	if s.state != open {
		s.mu.Unlock()
		return
	}
	s.state, s.closeCode, s.closeReason = closing, code, reason
	s.stopTimers()
	if s.conn == nil {
		s.endTimer = time.AfterFunc(s.server.config.CloseWait, func() { s.closeNow(reason) })
	}
	probing := s.probing
	s.sendSoon()
	s.changed.Broadcast()
	s.mu.Unlock()
	if probing != nil {
		probing.Close(code, reason)
	}
	s.instance.leave(s, reason)
}

// tooSlow closes the session of a client that reads the packets of others too slowly. It drops the
// packets that wait for the client's WebSocket, because they may never be written.
func (s *session) tooSlow() {
	const reason = "too slow: packets were waiting to be read"
	s.mu.Lock()
	conn := s.conn
	if conn != nil {
		s.drain()
	}
	s.mu.Unlock()
	if conn != nil {
		conn.Close(rfc6455.PolicyViolation, reason)
	}
	s.close(rfc6455.PolicyViolation, reason)
}

// closeNow ends the session at once, and drops the queued packets. The reason is "" if the client
// closed the session. The caller must not hold the instance's mutex.
func (s *session) closeNow(reason string) {
	s.mu.Lock()
	if s.state == over {
		s.mu.Unlock()
		return
	}
	s.state, s.closeReason = over, reason
	s.stopTimers()
	s.drain()
	s.wake()
	conn, probing := s.conn, s.probing
	s.mu.Unlock()
	for _, c := range []*socket.Conn{conn, probing} {
		if c != nil {
			c.Close(rfc6455.NormalClosure, "")
		}
	}
	s.instance.leave(s, reason)
	s.report.release()
	s.server.remove(s)
	if conn == nil {
		s.server.config.Log.Info("socket.io client disconnected", "remote", s.remote, "transport", "polling")
	}
}

// vanish marks the session. Then the goroutine that reads from the client ends the connection
// without a close frame.
func (s *session) vanish() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.vanishing, s.closeReason = true, "the server vanished"
}

func (s *session) isVanishing() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.vanishing
}

// stopTimers stops all timers. The caller holds the mutex.
func (s *session) stopTimers() {
	for _, timer := range []*time.Timer{s.pingTimer, s.connectTimer, s.upgradeTimer, s.endTimer} {
		if timer != nil {
			timer.Stop()
		}
	}
}
