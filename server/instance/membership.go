package instance

import (
	"fmt"
	"net/http"
	"time"

	"twocups/lessons/play/rfc6455"
	"twocups/server/socket"
)

// membership is the [socket.Behaviour] of one connection.
type membership struct {
	instances *Instances
	key       key
	fault     error         // of the query
	request   *http.Request // the opening handshake; nil once the client has joined
	in        *instance
	pace      pace
}

// Joined makes the client a member, if there is room.
func (m *membership) Joined(c *socket.Conn) {
	defer func() { m.request = nil }() // what the HTTP server needs for it shall be free again
	if m.fault != nil {
		c.Close(rfc6455.PolicyViolation, m.fault.Error())
		return
	}
	m.in = m.instances.admit(m.key, c)
	if m.in == nil {
		return
	}
	m.pace = pace{perSecond: m.instances.config.Rate, burst: m.instances.config.Burst}
	m.in.mu.Lock()
	defer m.in.mu.Unlock()
	m.in.program.Joined(c)
	if greeter, ok := m.in.program.(Greeter); ok {
		greeter.Greet(c, m.request)
	}
}

// Message hands the message to the program, unless there are too many.
func (m *membership) Message(c *socket.Conn, message socket.Message) {
	if !m.pace.keeps(time.Now()) {
		c.Close(rfc6455.PolicyViolation, fmt.Sprintf("too fast: a member may send %d messages a second, and %d at once", m.pace.perSecond, m.pace.burst))
		return
	}
	m.in.mu.Lock()
	defer m.in.mu.Unlock()
	m.in.program.Message(c, message)
}

// Left ends the membership.
func (m *membership) Left(c *socket.Conn) {
	if m.in == nil {
		return
	}
	defer m.instances.dismiss(m.in, c)
	m.in.mu.Lock()
	defer m.in.mu.Unlock()
	m.in.program.Left(c)
}

// pace bounds how many messages a member sends. It is a bucket of tokens: each message
// takes one, time puts them back.
type pace struct {
	perSecond, burst int
	taken            float64
	at               time.Time // of the last message
}

// keeps takes a token, and reports whether there was one.
func (p *pace) keeps(now time.Time) bool {
	p.taken = max(0, p.taken-now.Sub(p.at).Seconds()*float64(p.perSecond))
	p.at = now
	if p.taken+1 > float64(p.burst) {
		return false
	}
	p.taken++
	return true
}
