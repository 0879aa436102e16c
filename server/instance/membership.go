package instance

import (
	"fmt"
	"net/http"
	"sync/atomic"
	"time"

	"twocups/lessons/play/rfc6455"
	"twocups/server/socket"
)

// membership is the [socket.Behaviour] of a member's connection.
type membership struct {
	conn       *socket.Conn
	in         *instance
	since      time.Time
	registered atomic.Bool
	messages   allowance
}

// join makes the client a member of the instance that its handshake names. If a limit is reached,
// or the handshake names no instance, join closes the connection and returns nil.
func (is *Instances) join(c *socket.Conn, handshake *http.Request) socket.Behaviour {
	key, err := keyOf(handshake.URL.Query())
	if err != nil {
		c.Close(rfc6455.PolicyViolation, err.Error())
		return nil
	}
	m := &membership{conn: c, since: time.Now(), messages: newAllowance(is.config.Rate, is.config.Burst)}
	if refusal := is.admit(m, key, socket.AddressOf(handshake.RemoteAddr)); refusal != nil {
		socket.LogRefusal(is.config.Log, "a member of a program was refused", refusal.label, handshake)
		c.Close(rfc6455.TryAgainLater, refusal.reason)
		return nil
	}
	joined := false
	defer func() {
		if !joined { // the program panicked, and the connection gets no behaviour whose Left is called
			m.Left()
		}
	}()
	m.welcome(handshake)
	joined = true
	return m
}

// welcome tells the program that the client has joined.
func (m *membership) welcome(handshake *http.Request) {
	m.in.mu.Lock()
	defer m.in.mu.Unlock()
	m.in.program.Joined(m.conn)
	if greeter, ok := m.in.program.(Greeter); ok {
		greeter.Greet(m.conn, handshake)
	}
	m.noteRegistered()
}

// Message hands the message to the program. While the member or its instance sends messages too
// fast, Message waits, and the server reads no more from the member. Message closes the connection
// of a member that sends too fast without a break.
func (m *membership) Message(message socket.Message) {
	if !m.messages.wait() {
		config := m.in.all.config
		m.conn.Close(rfc6455.PolicyViolation, fmt.Sprintf("too fast: a member may send %d messages a second, and %d at once", config.Rate, config.Burst))
		return
	}
	time.Sleep(m.in.messages.Reserve().Delay())
	m.in.mu.Lock()
	defer m.in.mu.Unlock()
	m.in.program.Message(m.conn, message)
	m.noteRegistered()
}

// noteRegistered notes whether the member has registered. The caller holds the instance's mutex.
func (m *membership) noteRegistered() {
	registrar, ok := m.in.program.(Registrar)
	registered := !ok || registrar.IsRegistered(m.conn)
	m.registered.Store(registered)
	if registered {
		m.in.used.Store(true)
	}
}

// Left ends the membership.
func (m *membership) Left() {
	defer m.in.all.dismiss(m.in, m.conn)
	m.in.mu.Lock()
	defer m.in.mu.Unlock()
	m.in.program.Left(m.conn)
}
