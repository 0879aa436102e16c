package socket

import (
	"errors"
	"io"
	"net"
	"unicode/utf8"

	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
	"twocups/server/socket/utf8stream"
)

// read reads messages and hands them to the behaviour until no more can come.
func (c *Conn) read(b Behaviour) ending {
	for {
		kind, frames, err := c.ws.NextReader()
		if err != nil {
			return c.endingAfter(err)
		}
		if c.isClosing() {
			continue // NextReader skips this message: only the close frame counts now
		}
		if err := c.readMessage(b, rfc6455.Opcode(kind), frames); err != nil {
			return c.endingAfter(err)
		}
	}
}

// readMessage reads a message to its end and hands it to the behaviour. It checks a text
// piece by piece, so that the first bad byte ends the connection at once.
func (c *Conn) readMessage(b Behaviour, opcode rfc6455.Opcode, frames io.Reader) error {
	if c.message == nil {
		c.message = borrowBuffer()
	}
	c.reading = true
	defer c.forgetMessage()
	checked := 0
	for {
		if !c.growMessage() {
			c.closeAndReadOn(noMemory())
			return nil
		}
		payload := *c.message
		n, err := frames.Read(payload[len(payload):cap(payload)])
		payload = payload[:len(payload)+n]
		*c.message = payload
		if c.isClosing() {
			return nil // only the close frame counts now; NextReader skips the rest
		}
		whole := err == io.EOF
		if opcode == rfc6455.Text && len(payload) > checked {
			var ok bool
			if checked, ok = checkUTF8(payload, checked, whole); !ok {
				c.closeAndReadOn(notUTF8(payload))
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

// forgetMessage empties the buffer for the next message.
func (c *Conn) forgetMessage() {
	*c.message = (*c.message)[:0]
	c.reading = false
}

// dropMessage returns the buffer of messages to the pool, unless a message is being read. So
// a connection that waits for its next message holds no buffer.
func (c *Conn) dropMessage() {
	if c.message != nil && !c.reading {
		returnBuffer(c.message)
		c.memory.Release(c.messageReserved)
		c.message, c.messageReserved = nil, 0
	}
}

// growMessage makes room for more of the message. It returns false if memory is short.
func (c *Conn) growMessage() bool {
	reserved, ok := c.grow(&c.message, 1)
	c.messageReserved += reserved
	return ok
}

// checkUTF8 checks a text from the index checked on. The bytes before that index are whole
// characters, which were checked earlier. checkUTF8 returns the number of bytes that are whole
// characters now, and false if a byte is not UTF-8 (RFC 3629 §4). A text that is whole must not
// end within a character.
func checkUTF8(text []byte, checked int, whole bool) (int, bool) {
	end := len(text)
	if !whole {
		end -= utf8stream.Unfinished(text[checked:])
	}
	return end, utf8.Valid(text[checked:end])
}

// notUTF8 returns the close frame for a text message that is not UTF-8 (RFC 6455 §8.1).
func notUTF8(payload []byte) closeFrame {
	return closeFrame{
		code:   rfc6455.TextNotUTF8.CloseCode(),
		reason: rfc6455.TextNotUTF8.Reason(0),
		remark: "a text message came that is not UTF-8: " + play.Preview(rfc6455.Binary, payload),
		fails:  true,
	}
}

// endingAfter returns how the connection ends after the reader's last error. Whatever the error
// is, finish still writes the queued messages if it can: a client that has shut only its own
// half of the connection reads on.
func (c *Conn) endingAfter(err error) ending {
	var last lastFrame
	var network net.Error
	switch {
	case errors.As(err, &last) && last.answer.answer:
		c.startClosing(*last.answer)
		return ending{code: last.answer.code, reason: last.answer.reason, received: true}
	case errors.As(err, &last):
		c.startClosing(*last.answer)
		return noCloseFrame
	case errors.As(err, &network) && network.Timeout():
		return c.endingInSilence()
	case errors.Is(err, errNoEnd), errors.As(err, new(writeFailed)):
		c.abort()
		return noCloseFrame
	}
	if !c.isClosing() {
		c.events.remark("the connection is gone, and no close frame came before")
	}
	c.startClosing(closeFrame{code: rfc6455.AbnormalClosure})
	return noCloseFrame
}

// endingInSilence ends a connection whose client sent nothing until the read deadline.
func (c *Conn) endingInSilence() ending {
	if c.isClosing() {
		if c.out.sentClose() { // false after Vanish, which sends no close frame
			c.events.remark("no close frame came back")
		}
		c.abort()
		return noCloseFrame
	}
	wait := c.config.PongWait.String()
	c.startClosing(closeFrame{
		code:   rfc6455.TryAgainLater,
		reason: "nothing came for " + wait + ", not even a pong",
		remark: "nothing came for " + wait + ": the server's pings stayed without a pong",
		fails:  true,
	})
	return noCloseFrame
}
