package rawframe

import (
	"net/http"

	"golang.org/x/time/rate"

	"twocups/lessons/play/rfc6455"
	"twocups/server/socket"
)

// Path is where the socket is.
const Path = "/raw"

// Handler serves the socket: a raw client for each connection. The frames of all raw
// clients go to the echo.
func Handler(sockets *socket.Sockets, echo http.Handler) http.Handler {
	return sockets.Handler(func(c *socket.Conn) socket.Behaviour {
		return &client{learner: c, echo: echo, opening: rate.NewLimiter(openRate, openBurst)}
	})
}

// Message writes the frame that the learner asks for.
func (c *client) Message(m socket.Message) {
	if m.Opcode != rfc6455.Text {
		c.report("a frame is asked for in a text message, such as unmasked text Hello")
		return
	}
	request, err := parse(string(m.Payload))
	switch {
	case err != nil:
		c.report(err.Error())
	case request.vanish:
		c.vanish()
	default:
		if err := c.write(request.bytes); err != nil {
			c.report(err.Error())
		}
	}
}

// Left ends the raw client's connection.
func (c *client) Left() {
	if c.conn != nil {
		c.conn.close()
	}
}
