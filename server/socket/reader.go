package socket

import (
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"unicode/utf8"

	"github.com/gorilla/websocket"

	"twocups/lessons/play"
)

// read takes message after message until no more can come.
func (c *Conn) read(b Behaviour) ending {
	for {
		kind, frames, err := c.ws.NextReader()
		if err != nil {
			return c.ended(err)
		}
		if c.isClosing() {
			continue // to the close frame; NextReader skips this message
		}
		payload, err := io.ReadAll(io.LimitReader(frames, int64(c.config.MaxMessage)+1))
		if err != nil {
			return c.ended(err)
		}
		c.alive()
		c.take(b, Message{Opcode: play.Opcode(kind), Payload: payload})
	}
}

// take checks a message and hands it on.
func (c *Conn) take(b Behaviour, m Message) {
	switch {
	case len(m.Payload) > c.config.MaxMessage:
		c.start(closeFrame{
			code:   play.MessageTooBig,
			reason: fmt.Sprintf("message too big: the server takes at most %d bytes", c.config.MaxMessage),
			remark: fmt.Sprintf("a message of more than %d bytes came: the server reads no further", c.config.MaxMessage),
		})
	case m.Opcode == play.Text && !utf8.Valid(m.Payload):
		c.start(closeFrame{ // RFC 6455 §8.1
			code:   play.InvalidPayload,
			reason: "a text message must be UTF-8; send other bytes as binary",
			remark: "a text message came that is not UTF-8: " + play.Preview(play.Binary, m.Payload),
		})
	default:
		c.events.received(m)
		b.Message(c, m)
	}
}

// pinged has the writer answer a ping. Of several that wait, the latest is answered
// (RFC 6455 §5.5.3).
func (c *Conn) pinged(payload string) error {
	c.alive()
	select {
	case <-c.pongs:
	default:
	}
	c.pongs <- payload // has room: only the reader fills it
	return nil
}

// ended finds out from the reader's last error how the connection ends, and has the
// writer do its part.
func (c *Conn) ended(err error) ending {
	var received *websocket.CloseError
	var network net.Error
	switch {
	case errors.As(err, &received) && received.Code != websocket.CloseAbnormalClosure:
		code := play.CloseCode(received.Code)
		c.start(closeFrame{code: code, reason: received.Text, answer: true}) // the reason too, so that learners see theirs come back
		return ending{code: code, reason: received.Text, received: true}
	case errors.As(err, &network) && network.Timeout():
		return c.silent()
	case errors.Is(err, websocket.ErrReadLimit): // gorilla sends no close frame here
		return c.broken("the length of a frame is out of range")
	case received == nil && strings.HasPrefix(err.Error(), "websocket: "): // and here it sent this one
		return c.broken(strings.TrimPrefix(err.Error(), "websocket: "))
	}
	if !c.isClosing() {
		c.events.remark("the connection is gone, and no close frame came before")
	}
	c.cut()
	return ending{code: play.AbnormalClosure}
}

// silent ends a connection from which nothing came until the deadline.
func (c *Conn) silent() ending {
	if c.isClosing() {
		c.events.remark("no close frame came back")
		c.cut()
		return ending{code: play.AbnormalClosure}
	}
	c.start(closeFrame{
		code:   play.PolicyViolation,
		reason: fmt.Sprintf("nothing came for %v, not even a pong", c.config.PongWait),
		remark: fmt.Sprintf("nothing came for %v: the server's pings stayed without a pong", c.config.PongWait),
	})
	return ending{code: play.AbnormalClosure, deaf: true}
}

// broken ends a connection whose frames break RFC 6455.
func (c *Conn) broken(how string) ending {
	c.start(closeFrame{code: play.ProtocolError, reason: how, remark: "a frame came that breaks the protocol: " + how})
	return ending{code: play.AbnormalClosure, deaf: true}
}
