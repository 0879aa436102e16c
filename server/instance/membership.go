package instance

import (
	"fmt"
	"net/http"

	"golang.org/x/time/rate"

	"twocups/lessons/play/rfc6455"
	"twocups/server/socket"
)

// membership is the [socket.Behaviour] of a member's connection.
type membership struct {
	conn     *socket.Conn
	in       *instance
	messages *rate.Limiter
}

// join makes the client a member of the instance that its handshake names. If a limit
// is reached, or the handshake names no instance, join closes the connection and returns nil.
func (is *Instances) join(c *socket.Conn, handshake *http.Request) socket.Behaviour {
	key, err := keyOf(handshake.URL.Query())
	if err != nil {
		c.Close(rfc6455.PolicyViolation, err.Error())
		return nil
	}
	in := is.admit(key, c, handshake)
	if in == nil {
		return nil
	}
	m := &membership{conn: c, in: in, messages: rate.NewLimiter(rate.Limit(is.config.Rate), is.config.Burst)}
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
}

// Message hands the message to the program. It closes the connection of a member that sends
// messages too fast.
func (m *membership) Message(message socket.Message) {
	if !m.messages.Allow() {
		config := m.in.all.config
		m.conn.Close(rfc6455.PolicyViolation, fmt.Sprintf("too fast: a member may send %d messages a second, and %d at once", config.Rate, config.Burst))
		return
	}
	m.in.mu.Lock()
	defer m.in.mu.Unlock()
	m.in.program.Message(m.conn, message)
}

// Left ends the membership.
func (m *membership) Left() {
	defer m.in.all.dismiss(m.in, m.conn)
	m.in.mu.Lock()
	defer m.in.mu.Unlock()
	m.in.program.Left(m.conn)
}
