package socket

import (
	"errors"
	"io"
	"net"
	"slices"
	"unicode/utf8"

	"github.com/gorilla/websocket"

	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
	"twocups/server/socket/utf8stream"
)

// read takes message after message until no more can come.
func (c *Conn) read(b Behaviour) ending {
	for {
		kind, frames, err := c.ws.NextReader()
		if err != nil {
			return c.endingAfter(err)
		}
		if c.isClosing() {
			continue // to the close frame; NextReader skips this message
		}
		if err := c.readMessage(b, rfc6455.Opcode(kind), frames); err != nil {
			return c.endingAfter(err)
		}
	}
}

// readMessage reads a message to its end and hands it on. A text is checked as it
// comes, so that the first bad byte ends the connection, wherever it stands.
func (c *Conn) readMessage(b Behaviour, opcode rfc6455.Opcode, frames io.Reader) error {
	if c.message == nil {
		c.message = borrowBuffer()
	}
	c.reading = true
	defer c.forgetMessage()
	checked := 0
	for {
		payload := slices.Grow(*c.message, 1)
		n, err := frames.Read(payload[len(payload):cap(payload)])
		payload = payload[:len(payload)+n]
		*c.message = payload
		if c.isClosing() {
			return nil // the message came to exceed a limit; NextReader skips the rest
		}
		whole := err == io.EOF
		if opcode == rfc6455.Text && len(payload) > checked {
			var ok bool
			if checked, ok = checkUTF8(payload, checked, whole); !ok {
				c.startClosing(notUTF8(payload))
				return nil
			}
		}
		if whole {
			c.figures.receivedMessages.Add(1)
			m := Message{Opcode: opcode, Payload: payload}
			c.events.received(m)
			b.Message(m)
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// forgetMessage makes room for the next message.
func (c *Conn) forgetMessage() {
	*c.message = (*c.message)[:0]
	c.reading = false
}

// dropMessage returns the messages' buffer, unless one is being read into it: while
// the connection waits for another message it holds none.
func (c *Conn) dropMessage() {
	if c.message != nil && !c.reading {
		returnBuffer(c.message)
		c.message = nil
	}
}

// checkUTF8 goes on checking a text of which the first bytes are known to be whole
// characters. It returns how many are now, and false for bytes with which no text
// can go on (RFC 3629 §4). At the end of a whole text nothing may be left over.
func checkUTF8(text []byte, checked int, whole bool) (int, bool) {
	end := len(text)
	if !whole {
		end -= utf8stream.Unfinished(text[checked:])
	}
	return end, utf8.Valid(text[checked:end])
}

// notUTF8 is how a connection ends whose text is none (RFC 6455 §8.1).
func notUTF8(payload []byte) closeFrame {
	return closeFrame{
		code:   rfc6455.TextNotUTF8.CloseCode(),
		reason: rfc6455.TextNotUTF8.Reason(0),
		remark: "a text message came that is not UTF-8: " + play.Preview(rfc6455.Binary, payload),
		fails:  true,
	}
}

// endingAfter finds out from the reader's last error how the connection ends.
func (c *Conn) endingAfter(err error) ending {
	var last lastFrame
	var unwritten writeFailed
	var network net.Error
	switch {
	case errors.As(err, &last) && last.answer.answer:
		c.startClosing(*last.answer)
		return ending{code: last.answer.code, reason: last.answer.reason, received: true}
	case errors.As(err, &last):
		return c.fail(*last.answer)
	case errors.Is(err, websocket.ErrReadLimit): // lengths that gorilla can't add up; the limit was exceeded before
		return ending{code: rfc6455.AbnormalClosure, deaf: true}
	case errors.As(err, &unwritten):
		c.cut()
		return ending{code: rfc6455.AbnormalClosure}
	case errors.As(err, &network) && network.Timeout():
		return c.endingInSilence()
	}
	if !c.isClosing() {
		c.events.remark("the connection is gone, and no close frame came before")
	}
	c.cut()
	return ending{code: rfc6455.AbnormalClosure}
}

// endingInSilence ends a connection from which nothing came until the deadline.
func (c *Conn) endingInSilence() ending {
	if c.isClosing() {
		if c.out.sentClose() { // and who vanishes sends none
			c.events.remark("no close frame came back")
		}
		c.cut()
		return ending{code: rfc6455.AbnormalClosure}
	}
	wait := c.config.PongWait.String()
	return c.fail(closeFrame{
		code:   rfc6455.PolicyViolation,
		reason: "nothing came for " + wait + ", not even a pong",
		remark: "nothing came for " + wait + ": the server's pings stayed without a pong",
		fails:  true,
	})
}

// fail fails the connection (RFC 6455 §7.1.7), whose frames can't be read on.
func (c *Conn) fail(answer closeFrame) ending {
	c.startClosing(answer)
	return ending{code: rfc6455.AbnormalClosure, deaf: true}
}
